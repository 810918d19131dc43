"""The values of FEEL as Python's, their kinds, and when two are equal or ordered.

number: int or Decimal · string: str · boolean: bool · date, time, date and time: datetime's ·
days and time duration: timedelta · years and months duration: ``Months`` · list: list ·
context: dict · range: ``Range`` · function: ``Function`` · null: None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from math import isfinite
from typing import Any

from amends.core.feel.durations import Months, show_duration, show_months
from amends.core.feel.errors import TooCostly
from amends.core.feel.moments import show_moment, show_time

NUMBERS = Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)
"""Decimal128, as DMN 1.5, 10.3.2.3.1 asks; what has no result raises."""

Kind = str
DURATION, MONTHS = "days and time duration", "years and months duration"
MOMENT = "date and time"
MOST_PARTS = 500_000
ORDERED = frozenset({"number", "string", "date", "time", MOMENT, DURATION, MONTHS})


@dataclass(frozen=True, slots=True)
class Range:
    """``low`` to ``high``; an end that is None is endless."""

    low: Any
    high: Any
    low_closed: bool = True
    high_closed: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function as a value: ``call`` takes positional arguments, already evaluated.

    ``parameters`` are alternative lists of parameter names, for named arguments.
    """

    name: str
    parameters: tuple[tuple[str, ...], ...]
    call: Callable[..., Any]


KINDS: dict[type, Kind] = {
    type(None): "null",
    bool: "boolean",
    int: "number",
    Decimal: "number",
    str: "string",
    date: "date",
    datetime: MOMENT,
    time: "time",
    timedelta: DURATION,
    Months: MONTHS,
    list: "list",
    dict: "context",
    Range: "range",
    Function: "function",
}


def kind(value: Any) -> Kind:
    """The kind of a value, by name."""
    return KINDS.get(type(value)) or next(
        (name for type_, name in KINDS.items() if isinstance(value, type_)), "unknown"
    )


def from_python(value: Any) -> Any:
    """Plain Python data as FEEL's: floats exact as written, tuples and sets as lists."""
    if isinstance(value, float):
        return Decimal(repr(value)) if isfinite(value) else None
    if isinstance(value, list | tuple):
        return [from_python(item) for item in value]
    if isinstance(value, set | frozenset):
        return [from_python(item) for item in sorted(value, key=repr)]
    if isinstance(value, Mapping):
        return {str(key): from_python(item) for key, item in value.items()}
    return value


def weighed(value: Any, most: int = MOST_PARTS) -> int:
    """How many values there are in a value, those in several places counted in each.

    Raise ``TooCostly`` beyond ``most``: lists of the same list again and again are short to
    write and endless to go through.
    """
    count, waiting = 0, [value]
    while waiting:
        here = waiting.pop()
        count += 1
        if isinstance(here, list):
            waiting.extend(here)
        elif isinstance(here, dict):
            waiting.extend(here.values())
        if count + len(waiting) > most:
            raise TooCostly(f"a value has at most {most} values in it")
    return count


def equal(left: Any, right: Any) -> bool | None:
    """Whether two values are equal; None where they cannot be compared (DMN 1.5, table 52)."""
    if left is None or right is None:
        return left is right
    if kind(left) != kind(right):
        return None
    if isinstance(left, list):
        return len(left) == len(right) and all_equal(zip(left, right, strict=True))
    if isinstance(left, dict):
        same = left.keys() == right.keys()
        return same and all_equal((left[key], right[key]) for key in left)
    if isinstance(left, Function):
        return left is right or None
    return bool(left == right)


def all_equal(pairs: Any) -> bool | None:
    """Whether each pair is equal: false if one is not, else None if one cannot be compared."""
    answers = [equal(*pair) for pair in pairs]
    return False if False in answers else None if None in answers else True


def compare(left: Any, right: Any) -> int | None:
    """-1, 0 or 1 as ``left`` is less, equal or more; None where there is no order."""
    if kind(left) != kind(right) or kind(left) not in ORDERED:
        return None
    try:
        return int(left > right) - int(left < right)
    except TypeError:
        return None


def holds(operator: str, left: Any, right: Any) -> bool | None:
    """Whether a comparison holds; None where the two cannot be compared."""
    if operator in {"=", "!="}:
        same = equal(left, right)
        return same if operator == "=" or same is None else not same
    order = compare(left, right)
    if order is None:
        return None
    match operator:
        case "<":
            return order < 0
        case "<=":
            return order <= 0
        case ">":
            return order > 0
    return order >= 0


def within(value: Any, range_: Range) -> bool | None:
    """Whether a value lies in a range."""
    low = high = True if value is not None else None
    if range_.low is not None:
        low = holds(">=" if range_.low_closed else ">", value, range_.low)
    if range_.high is not None:
        high = holds("<=" if range_.high_closed else "<", value, range_.high)
    return False if False in (low, high) else None if None in (low, high) else True


def plain(number: Decimal) -> str:
    """A number without exponent and without needless zeros."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def show(value: Any) -> str:
    """A value as text, as ``string(...)`` gives it."""
    return str(value) if isinstance(value, str) else written(value)


def written(value: Any) -> str:
    """A value as FEEL would write it inside a list or a context."""
    match kind(value):
        case "null":
            return "null"
        case "boolean":
            return "true" if value else "false"
        case "number":
            return plain(Decimal(value))
        case "string":
            return _quoted(value)
        case "list":
            return "[" + ", ".join(written(item) for item in value) + "]"
        case "context":
            return "{" + ", ".join(f"{_key(k)}: {written(v)}" for k, v in value.items()) + "}"
        case "range":
            return _written_range(value)
        case "function":
            return f"function {value.name}"
    return written_temporal(value)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def written_temporal(value: Any) -> str:
    """A date, a time or a duration as text."""
    match value:
        case datetime():
            return show_moment(value)
        case date():
            return value.isoformat()
        case time():
            return show_time(value)
        case timedelta():
            return show_duration(value)
        case Months():
            return show_months(value)
    return str(value)


def _key(key: str) -> str:
    return written(key) if any(letter in ' :,{}"' for letter in key) and '"' in key else key


def _written_range(value: Range) -> str:
    low, high = "[" if value.low_closed else "(", "]" if value.high_closed else ")"
    return f"{low}{written(value.low)}..{written(value.high)}{high}"
