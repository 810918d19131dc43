"""A table as lists that are looked up by the classes of its columns.

Columns are put together into groups whose combinations are few; a group's list gives the rules
that let a combination pass, equal ones with one number. Groups are joined pairwise in the same
way down to one list of answers. Where a table is too large for that, rules are kept as bits of
64-bit words for every row, and each distinct set of them is answered once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from amends.core.rulebook.compiled import CompiledTable

Words = NDArray[np.uint64]
Index = NDArray[np.intp]
MOST_WORDS = 1 << 18
"""Largest list, counted in words of 64 rules."""


@dataclass(frozen=True, slots=True)
class Group:
    """Columns looked up together.

    ``sets`` gives for their classes, those of the last column running fastest, the number of a set
    of rules, ``rules`` the set as words.
    """

    columns: tuple[int, ...]
    sets: Index
    rules: Words


@dataclass(frozen=True, slots=True)
class Lookup:
    """A table's groups, and for each further group the list that joins it to those before.

    ``rules`` are the sets that the last list gives, one a row. Without ``joins`` for all groups the
    sets of each group are joined row by row.
    """

    groups: tuple[Group, ...]
    joins: tuple[Index, ...]
    rules: Words

    @property
    def is_whole(self) -> bool:
        """Whether lists lead to the answer without looking at sets of rules."""
        return len(self.joins) == len(self.groups) - 1


def build_lookup(
    table: CompiledTable, most_places: int | None = None, most_joined: int | None = None
) -> Lookup:
    """The lists of one table: those of columns and those that join groups, of so many words."""
    most_places = MOST_WORDS if most_places is None else most_places
    most_joined = MOST_WORDS if most_joined is None else most_joined
    words = max(1, -(-len(table.table.rules) // 64))
    masks = [_words(column.masks, words) for column in table.columns]
    sizes = [len(each) for each in masks]
    groups = [_group(places, masks) for places in _grouped(sizes, words, most_places)]
    if not groups:
        everything = _words([(1 << len(table.table.rules)) - 1], words)
        groups = [Group((), np.zeros(1, np.intp), everything)]
    rules, joins = groups[0].rules, []
    for group in groups[1:]:
        if len(rules) * len(group.rules) * words > most_joined:
            break
        joined, rules = _numbered(_both(rules, group.rules))
        joins.append(joined)
    return Lookup(tuple(groups), tuple(joins), rules)


def _words(masks: Sequence[int], words: int) -> Words:
    """Bitmasks as rows of 64-bit words, the first rule in the lowest bit of the first."""
    raw = b"".join(mask.to_bytes(words * 8, "little") for mask in masks)
    return np.frombuffer(raw, "<u8").reshape(len(masks), words)


def _grouped(sizes: Sequence[int], words: int, most: int) -> list[tuple[int, ...]]:
    """Columns put together, those with few classes first, while their list stays small."""
    groups: list[list[int]] = []
    for place in sorted(range(len(sizes)), key=sizes.__getitem__):
        if groups and prod(sizes[p] for p in (*groups[-1], place)) * words <= most:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [tuple(group) for group in groups]


def _group(places: Sequence[int], masks: Sequence[Words]) -> Group:
    together = masks[places[0]]
    for place in places[1:]:
        together = _both(together, masks[place])
    sets, rules = _numbered(together)
    return Group(tuple(places), sets, rules)


def _both(one: Words, other: Words) -> Words:
    """The rules in both sets, for every pair of sets."""
    return (one[:, None, :] & other[None, :, :]).reshape(-1, one.shape[1])


def _numbered(sets: Words) -> tuple[Index, Words]:
    """A number for each set, the same for equal ones, and the sets by number."""
    if sets.shape[1] == 1:
        rules, numbers = np.unique(sets[:, 0], return_inverse=True)
        return numbers.astype(np.intp), rules[:, None]
    raw = np.ascontiguousarray(sets).view(np.dtype((np.void, sets.shape[1] * 8))).ravel()
    _, first, numbers = np.unique(raw, return_index=True, return_inverse=True)
    return numbers.astype(np.intp), sets[first]
