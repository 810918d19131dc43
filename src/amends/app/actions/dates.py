"""A viewpoint: the moment as of which a history is judged or reported."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from amends.core.errors import AmendsError


class BadDate(AmendsError):
    """A date that cannot be looked from."""

    code = "bad_date"


def as_of_moment(text: str, *, now: datetime) -> datetime:
    """Read ``--as-of``: a moment with an offset, or a day, which means its end in the shop's zone.

    At the end of a day whatever was promised for that very day is still open there, and everything
    promised for earlier days has become due.
    """
    try:
        moment = _end_of(date.fromisoformat(text)) if len(text) == 10 else _moment(text)
    except (ValueError, OverflowError):
        raise BadDate(f"{text!r} is not a date", where="--as-of", hint="like 2018-11-01") from None
    if moment.date() > now.date():
        raise BadDate(f"{text} lies in the future", where="--as-of", hint="a past day, or today")
    return min(moment, now)


def _end_of(day: date) -> datetime:
    last = time.max.replace(fold=1)
    return datetime.combine(day, last, tzinfo=ZoneInfo(settings.TIME_ZONE))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise BadDate(f"{text!r} has no offset", where="--as-of", hint="add +03:00, or Z for UTC")
    return moment
