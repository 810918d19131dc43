"""Weekly hours as they are taken out of data: minutes per weekday, and dated days."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from amends.core.places.hours.notation.rules import Hours, Rules
from amends.core.places.hours.notation.tokens import NotUnderstood
from amends.core.places.hours.spans import DAY
from amends.core.places.hours.words.languages import full_names
from amends.core.places.hours.words.lexicon import small
from amends.core.places.hours.words.weeks import PUBLIC, Said, as_rules

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_NUMBERS = {
    **{name: number for number, name in enumerate(_NAMES)},
    **{name[:3]: number for number, name in enumerate(_NAMES)},
    **{name[:2]: number for number, name in enumerate(_NAMES)},
    "tues": 1, "thur": 3, "thurs": 3, "publicholidays": PUBLIC, "ph": PUBLIC,
}  # fmt: skip

_CLOCK = re.compile(r"(\d{1,2})[:.h]?(\d{2})(?::?\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?")

_HALVES = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s?([AaPp])\.?\s?[Mm]\.?")


@dataclass
class Table:
    """``week``: hours by weekday (Monday 0, public holidays 7); an empty list is a closed day.

    ``dated``: hours of single days. ``only_dated``: nothing is known of other days.
    """

    week: dict[int, list[Hours]] = field(default_factory=lambda: defaultdict(list))
    dated: dict[date, list[Hours]] = field(default_factory=lambda: defaultdict(list))
    only_dated: bool = False

    def rules(self) -> Rules:
        """The weekly part as rules. Errors: ``NotUnderstood`` for hours that overlap."""
        said = [Said(frozenset({day}), checked(hours)) for day, hours in sorted(self.week.items())]
        return as_rules(said)


def weekday(name: Any) -> int:
    """The number of a named day, perhaps as an address of schema.org.

    Short names are English; whole ones are known in all languages.
    """
    bare = small(str(name).rsplit("/", 1)[-1].rsplit("#", 1)[-1].strip())
    number = _NUMBERS.get(bare, full_names().get(bare))
    if number is None:
        raise NotUnderstood(f"“{str(name)[:40]}” is no weekday")
    return number


def is_weekday(name: Any) -> bool:
    if not isinstance(name, str):
        return False
    bare = small(name.strip())
    return bare in _NUMBERS or bare in full_names()


def clock(text: Any) -> int:
    """Minutes since midnight of "09:00", "0900", "09:00:00", "9:00 AM"."""
    said = str(text).strip()
    halves = _HALVES.fullmatch(said)
    if halves and 1 <= int(halves[1]) <= 12 and int(halves[2] or 0) < 60:
        noon = 12 if halves[3] in "pP" else 0
        return (int(halves[1]) % 12 + noon) * 60 + int(halves[2] or 0)
    found = _CLOCK.fullmatch(said)
    if not found or int(found[2]) > 59 or int(found[1]) > 24:
        raise NotUnderstood(f"“{said[:40]}” is no time")
    return int(found[1]) * 60 + int(found[2])


def span(start: int, end: int) -> Hours:
    """Hours from minute to minute; an end before the start is on the next day."""
    if not (0 <= start < DAY and 0 <= end <= 2 * DAY):
        raise NotUnderstood(f"no minutes of a day: {start} to {end}")
    if start == end:
        raise NotUnderstood("opens and closes at the same time", "same_time")
    if end < start:
        end += DAY
    if end - start > DAY:
        raise NotUnderstood(f"longer than a day: {start} to {end}")
    return Hours(start, end)


def checked(hours: Iterable[Hours]) -> tuple[Hours, ...]:
    """Sorted; hours that touch are one. Errors: ``NotUnderstood`` if they overlap."""
    ordered: list[Hours] = []
    for each in sorted(hours, key=lambda each: each.start):
        if ordered and each.start < ordered[-1].end:
            raise NotUnderstood("hours of one day overlap", "said_twice")
        if ordered and each.start == ordered[-1].end:
            ordered[-1] = Hours(ordered[-1].start, each.end)
        else:
            ordered.append(each)
    return tuple(ordered)


def listed(value: Any) -> list[Any]:
    """A list of many, of one, or of none."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
