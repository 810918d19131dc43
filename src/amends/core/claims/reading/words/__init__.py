"""Words of time and number in every language that is read, by their one spelling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from amends.core.claims.reading.spelling import fold
from amends.core.claims.reading.words import en, mn, ru

SHORTEST_STEM = 3


class Sense(NamedTuple):
    """What a word may mean: a number, a unit, a weekday, … and which."""

    what: str
    value: Any


def _spelt(table: Mapping[str, Mapping[Any, str]]) -> Iterator[tuple[str, Sense]]:
    for what, values in table.items():
        for value, words in values.items():
            for word in words.split():
                yield word, Sense(what, value)


def _collected() -> tuple[dict[str, list[Sense]], dict[str, list[Sense]]]:
    whole: dict[str, list[Sense]] = {}
    stems: dict[str, list[Sense]] = {}
    for language in (en, ru, mn):
        for word, sense in _spelt(language.SENSES):
            kept = stems if word.endswith("*") else whole
            senses = kept.setdefault(fold(word.rstrip("*")), [])
            if sense not in senses:
                senses.append(sense)
    return whole, stems


WHOLE, STEMS = _collected()


@lru_cache(maxsize=20_000)
def senses(spelt: str) -> Mapping[str, Any]:
    """What a word may mean, by sort: {"unit": "day"}; the longest stem that it begins with."""
    found = {sense.what: sense.value for sense in WHOLE.get(spelt, ())}
    for length in range(len(spelt), SHORTEST_STEM - 1, -1):
        for sense in STEMS.get(spelt[:length], ()):
            found.setdefault(sense.what, sense.value)
    return found
