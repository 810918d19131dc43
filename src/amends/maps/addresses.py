"""The geocoder that needs no outside service: names from an extract, spelling forgiven."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np
from rapidfuzz import fuzz, process

from amends.core.places import Spot, distance
from amends.core.places.addresses import Finding, Found, Kind
from amends.maps import ranks
from amends.maps.extract import Extract
from amends.maps.gazetteer import Entry, Gazetteer
from amends.maps.spelling import STATION_WORDS, Asked, asked, folded, house_numbers, is_number
from amends.maps.trigrams import Trigrams

ALIKE: Final = 70
"""Of 100: how alike a name and the words for it must be (twice the letters in common, in order)."""

TOWN_ALIKE: Final = 80
"""Of 100: how alike a further word and the town must be, to say where a street is."""

UNSAID: Final = 0.6
"""What a letter that nothing explains takes away, of what it would have given."""

NO_SUCH_NUMBER: Final = 0.8
"""Times this where the street is known and the house is not."""

ENTRANCE: Final = 0.99
"""Times this for an entrance: where nothing else tells them apart, the station is meant."""

NO_STATION: Final = 0.8
"""Times this where a station is asked for, and this is none."""

LONGEST_NAME: Final = 6
"""Words."""

TRIED: Final = 30
"""Names that are looked up on the map, the most alike first."""

ONE_STATION: Final = 600.0
"""Metres: stops and entrances of one name that are nearer are one station."""

ONE_STOP: Final = 100.0
"""Metres: stations that are nearer are one, however each is called."""

ONE_SQUARE: Final = 300.0
"""Metres: a street and a place of one name that are nearer are one square."""

SHORTEST_POSTCODE: Final = 4

LISTED: Final = 0.5
"""What is less certain is not told at all."""


@dataclass(frozen=True, slots=True)
class Match:
    """A name that some words, of so many letters, are like; ``rest`` are the other words."""

    form: str
    alike: float
    rest: tuple[str, ...]
    letters: int


class MapGeocoder:
    """Finds what an extract names. May be used by many threads."""

    name = "map"

    def __init__(self, extract: Extract) -> None:
        self._gazetteer = Gazetteer(extract)
        self._forms = self._gazetteer.forms
        self._trigrams = Trigrams(self._forms)

    def find(self, text: str, *, near: Spot | None = None, most: int = 5) -> Finding:
        """The places that a text may mean, the most certain first."""
        question = asked(text)
        found: dict[tuple[Kind, str, str], tuple[Found, int]] = {}
        for match in self._matches(question):
            for entry, share in self._entries(match):
                certainty = round(share * _certainty(match, entry, question), 3)
                key = entry.kind, folded(entry.name), entry.within
                known = found.get(key)
                if certainty >= LISTED and (known is None or known[0].certainty < certainty):
                    told = Found(entry.name, entry.kind, entry.spot, certainty, entry.within)
                    found[key] = told, entry.rank
        ranked = sorted(found.values(), key=lambda each: _order(each, near))
        return Finding(tuple(islice(_each_once(ranked), max(most, 0))), self.name)

    def _matches(self, question: Asked) -> list[Match]:
        """The names most like some words in a row, each with its best words."""
        places = self._trigrams.like(" ".join(question.words))
        forms = [self._forms[place] for place in places.tolist()]
        spans = list(_spans(question.words))
        if not forms or not spans:
            return []
        texts = [" ".join(question.words[first:last]) for first, last in spans]
        alike = process.cdist(forms, texts, scorer=fuzz.ratio, score_cutoff=ALIKE)
        matches = [
            Match(forms[row], float(alike[row, column]) / 100, *_apart(question, spans[column]))
            for row, column in np.argwhere(alike > 0).tolist()
            if _has_numbers(forms[row], texts[column])
        ]
        matches.sort(key=lambda match: -match.alike * match.letters)
        return matches[:TRIED]

    def _entries(self, match: Match) -> Iterator[tuple[Entry, float]]:
        """What a matched name is on the map, houses too, with how much of the name was said."""
        numbers = house_numbers(match.rest)
        for name, share in self._gazetteer.names(match.form).items():
            for entry in (
                *self._gazetteer.named(name),
                *self._gazetteer.streets(name),
                *self._gazetteer.houses(name, numbers),
            ):
                yield entry, share


def _apart(question: Asked, span: tuple[int, int]) -> tuple[tuple[str, ...], int]:
    """The words beside a span, and the letters in it."""
    first, last = span
    rest = question.words[:first] + question.words[last:]
    return rest, sum(len(word) for word in question.words[first:last])


def _has_numbers(form: str, text: str) -> bool:
    """Whether a name itself holds all the numbers of the words that are like it."""
    return all(word in form.split() for word in text.split() if is_number(word))


def _spans(words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """First and last (excluded) word of every stretch that may be a name."""
    for first in range(len(words)):
        for last in range(first + 1, min(first + LONGEST_NAME, len(words)) + 1):
            if not all(is_number(word) for word in words[first:last]):
                yield first, last


def _certainty(match: Match, entry: Entry, question: Asked) -> float:
    """How alike the name is, less for what the rest of the words leaves unexplained."""
    unsaid = sum(len(word) for word in match.rest if not _explains(word, entry))
    certainty = match.alike * (1 - UNSAID * unsaid / (unsaid + match.letters))
    if entry.kind is not Kind.HOUSE and any(_is_short_number(word) for word in match.rest):
        certainty *= NO_SUCH_NUMBER
    if entry.kind is Kind.STATION and entry.rank >= ranks.ENTRANCE:
        certainty *= ENTRANCE
    if question.is_station and entry.kind is not Kind.STATION:
        certainty *= NO_STATION
    return certainty


def _explains(word: str, entry: Entry) -> bool:
    """Whether a word beside the name belongs to the entry all the same."""
    if is_number(word) or (len(word) == 1 and entry.kind is Kind.HOUSE):
        return True
    if word in STATION_WORDS:
        return entry.kind is Kind.STATION
    town = folded(entry.within)
    return any(fuzz.ratio(word, part) >= TOWN_ALIKE for part in [town, *town.split()])


def _is_short_number(word: str) -> bool:
    """A house's number and no postal code."""
    return is_number(word) and len(word) < SHORTEST_POSTCODE


def _order(told: tuple[Found, int], near: Spot | None) -> tuple[float, int, float]:
    found, rank = told
    return -found.certainty, rank, distance(found.spot, near) if near else 0.0


def _each_once(ranked: list[tuple[Found, int]]) -> Iterator[Found]:
    """Each station once, whatever stops and entrances bear its name, and each square once, which
    is a place and a street too."""
    told: list[Found] = []
    for found, _ in ranked:
        if not any(_is_same(each, found) for each in told):
            told.append(found)
            yield found


def _is_same(one: Found, other: Found) -> bool:
    gap = distance(one.spot, other.spot)
    is_station = [each.kind is Kind.STATION for each in (one, other)]
    if all(is_station) and gap <= ONE_STOP:
        return True
    if _bare(one.name) != _bare(other.name) or Kind.HOUSE in (one.kind, other.kind):
        return False
    reach = ONE_STATION if all(is_station) else ONE_SQUARE
    return is_station[0] == is_station[1] and gap <= reach


def _bare(name: str) -> str:
    """A station's name without words that only say that it is one, and without its entrance."""
    words = [word for word in folded(name).split() if word not in STATION_WORDS and len(word) > 1]
    return " ".join(words) or folded(name)
