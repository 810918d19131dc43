"""One table over one piece of rows: what its groups of columns say in, codes of answers out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from amends.core.rulebook.columns.answering import Answering
from amends.core.rulebook.columns.bundles import Unit
from amends.core.rulebook.columns.lookups import Index, build_lookup
from amends.core.rulebook.columns.sources import Array
from amends.core.rulebook.compiled import CompiledTable

Levels = Mapping[str, int]
Says = Mapping[tuple[int, int], Array]


def _narrowest(answering: Answering) -> type[np.signedinteger[Any]]:
    """The smallest whole numbers that hold the codes of all answers and problems."""
    most = max(len(answering.answers), len(answering.problems) + 2)
    return np.int8 if most < 2**7 else np.int16 if most < 2**15 else np.int32


class Plan:
    """The lists of the table at a place; ``levels`` are those of outputs of earlier tables.

    A table whose lists lead to the answer has the same answers always. The others (``answering``
    None) are given some that grow with the sets of rules that are met.
    """

    def __init__(
        self,
        place: int,
        table: CompiledTable,
        levels: Levels,
        most_places: int | None = None,
        most_joined: int | None = None,
    ) -> None:
        self.place, self.table = place, table.table
        self.lookup = build_lookup(table, most_places, most_joined)
        self.answering = Answering(table.table) if self.lookup.is_whole else None
        self.last = None if self.answering is None else self._last(self.answering)
        self.dtype = np.dtype(np.int32) if self.last is None else self.last.dtype
        self.units = self._units(table, levels)
        self.level = max(unit.level for unit in self.units)

    def _last(self, answering: Answering) -> Array:
        """The last list, straight to the codes."""
        codes = answering.codes(self.lookup.rules)
        last = self.lookup.joins[-1] if self.lookup.joins else self.lookup.groups[0].sets
        return codes.astype(_narrowest(answering))[last]

    def _units(self, table: CompiledTable, levels: Levels) -> list[Unit]:
        units = []
        for number, group in enumerate(self.lookup.groups):
            columns = [table.columns[at] for at in group.columns]
            says = group.sets.astype(np.min_scalar_type(len(group.rules)))
            if self.last is not None and len(self.lookup.groups) == 1:
                says = self.last
            level = max((levels.get(each.fact.name, 0) for each in columns), default=0)
            names = tuple(each.fact.name for each in columns if len(each.masks) > 1)
            units.append(Unit((self.place, number), names, says, level))
        return units

    def codes(self, says: Says, answering: Answering) -> Array:
        """The codes of the answers to rows of which the units say this."""
        each = [says[unit.key] for unit in self.units]
        if self.last is None:
            return self._by_sets(each, answering)
        return self._by_lists(each, self.last) if len(each) > 1 else each[0]

    def _by_lists(self, says: Sequence[Array], last: Array) -> Array:
        at = says[0].astype(np.intp)
        groups, joins = self.lookup.groups, self.lookup.joins
        for one, group, join in zip(says[1:], groups[1:], (*joins[:-1], last), strict=True):
            at *= len(group.rules)
            at += one
            at = join.take(at, mode="clip")
        return at

    def _by_sets(self, says: Sequence[Index], answering: Answering) -> Array:
        sets = self.lookup.groups[0].rules[says[0]]
        for group, one in zip(self.lookup.groups[1:], says[1:], strict=True):
            np.bitwise_and(sets, group.rules[one], out=sets)
        raw: Array = sets[:, 0]
        if sets.shape[1] > 1:
            raw = np.ascontiguousarray(sets).view(np.dtype((np.void, sets.shape[1] * 8))).ravel()
        _, first, numbers = np.unique(raw, return_index=True, return_inverse=True)
        return answering.codes(sets[first])[numbers].astype(self.dtype)
