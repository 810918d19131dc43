"""Conversion functions (DMN 1.5, 10.3.4.1)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

from amends.core.feel.arithmetic import shift_time, whole
from amends.core.feel.builtins.registry import function
from amends.core.feel.durations import Months, read_duration, read_months
from amends.core.feel.errors import Undefined
from amends.core.feel.moments import read_date, read_moment, read_time
from amends.core.feel.values import NUMBERS, show

NUMBER = re.compile(r"-?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
LONGEST_NUMBER = 1_000


@function("date", "from:string")
def date_of_text(text: str) -> date:
    """A date written out."""
    return read_date(text)


@function("date", "from:date")
def date_of_date(value: date) -> date:
    """The date itself."""
    return value


@function("date", "from:date and time")
def date_of_moment(value: datetime) -> date:
    """The day of a moment."""
    return value.date()


@function("date", "year:number,month:number,day:number")
def date_of_parts(year: Any, month: Any, day: Any) -> date:
    """A date of its parts."""
    return date(whole(year), whole(month), whole(day))


@function("date and time", "from:string")
def moment_of_text(text: str) -> datetime:
    """A moment written out."""
    return read_moment(text)


@function("date and time", "from:date and time")
def moment_of_moment(value: datetime) -> datetime:
    """The moment itself."""
    return value


@function("date and time", "from:date")
def moment_of_date(value: date) -> datetime:
    """Midnight of a day."""
    return datetime.combine(value, time())


@function("date and time", "date:date/date and time,time:time")
def moment_of_parts(day: date, clock: time) -> datetime:
    """A day and a time of it."""
    return datetime.combine(date(day.year, day.month, day.day), clock)


@function("time", "from:string")
def time_of_text(text: str) -> time:
    """A time written out."""
    return read_time(text)


@function("time", "from:time")
def time_of_time(value: time) -> time:
    """The time itself."""
    return value


@function("time", "from:date and time")
def time_of_moment(value: datetime) -> time:
    """The time of a moment."""
    return value.timetz()


@function("time", "from:date")
def time_of_date(_: date) -> time:
    """Midnight, UTC."""
    return time(tzinfo=timezone.utc)  # noqa: UP017


@function("time", "hour:number,minute:number,second:number,offset?:days and time duration")
def time_of_parts(hour: Any, minute: Any, second: Any, offset: timedelta | None = None) -> time:
    """A time of its parts; seconds may have a fraction."""
    clock = time(whole(hour), whole(minute), int(second))
    micro = int((Decimal(second) - int(second)) * 1_000_000)
    zone = None if offset is None else timezone(offset)
    return shift_time(clock, timedelta(microseconds=micro)).replace(tzinfo=zone)


@function("number", "from:string")
@function("number", "from:string,grouping separator:string/null,decimal separator:string/null")
def number_of_text(text: str, grouping: str | None = None, point: str | None = None) -> Decimal:
    """A number written out, its separators named."""
    if grouping not in {None, " ", ",", "."} or point not in {None, ",", "."}:
        raise Undefined("this is no separator of numbers")
    if grouping is not None and grouping == point:
        raise Undefined("the two separators are the same")
    text = text.replace(grouping, "") if grouping else text
    if point == ",":
        text = text.replace(".", "x").replace(",", ".")
    if len(text) > LONGEST_NUMBER or not NUMBER.fullmatch(text):
        raise Undefined(f"{text[:50]!r} is no number")
    return NUMBERS.create_decimal(text)


@function("number", "from:number")
def number_of_number(value: Any) -> Any:
    """The number itself."""
    return value


@function("string", "from")
def string(value: Any) -> str | None:
    """Anything as text."""
    return None if value is None else show(value)


@function("duration", "from:string")
def duration(text: str) -> timedelta | Months:
    """A duration of either kind."""
    try:
        return read_duration(text)
    except ValueError:
        return read_months(text)


@function("duration", "from:days and time duration/years and months duration")
def duration_of_duration(value: Any) -> Any:
    """The duration itself."""
    return value


@function("years and months duration", "from:date/date and time,to:date/date and time")
def months_between(start: date, end: date) -> Months:
    """The whole months from one day to another."""
    if start > end if type(start) is type(end) else start_of(start) > start_of(end):
        return Months(-months_between(end, start).count)
    count = (end.year - start.year) * 12 + end.month - start.month
    return Months(count - (end.day < start.day))


def start_of(value: date) -> date:
    """The day of a date or of a moment."""
    return date(value.year, value.month, value.day)
