"""A value that lies strictly between two others, for each ordered type; None: there is none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, localcontext
from math import ceil, floor
from typing import Any, Final

from amends.core.feel.cursor import LARGEST_EXPONENT
from amends.core.feel.durations import Months

DAY = timedelta(days=1)
INSTANT = timedelta.resolution
MIDNIGHT = datetime(2000, 1, 1, tzinfo=UTC)
EXACT: Final = 3 * LARGEST_EXPONENT
"""Digits with which two numbers of any size are added up without loss."""


def stepped(value: Any, step: Any) -> Any:
    """A value and a step, or None where no such value can be written: after the last of days."""
    try:
        return value + step
    except OverflowError:
        return None


def number_between(low: Any, high: Any) -> Any:
    """A number inside the open interval: the shortest whole one if there is one."""
    if low is None:
        return 0 if high is None else ceil(high) - 1
    whole = floor(low) + 1
    return whole if high is None or whole < high else _middle(Decimal(low), Decimal(high))


def _middle(low: Decimal, high: Decimal) -> Decimal:
    with localcontext(prec=EXACT):
        return (low + high) / 2


def date_between(low: date | None, high: date | None) -> date | None:
    """A day after ``low`` and before ``high``."""
    if low is None:
        return MIDNIGHT.date() if high is None else stepped(high, -DAY)
    day: date | None = stepped(low, DAY)
    return day if day is None or high is None or day < high else None


def months_between(low: Months | None, high: Months | None) -> Months | None:
    """A whole number of months inside the open interval."""
    if low is None:
        return Months(0 if high is None else high.count - 1)
    after = Months(low.count + 1)
    return after if high is None or after < high else None


def duration_between(low: timedelta | None, high: timedelta | None) -> timedelta | None:
    """A whole number of microseconds inside the open interval."""
    return timedelta() if low is None and high is None else _instant_between(low, high)


def moment_between(low: datetime | None, high: datetime | None) -> datetime | None:
    """A moment inside the open interval, on a whole microsecond."""
    return MIDNIGHT if low is None and high is None else _instant_between(low, high)


def _instant_between(low: Any, high: Any) -> Any:
    """A day beyond the only end, or as far as values go; else the middle."""
    if low is None or high is None:
        end, sign = (low, 1) if high is None else (high, -1)
        beyond = (stepped(end, sign * far) for far in (DAY, INSTANT))
        return next((value for value in beyond if value is not None), None)
    try:
        middle = low + (high - low) / 2
    except OverflowError:
        middle = low / 2 + high / 2
    return middle if low < middle < high else None


def time_between(low: time | None, high: time | None) -> time | None:
    """A time of day inside the open interval."""
    midnight = datetime.combine(MIDNIGHT, time())
    start = datetime.combine(MIDNIGHT, low) if low else midnight - INSTANT
    end = datetime.combine(MIDNIGHT, high) if high else midnight + DAY
    middle = (start + (end - start) / 2).time()
    return middle if (low is None or middle > low) and (high is None or middle < high) else None


BETWEEN: dict[str, Callable[[Any, Any], Any]] = {
    "number": number_between,
    "date": date_between,
    "months": months_between,
    "duration": duration_between,
    "date and time": moment_between,
    "time": time_between,
}
