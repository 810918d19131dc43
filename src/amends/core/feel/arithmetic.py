"""``+ - * / **`` and ``-x`` on numbers, texts, dates, times and durations (DMN 1.5, 10.3.2.5)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, localcontext
from typing import Any

from amends.core.feel.durations import Months
from amends.core.feel.errors import TooCostly, Undefined
from amends.core.feel.moments import midnight
from amends.core.feel.values import DURATION, MOMENT, MONTHS, NUMBERS, kind

LONGEST_TEXT = 1_000_000
MOST_MONTHS = 12_000_000_000
LEAST_INEXACT = 10**NUMBERS.prec
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def whole(value: Any) -> int:
    """A whole number as int; raise ``ValueError`` for any other, and where it is too large for all
    of its digits to be known."""
    if abs(value) >= LEAST_INEXACT or value != int(value):
        raise ValueError(f"{Decimal(value):.3g} is no whole number of at most 34 digits")
    return int(value)


def operate(operator: str, left: Any, right: Any) -> Any:
    """The result; raise ``Undefined`` where these two have none."""
    kinds = kind(left), kind(right)
    operation = OPERATIONS.get((operator, *kinds))
    if operation is None:
        raise Undefined(f"{kinds[0]} {operator} {kinds[1]} has no meaning")
    try:
        with localcontext(NUMBERS):
            return operation(left, right)
    except (ArithmeticError, ValueError, TypeError):
        raise Undefined(f"{operator} has no result for these values") from None


def negated(value: Any) -> Any:
    """``-value``."""
    match kind(value):
        case "number":
            return -Decimal(value) if isinstance(value, Decimal) else -value
        case "days and time duration":
            return -value
        case "years and months duration":
            return Months(-value.count)
    raise Undefined(f"-{kind(value)} has no meaning")


def add_months(day: date, months: int) -> Any:
    """The day so many months later: the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError(year)
    last = monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


def shift_time(clock: time, length: timedelta) -> time:
    """The time of day so much later, around midnight."""
    moment = datetime.combine(date(2000, 1, 1), clock.replace(tzinfo=None))
    return (moment + timedelta(seconds=length.seconds, microseconds=length.microseconds)).time()


def exact(length: timedelta) -> Decimal:
    """A duration in seconds, exact."""
    micro = length.microseconds + (length.seconds + length.days * 86_400) * 1_000_000
    return Decimal(micro) / 1_000_000


def of_seconds(seconds: Decimal) -> timedelta:
    """The duration of so many seconds."""
    return timedelta(microseconds=int(Decimal(seconds * 1_000_000).to_integral_value()))


def _joined(left: str, right: str) -> str:
    if len(left) + len(right) > LONGEST_TEXT:
        raise TooCostly(f"a text has at most {LONGEST_TEXT} characters")
    return left + right


def _seconds_since(left: Any, right: Any) -> timedelta:
    """The time between two moments; a date is midnight, UTC where the other has a zone."""
    left, right = _moment(left, right), _moment(right, left)
    if (left.utcoffset() is None) != (right.utcoffset() is None):
        raise Undefined("one has a time zone and the other has none")
    difference: timedelta = left - right
    return difference


def _moment(value: Any, other: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    zoned = isinstance(other, datetime) and other.utcoffset() is not None
    return midnight(value) if zoned else datetime.combine(value, time())


def _between_times(left: time, right: time) -> timedelta:
    if (left.utcoffset() is None) != (right.utcoffset() is None):
        raise Undefined("one has a time zone and the other has none")
    day = date(2000, 1, 1)
    return datetime.combine(day, left) - datetime.combine(day, right)


def _months(count: Decimal) -> Months:
    whole = int(count.to_integral_value("ROUND_DOWN"))
    if abs(whole) > MOST_MONTHS:
        raise Undefined("this is too long a duration")
    return Months(whole)


def _date_after(day: date, length: timedelta) -> date:
    """Whole days later; hours count from midnight."""
    return (datetime.combine(day, time()) + length).date()


def _power(left: Any, right: Any) -> Decimal:
    return Decimal(left) ** Decimal(right)


def _product(left: Any, right: Any) -> Decimal:
    return Decimal(left) * Decimal(right)


def _zoned_shift(clock: time, length: timedelta) -> time:
    return shift_time(clock, length).replace(tzinfo=clock.tzinfo)


OPERATIONS: dict[tuple[str, str, str], Callable[[Any, Any], Any]] = {
    ("+", "number", "number"): lambda a, b: Decimal(a) + Decimal(b),
    ("-", "number", "number"): lambda a, b: Decimal(a) - Decimal(b),
    ("*", "number", "number"): _product,
    ("/", "number", "number"): lambda a, b: Decimal(a) / Decimal(b),
    ("**", "number", "number"): _power,
    ("+", "string", "string"): _joined,
    ("-", "date", "date"): _seconds_since,
    ("-", MOMENT, MOMENT): _seconds_since,
    ("-", MOMENT, "date"): _seconds_since,
    ("-", "date", MOMENT): _seconds_since,
    ("-", "time", "time"): _between_times,
    ("+", "date", DURATION): _date_after,
    ("-", "date", DURATION): lambda a, b: _date_after(a, -b),
    ("+", DURATION, "date"): lambda a, b: _date_after(b, a),
    ("+", MOMENT, DURATION): lambda a, b: a + b,
    ("-", MOMENT, DURATION): lambda a, b: a - b,
    ("+", DURATION, MOMENT): lambda a, b: b + a,
    ("+", "time", DURATION): _zoned_shift,
    ("-", "time", DURATION): lambda a, b: _zoned_shift(a, -b),
    ("+", DURATION, "time"): lambda a, b: _zoned_shift(b, a),
    ("+", DURATION, DURATION): lambda a, b: a + b,
    ("-", DURATION, DURATION): lambda a, b: a - b,
    ("/", DURATION, DURATION): lambda a, b: exact(a) / exact(b),
    ("*", DURATION, "number"): lambda a, b: of_seconds(exact(a) * Decimal(b)),
    ("*", "number", DURATION): lambda a, b: of_seconds(exact(b) * Decimal(a)),
    ("/", DURATION, "number"): lambda a, b: of_seconds(exact(a) / Decimal(b)),
    ("+", MONTHS, MONTHS): lambda a, b: _months(Decimal(a.count + b.count)),
    ("-", MONTHS, MONTHS): lambda a, b: _months(Decimal(a.count - b.count)),
    ("/", MONTHS, MONTHS): lambda a, b: Decimal(a.count) / Decimal(b.count),
    ("*", MONTHS, "number"): lambda a, b: _months(a.count * Decimal(b)),
    ("*", "number", MONTHS): lambda a, b: _months(b.count * Decimal(a)),
    ("/", MONTHS, "number"): lambda a, b: _months(a.count / Decimal(b)),
    ("+", "date", MONTHS): lambda a, b: add_months(a, b.count),
    ("-", "date", MONTHS): lambda a, b: add_months(a, -b.count),
    ("+", MONTHS, "date"): lambda a, b: add_months(b, a.count),
    ("+", MOMENT, MONTHS): lambda a, b: add_months(a, b.count),
    ("-", MOMENT, MONTHS): lambda a, b: add_months(a, -b.count),
    ("+", MONTHS, MOMENT): lambda a, b: add_months(b, a.count),
}
