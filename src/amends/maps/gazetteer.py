"""The streets, houses, stations and places of an extract, by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.core.places import Spot
from amends.core.places.addresses import Kind
from amends.maps.extract import Extract, Named, Whole, spots
from amends.maps.ranks import TOWN
from amends.maps.spelling import folded, forms, numbered

REACH: Final = (4.0, 2.0, 1.0)
"""By rank: a city draws what lies around it from four times as far as a village."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on the map under one name; ``rank`` 0 is the largest of its kind."""

    name: str
    kind: Kind
    spot: Spot
    within: str
    rank: int = 0


class Gazetteer:
    """Looks names up; a name is meant by its number in the extract."""

    def __init__(self, extract: Extract) -> None:
        self._extract = extract
        self._ways = _Rows(extract.lines.name)
        self._houses = _Rows(extract.houses.street)
        self._named: dict[int, list[Named]] = defaultdict(list)
        for each in extract.named:
            self._named[each.name].append(each)
        self._by_form: dict[str, dict[int, float]] = defaultdict(dict)
        for name, spellings in enumerate(extract.names):
            for form, share in ((f, s) for each in spellings for f, s in forms(each).items()):
                known = self._by_form[form].get(name, 0.0)
                self._by_form[form][name] = max(known, share)

    @cached_property
    def forms(self) -> list[str]:
        """All folded spellings of all names."""
        return list(self._by_form)

    def names(self, form: str) -> dict[int, float]:
        """The names that are written so, each with how much of it that is."""
        return self._by_form.get(form, {})

    def named(self, name: int) -> list[Entry]:
        """The stations and places of a name."""
        shown = self._extract.names[name][0]
        return [
            Entry(shown, each.kind, each.spot, self._within(each.spot, shown), each.rank)
            for each in self._named.get(name, [])
        ]

    def streets(self, name: int) -> list[Entry]:
        """The streets of a name, one for each town, at the middle of their longest way."""
        lines, shown = self._extract.lines, self._extract.names[name][0]
        ways = self._ways.of(name)
        ways = ways[np.argsort(lines.first[ways] - lines.first[ways + 1], kind="stable")]
        middle = (lines.first[ways] + lines.first[ways + 1]) // 2
        by_town: dict[str, Entry] = {}
        for spot in spots(lines.latitudes[middle], lines.longitudes[middle]):
            town = self._within(spot, "")
            by_town.setdefault(town, Entry(shown, Kind.STREET, spot, town))
        return list(by_town.values())

    def houses(self, name: int, numbers: Sequence[str]) -> list[Entry]:
        """The houses on a street, whichever of its names they bear, with the first of the numbers
        that there is."""
        rows = self._on_street(name)
        for number in numbers:
            found = [row for row in rows if number in numbered(self._extract.houses.numbers[row])]
            if found:
                return [self._house(name, row) for row in found]
        return []

    def _on_street(self, name: int) -> list[int]:
        spelled = {folded(each) for each in self._extract.names[name]}
        same = {
            other for form in spelled for other, share in self.names(form).items() if share == 1
        }
        return [row for other in sorted(same) for row in self._houses.of(other).tolist()]

    def _house(self, street: int, row: int) -> Entry:
        houses, names = self._extract.houses, self._extract.names
        (spot,) = spots(houses.latitudes[[row]], houses.longitudes[[row]])
        town = int(houses.town[row])
        within = names[town][0] if town >= 0 else self._within(spot, "")
        return Entry(f"{names[street][0]} {houses.numbers[row]}", Kind.HOUSE, spot, within)

    def _within(self, spot: Spot, own: str) -> str:
        """The town around a spot, unless it is the thing itself."""
        if not self._towns:
            return ""
        gaps = (self._town_spots - spot) * (1, cos(radians(spot[0])))
        town = self._towns[int(((gaps**2).sum(axis=1) / self._reach).argmin())]
        shown = self._extract.names[town.name][0]
        return "" if shown == own else shown

    @cached_property
    def _towns(self) -> list[Named]:
        return [each for each in self._extract.named if _is_town(each)]

    @cached_property
    def _town_spots(self) -> NDArray[np.float64]:
        return np.array([each.spot for each in self._towns])

    @cached_property
    def _reach(self) -> NDArray[np.float64]:
        return np.array([REACH[each.rank] ** 2 for each in self._towns])


class _Rows:
    """The rows of a column by their value."""

    def __init__(self, column: Whole) -> None:
        self._order = np.argsort(column, kind="stable")
        self._sorted = column[self._order]

    def of(self, value: int) -> NDArray[np.int64]:
        first, last = np.searchsorted(self._sorted, [value, value + 1])
        return self._order[first:last]


def _is_town(named: Named) -> bool:
    return named.kind is Kind.PLACE and named.rank <= TOWN
