"""Hours as a list of entries, each with its day or days and its ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.core.places.hours.notation.tokens import NotUnderstood
from amends.core.places.hours.structures.days import of_ends
from amends.core.places.hours.structures.table import Table, clock, listed, span, weekday

_DAYS = ("day", "days", "weekday", "weekDay", "dayOfWeek", "day_of_week", "daysOfWeek")


def listed_days(structure: Any) -> Table | None:
    """``[{"day": "MON", "opensAt": "09:00:00", "closesAt": "21:00:00"}]``, and their like.

    ``[{"days": [1, 2], "time_from": {"hours": 9, "minutes": 0}, "time_to": {…}}]``: numbers are
    those of ISO 8601, Monday 1 to Sunday 7; 0 would be Sunday for some and Monday for others. A
    day that is not in the list is closed.
    """
    if not isinstance(structure, list | tuple) or not structure:
        return None
    if not all(isinstance(each, Mapping) and _day_of(each) is not None for each in structure):
        return None
    table = Table()
    for entry in structure:
        hours = of_ends(entry)
        for day in listed(_day_of(entry)):
            table.week[_number(day)] += hours
    return table


def numbered_days(structure: Any) -> Table | None:
    """``[[1, "08:00", "18:00"]]``, as GLS writes them: the weekday by ISO 8601, and its hours."""
    if not isinstance(structure, list | tuple) or not structure:
        return None
    if not all(isinstance(each, list | tuple) and len(each) == _TRIPLE for each in structure):
        return None
    table = Table()
    for day, start, end in structure:
        table.week[_number(day)].append(span(clock(start), clock(end)))
    return table


_TRIPLE = 3


def _day_of(entry: Mapping[str, Any]) -> Any:
    return next((entry[name] for name in _DAYS if entry.get(name) not in (None, [])), None)


def _number(day: Any) -> int:
    if isinstance(day, str) and not day.isdecimal():
        return weekday(day)
    number = int(day)
    if isinstance(day, bool) or not 1 <= number <= 7:
        raise NotUnderstood(f"“{day}” is no weekday from 1 to 7")
    return number - 1
