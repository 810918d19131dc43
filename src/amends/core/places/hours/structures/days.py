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

_RANGE = re.compile(r"\s*(\d{1,2}[:.]?\d{2})\s*[-–—/]\s*(\d{1,2}[:.]?\d{2})\s*")

_CLOSED = {"", "closed", "off", "-", "—"}

_STARTS = ("open", "opens", "start", "from", "begin", "open_time", "time_start", "startTime")
_ENDS = ("close", "closes", "end", "to", "finish", "close_time", "time_end", "endTime")


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
        table.week[weekday(name)] = [hours for each in listed(value) for hours in _hours(each)]
    return table


def _hours(value: Any) -> list[Hours]:
    if isinstance(value, Mapping):
        return _of_mapping(value)
    if isinstance(value, str):
        return [_of_text(each) for each in re.split(r"[,;]", value) if not _says_closed(each)]
    raise NotUnderstood(f"no hours: {str(value)[:40]}")


def _says_closed(text: str) -> bool:
    return text.strip().lower() in _CLOSED


def _of_text(text: str) -> Hours:
    found = _RANGE.fullmatch(text)
    if not found:
        raise NotUnderstood(f"“{text[:40]}” is no range of times")
    return _between(clock(found[1]), clock(found[2]))


def _of_mapping(value: Mapping[str, Any]) -> list[Hours]:
    if not value or value.get("closed") is True or value.get("is_closed") is True:
        return []
    start = next((value[name] for name in _STARTS if value.get(name) is not None), None)
    end = next((value[name] for name in _ENDS if value.get(name) is not None), None)
    if start is None or end is None:
        raise NotUnderstood(f"no opening and closing time: {str(value)[:60]}")
    minutes = isinstance(start, int) and isinstance(end, int)
    return [span(start, end) if minutes else _between(clock(start), clock(end))]


def _between(start: int, end: int) -> Hours:
    return Hours(0, DAY) if (start, end) == (0, DAY) else span(start, end)
