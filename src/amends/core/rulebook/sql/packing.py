"""Offsets for many tables in one number, so that each fact is looked at once.

A group of columns of a table has a field; the sum over all facts holds, field by field, the sum of
the offsets of that group's columns, which is the place in its list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from amends.core.rulebook.columns.lookups import Group
from amends.core.rulebook.compiled import CompiledTable

LARGEST = 2**62


@dataclass(frozen=True, slots=True)
class Field:
    """Where a group's place lies in a word: ``word // base % size``."""

    word: int
    base: int
    size: int


@dataclass
class Words:
    """Words of packed fields; of each fact and bucket what it adds to each word.

    ``adds[word][fact][bucket]``.
    """

    adds: list[dict[str, list[int]]] = field(default_factory=list)
    next_base: int = LARGEST

    def add(self, table: CompiledTable, group: Group, given: Sequence[str]) -> Field | None:
        """Give a group a field, if a column of it is a fact of the situation."""
        offsets = [
            (column.fact.name, [int(widths[each]) for each in column.classes])
            for at, widths in zip(group.columns, group.offsets, strict=True)
            if (column := table.columns[at]).fact.name in given
        ]
        if not offsets:
            return None
        size = sum(max(each) for _, each in offsets) + 1
        if not self.adds or self.next_base * size > LARGEST:
            self.adds.append({})
            self.next_base = 1
        found = Field(len(self.adds) - 1, self.next_base, size)
        for name, each in offsets:
            adds = self.adds[-1].setdefault(name, [0] * len(each))
            adds[:] = [more + found.base * one for more, one in zip(adds, each, strict=True)]
        self.next_base *= size
        return found
