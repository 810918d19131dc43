"""Whose clock the console shows: the reader's, as their browser says it, or the installation's."""

from __future__ import annotations

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest

COOKIE = "amends_zone"
"""Set by the console's script; anybody may write anything into it."""


def readers_zone(request: HttpRequest) -> ZoneInfo:
    """The time zone of whoever reads the console."""
    return known(request.COOKIES.get(COOKIE, "")) or ZoneInfo(settings.TIME_ZONE)


def known(name: str) -> ZoneInfo | None:
    """The time zone of this name, or None if there is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def is_same(one: tzinfo, other: tzinfo, when: datetime) -> bool:
    """Whether both clocks show the same at this moment."""
    return when.astimezone(one).utcoffset() == when.astimezone(other).utcoffset()
