"""One table over one piece of rows: positions in, codes of answers out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amends.core.rulebook.columns.answering import Answering
from amends.core.rulebook.columns.lookups import Group, Index, Lookup, Words
from amends.core.rulebook.compiled import CompiledTable

Buckets = Callable[[str], Sequence[int]]
Positions = Mapping[str, NDArray[Any]]


class Plan:
    """The lists of a table as they serve these columns.

    ``buckets`` gives, for the name of a column, the bucket that each of its positions stands for.
    """

    def __init__(
        self, table: CompiledTable, lookup: Lookup, answering: Answering, buckets: Buckets
    ) -> None:
        self.table, self.lookup, self.answering, self.buckets = table, lookup, answering, buckets
        self.lists: dict[tuple[str, int], Index] = {}
        self.last = self._last() if lookup.is_whole else None
        few = self.last is not None and len(answering.answers) < 2**15
        self.dtype = np.dtype(np.int16 if few else np.int32)
        if self.last is not None:
            self.last = self.last.astype(self.dtype)

    def codes(self, positions: Positions, count: int) -> NDArray[Any]:
        """The codes of the answers to ``count`` rows."""
        places = [self._place(group, positions, count) for group in self.lookup.groups]
        return self._by_lists(places) if self.last is not None else self._by_sets(places)

    def _last(self) -> Index:
        """The last list, straight to the codes."""
        codes = self.answering.codes(self.lookup.rules)
        return codes[self.lookup.joins[-1] if self.lookup.joins else self.lookup.groups[0].sets]

    def _by_lists(self, places: Sequence[Index]) -> NDArray[Any]:
        assert self.last is not None
        groups, joins = self.lookup.groups, self.lookup.joins
        at = places[0]
        lists = [groups[0].sets, *joins][:-1]
        for place, before, group in zip(places[1:], lists, groups[1:], strict=True):
            at = before.take(at, mode="clip")
            at *= len(group.rules)
            at += group.sets.take(place, mode="clip")
        return self.last.take(at, mode="clip")

    def _by_sets(self, places: Sequence[Index]) -> NDArray[Any]:
        sets: Words | None = None
        for group, place in zip(self.lookup.groups, places, strict=True):
            rules = group.rules[group.sets.take(place, mode="clip")]
            sets = rules if sets is None else np.bitwise_and(sets, rules, out=sets)
        assert sets is not None
        raw: NDArray[Any] = sets[:, 0]
        if sets.shape[1] > 1:
            raw = np.ascontiguousarray(sets).view(np.dtype((np.void, sets.shape[1] * 8))).ravel()
        _, first, numbers = np.unique(raw, return_index=True, return_inverse=True)
        return self.answering.codes(sets[first])[numbers].astype(self.dtype)

    def _place(self, group: Group, positions: Positions, count: int) -> Index:
        """Where each row lies in a group's list."""
        total = np.zeros(count, np.intp) if not group.columns else None
        for column, offsets in zip(group.columns, group.offsets, strict=True):
            name = self.table.columns[column].fact.name
            part = self._list(name, column, offsets).take(positions[name], mode="clip")
            total = part if total is None else np.add(total, part, out=total)
        assert total is not None
        return total

    def _list(self, name: str, column: int, offsets: Index) -> Index:
        """A column's offset by position; made anew when earlier tables have said something new."""
        buckets = self.buckets(name)
        found = self.lists.get((name, column))
        if found is None or len(found) != len(buckets):
            classes = self.table.columns[column].classes
            found = np.array([offsets[classes[b]] if b >= 0 else 0 for b in buckets], np.intp)
            self.lists[name, column] = found
        return found
