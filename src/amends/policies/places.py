"""How points are chosen and judged: ``[choosing]`` and ``[reliability]`` in ``rulebook.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from amends.core.errors import BadDeclaration
from amends.core.places.reliability import Rules, Sign

SIGNS = {sign.value for sign in Sign}


ASKED_FOR_LATER: Mapping[str, Any] = {
    "parts": ["07:00-12:00", "12:00-17:00", "17:00-22:00"],
    "days": 3,
    "farther_detour_metres": 100_000,
}
"""Rulebooks were published before these were asked for."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """How other points are chosen: for how many minutes a point has to be open when the customer
    comes, how many answers, the longest detour of a point that is offered, how far off one may be
    to be named where none is, and how many are looked at by road.

    ``parts`` of a day, in which a customer passes: local "12:00-17:00"; of the day on which the
    parcel may be there and of so many ``days`` after it.
    """

    stay_minutes: int
    answers: int
    longest_detour_metres: int
    farther_detour_metres: int
    by_road: int
    parts: tuple[str, ...]
    days: int


def read_choosing(declared: Mapping[str, Any]) -> Choosing:
    """``BadDeclaration`` for what is missing, unknown, no whole number above 0 or no parts."""
    names = [field.name for field in fields(Choosing)]
    given = {**ASKED_FOR_LATER, **declared}
    parts = given.pop("parts")
    if not _are_parts(parts):
        raise _bad("choosing", "parts", "parts of a day", 'like ["07:00-12:00", "12:00-17:00"]')
    for name in sorted({*names, *given} - {"parts"}):
        number = given.get(name)
        if name not in names or type(number) is not int or number < 1:
            raise _bad("choosing", name, "a whole number above 0", f"one of {', '.join(names)}")
    return Choosing(parts=tuple(parts), **given)


PART = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d")
MOST_PARTS = 12


def _are_parts(value: Any) -> bool:
    """Each begins before it ends; the pattern makes comparing the texts enough."""
    return (
        isinstance(value, list)
        and 0 < len(value) <= MOST_PARTS
        and all(isinstance(part, str) and PART.fullmatch(part) for part in value)
        and all(part[:5] < part[6:] for part in value)
    )


def read_reliability(declared: Mapping[str, Any]) -> Rules:
    """``BadDeclaration`` for what is missing, unknown, or not of its kind."""
    for name in sorted({*KINDS, *declared}):
        if name not in KINDS:
            raise _bad("reliability", name, "not known", f"one of {', '.join(KINDS)}")
        is_right, meaning = KINDS[name]
        if not is_right(declared.get(name)):
            raise _bad("reliability", name, meaning, "see docs/reference/rulebook.md")
    try:
        return _rules(declared)
    except ValueError as error:
        raise _bad("reliability", "", str(error), "see docs/reference/rulebook.md") from None


def _rules(declared: Mapping[str, Any]) -> Rules:
    return Rules(
        half_life=timedelta(days=declared["half_life_days"]),
        quantile=declared["quantile"],
        least=declared["least"],
        failures=frozenset(Sign(each) for each in declared["failures"]),
        start_share=declared["start_share"],
        start_worth=declared["start_worth"],
        least_worth=declared["least_worth"],
        most_worth=declared["most_worth"],
        alarms=frozenset(Sign(each) for each in declared["alarms"]),
        usual=declared["usual"],
        dying=tuple(declared["dying"]),
        visits_per_alarm=declared["visits_per_alarm"],
        back=tuple((Sign(name), worth) for name, worth in declared["back"].items()),
        enough=declared["enough"],
        head_start=declared["head_start"],
        remembered=declared["remembered"],
    )


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and value >= 0


def _are_signs(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and SIGNS.issuperset(value)


def _are_shares(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_number, value))


def _are_worths(value: Any) -> bool:
    return (
        isinstance(value, dict) and SIGNS.issuperset(value) and all(map(_is_number, value.values()))
    )


NUMBER = (_is_number, "a number, 0 or more")
OF_SIGNS = (_are_signs, f"a list of signs: {', '.join(sorted(SIGNS))}")
KINDS = {
    "half_life_days": NUMBER,
    "quantile": NUMBER,
    "least": NUMBER,
    "failures": OF_SIGNS,
    "start_share": NUMBER,
    "start_worth": NUMBER,
    "least_worth": NUMBER,
    "most_worth": NUMBER,
    "alarms": OF_SIGNS,
    "usual": NUMBER,
    "dying": (_are_shares, "a list of shares"),
    "visits_per_alarm": NUMBER,
    "back": (_are_worths, "what each sign is worth: { looked_good = 3 }"),
    "enough": NUMBER,
    "head_start": NUMBER,
    "remembered": (lambda value: type(value) is int, "a whole number"),
}


def _bad(section: str, name: str, message: str, hint: str) -> BadDeclaration:
    return BadDeclaration(message, where=f"rulebook.toml {section}.{name}".rstrip("."), hint=hint)
