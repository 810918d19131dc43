"""What is known of one point, each fact in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from amends.app.commands.places.lines import FACTS, KINDS, VALUES
from amends.app.commands.rulebook.language import Speech
from amends.core.places.distance import rounded
from amends.core.places.reasons import in_words

SHOWN = (
    "code",
    "source",
    "operator",
    "kind",
    "address",
    "way_there",
    "place",
    "time_zone",
    "hours",
    "hours_structure",
    "hours_readings",
    "exceptions",
    "closures",
    "sides",
    "grams",
    "storage_days",
    "payment",
    "fitting",
    "capacity",
)
KILOGRAM = 1000
NOTHING: tuple[Any, ...] = (None, "", [])


def facts(point: Any, speech: Speech) -> Iterator[tuple[str, str]]:
    """The titles and values of what is known, without what is not."""
    for name in SHOWN:
        value = _place(point) if name == "place" else getattr(point, name)
        if value not in NOTHING:
            yield speech.say(FACTS[name]), value_in_words(name, value, speech)


def title(name: str, speech: Speech) -> str:
    """A column in words."""
    return speech.say(FACTS[name]) if name in FACTS else name


def value_in_words(name: str, value: Any, speech: Speech) -> str:
    """The value of a column as a person reads it."""
    if value in NOTHING:
        return speech.say(VALUES["nothing"])
    if isinstance(value, bool):
        return speech.say(VALUES["yes" if value else "no"])
    if name in WRITERS:
        return WRITERS[name](value, speech)
    if isinstance(value, float):
        return speech.number(round(value, 7))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _place(point: Any) -> list[float] | None:
    if point.latitude is None or point.longitude is None:
        return None
    return rounded((point.latitude, point.longitude))


def _kind(kind: str, speech: Speech) -> str:
    return speech.say(KINDS[kind]) if kind in KINDS else kind


def _weight(grams: int, speech: Speech) -> str:
    unit, number = ("kilograms", grams / KILOGRAM) if grams >= KILOGRAM else ("grams", grams)
    return speech.say(VALUES[unit], number=speech.number(number))


def _sides(sides: list[int], speech: Speech) -> str:
    return speech.say(VALUES["sides"], sides=" × ".join(speech.number(each) for each in sides))


def _readings(readings: list[Mapping[str, str]], speech: Speech) -> str:
    of = {"text": "hours", "structure": "hours_structure"}
    return "; ".join(
        f"{title(of[each['of']], speech)}: {in_words(each['says'], speech.words)}"
        for each in readings
    )


def _closures(closures: list[Mapping[str, str]], speech: Speech) -> str:
    return "; ".join(f"{_days(each)} {each.get('reason', '')}".strip() for each in closures)


def _exceptions(exceptions: list[Mapping[str, Any]], speech: Speech) -> str:
    return "; ".join(
        f"{_days(each)}: {', '.join('–'.join(pair) for pair in each['intervals'])}"
        for each in exceptions
    )


def _days(dated: Mapping[str, Any]) -> str:
    first, last = dated["first"], dated["last"]
    return str(first) if first == last else f"{first} – {last}"


WRITERS: Mapping[str, Callable[[Any, Speech], str]] = {
    "place": lambda spot, speech: ", ".join(str(each) for each in spot),
    "source": lambda source, speech: str(source.name),
    "kind": _kind,
    "grams": _weight,
    "sides": _sides,
    "hours_readings": _readings,
    "closures": _closures,
    "exceptions": _exceptions,
    "unclear": lambda reason, speech: in_words(reason, speech.words),
}
