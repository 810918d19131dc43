"""A value that lies strictly between two others, for each ordered type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from amends.core.feel.durations import Months
from amends.core.rulebook.types import read_number

DAY = timedelta(days=1)
MIDNIGHT = datetime(2000, 1, 1, tzinfo=UTC)


def number_between(low: Any, high: Any) -> Any:
    """A number inside the open interval: the shortest whole one if there is one."""
    if low is None and high is None:
        return 0
    if high is None:
        return int(low // 1) + 1
    if low is None:
        return -int(-high // 1) - 1
    whole = int(low // 1) + 1
    return whole if whole < high else read_number(str((Decimal(low) + Decimal(high)) / 2))


def date_between(low: date | None, high: date | None) -> date | None:
    """A day after ``low`` and before ``high``; None where there is none."""
    if low is None:
        return MIDNIGHT.date() if high is None else high - DAY
    day = low + DAY
    return day if high is None or day < high else None


def months_between(low: Months | None, high: Months | None) -> Months | None:
    """A whole number of months inside the open interval, if there is one."""
    if low is None:
        return Months(0 if high is None else high.count - 1)
    after = Months(low.count + 1)
    return after if high is None or after < high else None


def duration_between(low: timedelta | None, high: timedelta | None) -> timedelta | None:
    """A duration inside the open interval, if a whole number of microseconds lies there."""
    if low is None:
        return timedelta() if high is None else high - DAY
    if high is None:
        return low + DAY
    middle = low + (high - low) / 2
    return middle if low < middle < high else None


def moment_between(low: datetime | None, high: datetime | None) -> datetime | None:
    """A moment inside the open interval, if a whole number of microseconds lies there."""
    if low is None:
        return MIDNIGHT if high is None else high - DAY
    if high is None:
        return low + DAY
    middle = low + (high - low) / 2
    return middle if low < middle < high else None


def time_between(low: time | None, high: time | None) -> time | None:
    """A time of day inside the open interval, if there is one."""
    start = datetime.combine(MIDNIGHT, low or time.min)
    end = datetime.combine(MIDNIGHT, high or time.max)
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
