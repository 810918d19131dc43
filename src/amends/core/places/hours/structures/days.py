"""Hours under the names of the days, and which days a text names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from amends.core.places.hours.notation.rules import Holidays, Rule, Weekdays
from amends.core.places.hours.notation.tokens import NotUnderstood
from amends.core.places.hours.structures.entries import hours_of_day
from amends.core.places.hours.structures.keys import bare, is_silent
from amends.core.places.hours.structures.table import Table, checked, is_weekday, weekday
from amends.core.places.hours.texts import read_text
from amends.core.places.hours.words.weeks import PUBLIC


def named_days(structure: Any) -> Table | None:
    """``{"mon": ["09:00-18:00"], "sun": []}`` or ``{"Mon-Fri": {"from": "9:00", "to": "18:00"}}``.

    A day that is missing, None, empty or "closed" is closed.
    """
    if not isinstance(structure, Mapping) or not structure:
        return None
    said = {name: days_said(str(name)) for name in structure}
    others = [name for name, days in said.items() if not days]
    if not all(is_silent(bare(name), structure[name]) for name in others):
        return None
    if len(others) == len(said):
        return None
    table = Table()
    for name, days in said.items():
        hours = hours_of_day(structure[name]) if days else []
        for day in days:
            if table.week.get(day, hours) != hours:
                raise NotUnderstood("the hours of a day are said twice", "said_twice")
            table.week[day] = list(checked(hours))
    return table


@lru_cache(maxsize=4096)
def days_said(text: str) -> frozenset[int]:
    """The weekdays (and public holidays) that a text names, in any language; none if no others."""
    if is_weekday(text):
        return frozenset({weekday(text)})
    if not any(sign.isalpha() for sign in text):
        return frozenset()
    try:
        rules = read_text(f"{text} {_SOME_HOURS}", "", "").rules
    except NotUnderstood:
        return frozenset()
    return frozenset().union(*map(_days_of, rules)) if all(map(_only_days, rules)) else frozenset()


_SOME_HOURS = "10:00-11:00"


def _only_days(rule: Rule) -> bool:
    return bool(rule.days) and rule.weekly and not rule.also_days and len(rule.hours) == 1


def _days_of(rule: Rule) -> frozenset[int]:
    found: set[int] = set()
    for each in rule.days:
        if isinstance(each, Holidays):
            found.add(PUBLIC)
        elif isinstance(each, Weekdays):
            found |= {(each.first + n) % 7 for n in range((each.last - each.first) % 7 + 1)}
    return frozenset(found)
