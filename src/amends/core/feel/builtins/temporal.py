"""Functions of dates and times (DMN 1.5, 10.3.4.7 and 10.3.4.11)."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from amends.core.feel.builtins.registry import function
from amends.core.feel.errors import Undefined
from amends.core.feel.run import Run
from amends.core.feel.values import equal, kind

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_OF_YEAR = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
A_DAY = "date:date/date and time"


@function("now", "", needs_run=True)
def now(run: Run) -> datetime:
    """The moment of the evaluation, which its caller names."""
    if run.now is None:
        raise Undefined("the time of this evaluation is not known")
    return run.now


@function("today", "", needs_run=True)
def today(run: Run) -> date:
    """The day of the evaluation."""
    return now(run).date()


@function("day of year", A_DAY)
def day_of_year(day: date) -> int:
    """1 for the first of January."""
    return day.timetuple().tm_yday


@function("day of week", A_DAY)
def day_of_week(day: date) -> str:
    """The day's name in English."""
    return DAYS[day.weekday()]


@function("month of year", A_DAY)
def month_of_year(day: date) -> str:
    """The month's name in English."""
    return MONTHS_OF_YEAR[day.month - 1]


@function("week of year", A_DAY)
def week_of_year(day: date) -> int:
    """The week of ISO 8601."""
    return day.isocalendar().week


@function("is", "value1,value2")
def same(left: Any, right: Any) -> bool:
    """Whether both are the same value of the same kind, time zones written alike."""
    if kind(left) != kind(right):
        return False
    if isinstance(left, datetime | time) and left.tzinfo != right.tzinfo:
        return (
            left.utcoffset() is not None
            and left.utcoffset() == right.utcoffset()
            and (left == right)
        )
    return equal(left, right) is True
