"""A viewpoint: the moment as of which a history is judged or reported."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from amends.core.errors import AmendsError
from amends.core.promises import due_moment


class BadDate(AmendsError):
    """A date that cannot be looked from."""

    code = "bad_date"


def read_as_of(text: str, *, now: datetime) -> date:
    """Read ``--as-of``: a moment with an offset, or a day.

    A day is seen from its end where each order is: there whatever was promised for that very day
    is still open, and everything promised for earlier days has become due.
    """
    try:
        as_of = date.fromisoformat(text) if len(text) == 10 else _moment(text)
        last_day = as_of.date() if isinstance(as_of, datetime) else as_of
        end_of(last_day)
    except (ValueError, OverflowError):
        raise BadDate(f"{text!r} is not a date", where="--as-of", hint="like 2018-11-01") from None
    if last_day > now.astimezone(ZoneInfo(settings.TIME_ZONE)).date():
        raise BadDate(f"{text} lies in the future", where="--as-of", hint="a past day, or today")
    return as_of


def end_of(as_of: date) -> datetime:
    """The moment itself, or the end of the day in the shop's own zone."""
    return due_moment(as_of, ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise BadDate(f"{text!r} has no offset", where="--as-of", hint="add +03:00, or Z for UTC")
    return moment
