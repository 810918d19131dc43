"""Hours as a list of entries, each with its day or days and its ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.core.places.hours.notation.tokens import NotUnderstood
from amends.core.places.hours.structures import keys
from amends.core.places.hours.structures.days import days_said
from amends.core.places.hours.structures.entries import of_ends
from amends.core.places.hours.structures.table import (
    Table,
    checked,
    clock,
    is_weekday,
    listed,
    span,
)

_OVERNIGHT = "isovernight"
"""Yelp's entries have it; their Monday is 0."""


def listed_days(structure: Any) -> Table | None:
    """``[{"day": "MON", "opensAt": "09:00:00", "closesAt": "21:00:00"}]``, and their like.

    ``[{"days": [1, 2], "time_from": {"hours": 9, "minutes": 0}, "time_to": {…}}]``: numbers are
    those of ISO 8601, Monday 1 to Sunday 7; 0 would be Sunday for some and Monday for others. A
    day that is not in the list is closed.
    """
    if not isinstance(structure, list | tuple) or not structure:
        return None
    if not all(isinstance(each, Mapping) and _names_days(each) for each in structure):
        return None
    table, numbered = Table(), False
    for entry in structure:
        days, by_number = _days_of(entry)
        numbered = numbered or by_number
        hours = of_ends(entry)
        for day in days:
            table.week[day] += hours
    if numbered:
        _monday_is_first(table)
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
    _monday_is_first(table)
    return table


_TRIPLE = 3


def _monday_is_first(table: Table) -> None:
    """Where 2 to 6 are alike and 1 is not, 1 may well be Sunday, as for some it is."""
    monday, *week = (checked(table.week.get(day, ())) for day in range(6))
    if week[0] and week[0] != monday and all(each == week[0] for each in week):
        raise NotUnderstood("is day 1 Monday or Sunday?", "weekday_number")


def _names_days(entry: Mapping[str, Any]) -> bool:
    return any(_is_day(keys.bare(key)) and value not in (None, []) for key, value in entry.items())


def _is_day(name: str) -> bool:
    return name in keys.DAYS or name in keys.FIRST_DAY


def _days_of(entry: Mapping[str, Any]) -> tuple[frozenset[int], bool]:
    """The days of an entry, and whether only numbers tell them; a name tells more than a number."""
    said = {keys.bare(key): value for key, value in entry.items() if value not in (None, [], "")}
    first, last = _first(said, keys.FIRST_DAY), _first(said, keys.LAST_DAY)
    if last is not None:
        return _from_to(first if first is not None else _first(said, keys.DAYS), last)
    given = [listed(said[name]) for name in keys.DAYS if name in said]
    named = [each for each in given if not any(map(_is_number, each))]
    if named:
        days = {frozenset().union(*map(_named, each)) for each in named}
        if len(days) > 1:
            raise NotUnderstood("the hours of a day are said twice", "said_twice")
        return days.pop(), False
    if is_weekday(said.get("name")):
        return _named(said["name"]), False
    from_zero = _OVERNIGHT in map(keys.bare, entry)
    return frozenset(_number(each, 1 - from_zero) for each in given[0]), not from_zero


def _first(said: Mapping[str, Any], names: frozenset[str]) -> Any:
    return next((said[name] for name in names if name in said), None)


def _from_to(first: Any, last: Any) -> tuple[frozenset[int], bool]:
    if _is_number(first) and _is_number(last):
        start, end, numbered = _number(first), _number(last), True
    else:
        [start], [end], numbered = _named(first), _named(last), False
    return frozenset((start + n) % 7 for n in range((end - start) % 7 + 1)), numbered


def _named(day: Any) -> frozenset[int]:
    text = str(day).rsplit("/", 1)[-1].rsplit("#", 1)[-1]
    days = days_said(text)
    if not days:
        raise NotUnderstood(f"“{str(day)[:40]}” is no weekday")
    return days


def _is_number(day: Any) -> bool:
    return isinstance(day, int | float) or (isinstance(day, str) and day.strip().isdecimal())


def _number(day: Any, shift: int = 1) -> int:
    number = int(day) - shift
    if isinstance(day, bool) or number not in range(7) or float(day) % 1:
        raise NotUnderstood(f"“{day}” is no weekday from {shift} to {shift + 6}")
    return number
