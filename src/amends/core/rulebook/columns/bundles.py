"""Groups of columns of many tables looked up together.

Groups that look at much the same facts are one bundle: the kinds of all their facts make one place
in a list of words, and a word holds side by side what each of the groups says there. Each fact is
so taken up once for many tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_PLACES = 1 << 16
"""Longest list of words; so many words stay in a processor's cache."""
WIDEST = 8
"""Bytes of a word."""
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Unit:
    """A group of columns of a table, told by ``key``.

    ``says`` has for the kinds of the facts ``names``, the last one running fastest, what the group
    says; it can be looked up when the tables of earlier levels are answered.
    """

    key: tuple[int, int]
    names: tuple[str, ...]
    says: Array
    level: int


@dataclass
class Bundle:
    """Units that are looked up together; ``counts`` are the kinds of each fact."""

    level: int
    counts: dict[str, int] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)

    @property
    def places(self) -> int:
        """The length of its list."""
        return prod(self.counts.values())

    def with_(self, unit: Unit, counts: Mapping[str, int], most: int) -> int:
        """The length that the list has with one more unit; 0 if that would not fit."""
        places = prod((self.counts | {name: counts[name] for name in unit.names}).values())
        size = sum(each.says.dtype.itemsize for each in (*self.units, unit))
        is_close = self.level == unit.level and places <= most and size <= WIDEST
        return places if is_close else 0

    def add(self, unit: Unit, counts: Mapping[str, int]) -> None:
        """Take in a unit."""
        self.units.append(unit)
        self.counts.update((name, counts[name]) for name in unit.names)


def bundled(
    units: Sequence[Unit], counts: Mapping[str, int], most: int | None = None
) -> list[Bundle]:
    """Put units together, the large ones first, each where it makes the list grow least; up to a
    length of ``most``."""
    most = MOST_PLACES if most is None else most
    bundles: list[Bundle] = []
    for unit in sorted(units, key=lambda each: -len(each.says)):
        fitting = [each for each in bundles if each.with_(unit, counts, most)]
        if fitting:
            best = min(fitting, key=lambda each: each.with_(unit, counts, most) / each.places)
        else:
            best = Bundle(unit.level)
            bundles.append(best)
        best.add(unit, counts)
    return bundles


class BundleLookup:
    """The list of a bundle, and the way to it."""

    def __init__(self, bundle: Bundle) -> None:
        self.level = bundle.level
        self.counts = dict(sorted(bundle.counts.items(), key=lambda each: each[1]))
        units = sorted(bundle.units, key=lambda each: -each.says.dtype.itemsize)
        sizes = [each.says.dtype.itemsize for each in units]
        width = 1 << (sum(sizes) - 1).bit_length()
        starts = [sum(sizes[:at]) for at in range(len(sizes))]
        self.fields = [
            (unit.key, unit.says.dtype, start // size)
            for unit, start, size in zip(units, starts, sizes, strict=True)
        ]
        self.words = np.zeros(bundle.places, f"u{width}")
        for unit, (_, dtype, at) in zip(units, self.fields, strict=True):
            _field(self.words, dtype, at)[:] = self._spread(unit)

    def look_up(self, kinds: Mapping[str, Array], rows: int) -> Iterator[tuple[Any, Array]]:
        """What each unit says of the rows."""
        return self.said(self.words.take(self._place(kinds, rows), mode="clip"))

    def said(self, words: Array) -> Iterator[tuple[Any, Array]]:
        """What each unit says in the words."""
        for key, dtype, at in self.fields:
            yield key, _field(words, dtype, at)

    def strides(self) -> dict[str, int]:
        """What one kind more of each fact adds to the place."""
        counts = list(self.counts.values())
        return {name: prod(counts[at + 1 :]) for at, name in enumerate(self.counts)}

    def _place(self, kinds: Mapping[str, Array], rows: int) -> Array:
        """The place of each row, in numbers no wider than needed."""
        total: Array | None = None
        places = 1
        for name, count in self.counts.items():
            places *= count
            if total is None:
                total = kinds[name]
            else:
                total = total * np.min_scalar_type(places - 1).type(count)
                total += kinds[name]
        return np.zeros(rows, np.intp) if total is None else total

    def _spread(self, unit: Unit) -> Array:
        """What a unit says for the kinds of all facts of the bundle."""
        own = unit.says.reshape([self.counts[name] for name in unit.names])
        order = [unit.names.index(name) for name in self.counts if name in unit.names]
        shape = [count if name in unit.names else 1 for name, count in self.counts.items()]
        spread = own.transpose(order).reshape(shape)
        return np.broadcast_to(spread, tuple(self.counts.values())).ravel()


def _field(words: Array, dtype: np.dtype[Any], at: int) -> Array:
    """One field of each word."""
    fields: Array = words.view(dtype).reshape(len(words), -1)[:, at]
    return fields
