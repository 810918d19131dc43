"""Hours under the names of the days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from amends.core.places.hours.notation.rules import Hours
from amends.core.places.hours.notation.tokens import NotUnderstood
from amends.core.places.hours.spans import DAY
from amends.core.places.hours.structures.table import (
    Table,
    clock,
    is_weekday,
    listed,
    span,
    weekday,
)

_TIME = r"(\d{1,2}[:.]?\d{2}(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?)"
_RANGE = re.compile(rf"\s*{_TIME}\s*[-–—/]\s*{_TIME}\s*", re.IGNORECASE)

_CLOSED = {"", "closed", "off", "-", "—"}

_PAIRS = (
    ("open", "close"),
    ("opens", "closes"),
    ("opensAt", "closesAt"),
    ("start", "end"),
    ("from", "to"),
    ("begin", "end"),
    ("openTime", "closeTime"),
    ("open_time", "close_time"),
    ("timeFrom", "timeTo"),
    ("time_from", "time_to"),
    ("time_start", "time_end"),
    ("startTime", "endTime"),
    ("start_time", "end_time"),
)
_HALF_DAYS = (("openMorning", "closeMorning"), ("openAfternoon", "closeAfternoon"))
_SHUT = ("closed", "isClosed", "is_closed", "isDayOff", "is_day_off", "dayOff", "day_off")


def named_days(structure: Any) -> Table | None:
    """``{"mon": ["09:00-18:00"], "sun": []}``, ``{"monday": {"open": "09:00", "close": "18:00"}}``.

    A day that is missing, None, empty or "closed" is closed.
    """
    if not isinstance(structure, Mapping) or not structure:
        return None
    if not all(is_weekday(name) for name in structure):
        return None
    table = Table()
    for name, value in structure.items():
        table.week[weekday(name)] = hours_of_day(value)
    return table


def hours_of_day(value: Any) -> list[Hours]:
    """The hours of one day: a text, an object with ends, or a list of them."""
    return [hours for each in listed(value) for hours in _hours(each)]


def _hours(value: Any) -> list[Hours]:
    if isinstance(value, Mapping):
        return of_ends(value)
    if isinstance(value, str):
        return [_of_text(each) for each in re.split(r"[,;]", value) if not _says_closed(each)]
    raise NotUnderstood(f"no hours: {str(value)[:40]}")


def _says_closed(text: str) -> bool:
    return text.strip().lower() in _CLOSED


def _of_text(text: str) -> Hours:
    found = _RANGE.fullmatch(text)
    if not found:
        raise NotUnderstood(f"“{text[:40]}” is no range of times")
    start, end = clock(found[1]), clock(found[2])
    if 0 < end <= start < _ONE_OCLOCK and found[1][0] != "0" and _SHORT.match(found[2]):
        raise NotUnderstood(f"“{text[:40]}” may be before or after noon", "half_of_day")
    return _between(start, end)


_ONE_OCLOCK = 13 * 60
_SHORT = re.compile(r"\d[:.]\d\d$")


def of_ends(value: Mapping[str, Any]) -> list[Hours]:
    """The hours of ``{"open": "09:00", "close": "18:00"}`` and its like; none if it says closed.

    A morning and an afternoon may have ends of their own. Two numbers are minutes since midnight.
    Errors: ``NotUnderstood``.
    """
    if not value or any(value.get(name) is True for name in _SHUT):
        return []
    if any(name in value for pair in _HALF_DAYS for name in pair):
        return [hours for pair in _HALF_DAYS for hours in _half_day(value, *pair)]
    for first, last in _PAIRS:
        start, end = value.get(first), value.get(last)
        if start is not None and end is not None:
            return [_between(_minute(start), _minute(end))]
    raise NotUnderstood(f"no opening and closing time: {str(value)[:60]}")


def _half_day(value: Mapping[str, Any], first: str, last: str) -> list[Hours]:
    start, end = value.get(first), value.get(last)
    if not start and not end:
        return []
    return [_between(clock(start), clock(end))]


def _minute(moment: Any) -> int:
    if isinstance(moment, int) and not isinstance(moment, bool):
        return moment
    if isinstance(moment, Mapping):
        return int(moment["hours"]) * 60 + int(moment.get("minutes") or 0)
    return clock(moment)


def _between(start: int, end: int) -> Hours:
    return Hours(0, DAY) if (start, end) == (0, DAY) else span(start, end)
