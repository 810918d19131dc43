"""A history as its occupied cells: joint buckets of facts, each counted once.

However long a history is, it fills few of the cells that the facts span. A question that depends
on the facts alone is answered for each occupied cell and weighted with its count and its sums.
NumPy is imported here: ``import amends.core.rulebook`` does not need it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amends.core.errors import AmendsError
from amends.core.rulebook.axes import Axis
from amends.core.rulebook.facts import BadSituation

Codes = NDArray[np.int64]
Cells = NDArray[np.bool_]
SCALE = 4
"""Digits after the point to which sums of money are exact."""
MOST_CODES = 2**62


class BadHistory(AmendsError):
    """A column of a history that the rulebook cannot read; ``where`` is the fact."""

    code = "bad_history"


@dataclass(frozen=True)
class Cube:
    """The occupied cells of a history.

    ``codes`` has a row for each cell and a column for each of ``facts``: the bucket, or -1 where
    the value is none of the fact's. ``decidable`` are the cells whose cases have a value of every
    fact, also of those that tell no cells apart. ``counts`` are cases, ``sums``
    exact totals of the columns of money, in units of 10 ** -4. ``groups`` keeps apart what must not
    be added up: the currency of each cell.
    """

    axes: Mapping[str, Axis]
    facts: tuple[str, ...]
    codes: Codes
    decidable: Cells
    counts: Codes
    sums: Mapping[str, NDArray[Any]]
    groups: tuple[str, ...]

    @property
    def cases(self) -> int:
        """The number of cases in the history."""
        return int(self.counts.sum())

    def inside(self, sides: Mapping[str, int]) -> Cells:
        """Which cells lie in a box: masks of buckets by fact."""
        found: Cells = self.decidable.copy()
        for name, mask in sides.items():
            passed = [bool(mask >> at & 1) for at in range(len(self.axes[name].buckets))]
            codes = self.codes[:, self.facts.index(name)]
            found &= np.array([*passed, False])[codes]
        return found

    def count(self, cells: Cells) -> int:
        """How many cases lie in some cells."""
        return int(self.counts[cells].sum())

    def totals(self, money: str, cells: Cells) -> dict[str, Decimal]:
        """The exact sum of a column of money over some cells, by group."""
        found: dict[str, int] = {}
        for at in np.flatnonzero(cells).tolist():
            group = self.groups[at]
            found[group] = found.get(group, 0) + int(self.sums[money][at])
        return {group: Decimal(units).scaleb(-SCALE) for group, units in sorted(found.items())}

    def situations(self) -> Iterator[dict[str, Any]]:
        """A situation of every cell, with a value of each bucket; cells outside are left out."""
        for row in self.codes[self.decidable].tolist():
            yield {
                name: self.axes[name].buckets[code].sample
                for name, code in zip(self.facts, row, strict=True)
            }


def build_cube(
    axes: Mapping[str, Axis],
    history: Mapping[str, Any],
    *,
    facts: Collection[str] | None = None,
    money: Sequence[str] = (),
    group: Sequence[Any] | None = None,
) -> Cube:
    """Count a history, given as columns of equal length, by the cells of ``axes``.

    A fact without a column is missing in every case. ``facts`` are those that tell cells apart,
    all unless told otherwise. ``group`` is a column of what keeps sums
    apart, a currency. Raise ``BadHistory`` for a column of money that is no number.
    """
    length = len(next(iter(history.values()))) if history else 0
    codes = {n: _codes(axis, history.get(n), length) for n, axis in axes.items()}
    names, groups = _groups(group, length)
    kept = [name for name in axes if facts is None or name in facts]
    decidable = np.ones(length, np.int64)
    for each in codes.values():
        decidable &= each >= 0
    widths = [len(axes[name].buckets) for name in kept]
    keys = _keys([*(codes[name] for name in kept), decidable, groups], [*widths, 2], length)
    _, first, place, counts = np.unique(
        keys, return_index=True, return_inverse=True, return_counts=True
    )
    rows = [codes[name][first] for name in kept]
    return Cube(
        axes=axes,
        facts=tuple(kept),
        codes=np.stack(rows, axis=1) if rows else np.zeros((len(first), 0), np.int64),
        decidable=decidable[first].astype(bool),
        counts=counts.astype(np.int64),
        sums={name: _sums(name, history[name], place, len(first)) for name in money},
        groups=tuple(names[at] for at in groups[first].tolist()),
    )


def _keys(columns: Sequence[Codes], widths: Sequence[int], length: int) -> Codes:
    """One number for each case, the same where all codes are; codes begin with -1."""
    keys, cells = np.zeros(length, np.int64), 1
    for codes, width in zip(columns, [*widths, length], strict=True):
        if cells * (width + 1) > MOST_CODES:
            found, keys = np.unique(keys, return_inverse=True)
            cells = len(found)
        keys, cells = keys * (width + 1) + (codes + 1), cells * (width + 1)
    return keys


def _groups(group: Sequence[Any] | None, length: int) -> tuple[list[str], Codes]:
    if group is None:
        return [""], np.zeros(length, np.int64)
    known: dict[str, int] = {}
    told = ("" if each is None else str(each) for each in group)
    codes = [known.setdefault(each, len(known)) for each in told]
    return list(known), np.array(codes, np.int64)


def _codes(axis: Axis, column: Any, length: int) -> Codes:
    """The bucket of every value of a column, -1 where there is none; each value located once."""
    if column is None:
        return np.full(length, _code(axis, None), np.int64)
    values = np.asarray(column)
    if values.dtype.kind in "biufUM":
        found, place = np.unique(values, return_inverse=True)
        return np.array([_code(axis, each) for each in found.tolist()], np.int64)[place]
    known: dict[Any, int] = {}
    for value in values.tolist():
        if value not in known:
            known[value] = _code(axis, value)
    return np.fromiter((known[value] for value in values.tolist()), np.int64, length)


def _code(axis: Axis, value: Any) -> int:
    if isinstance(value, float):
        value = None if value != value else Decimal(repr(value))
    try:
        return axis.locate(value)
    except BadSituation:
        return -1


def _sums(name: str, column: Any, place: Codes, cells: int) -> NDArray[Any]:
    """The sum of a column by cell, in whole units, as Python's integers: they never overflow."""
    try:
        units = [_units(value) for value in np.asarray(column, object).tolist()]
    except (ArithmeticError, ValueError, TypeError):
        raise BadHistory("a column of money holds what is no number", where=name) from None
    largest = max(map(abs, units), default=0)
    if largest * len(units) >= MOST_CODES:
        sums = np.zeros(cells, object)
        for at, value in zip(place.tolist(), units, strict=True):
            sums[at] += value
        return sums
    whole = np.zeros(cells, np.int64)
    np.add.at(whole, place, np.array(units, np.int64))
    return whole


def _units(value: Any) -> int:
    """An amount in units of 10 ** -4; a missing one is nothing."""
    if value is None or value != value:
        return 0
    exact = Decimal(repr(value) if isinstance(value, float) else str(value)).scaleb(SCALE)
    return int(exact.to_integral_value())
