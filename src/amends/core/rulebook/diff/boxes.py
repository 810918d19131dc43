"""The paths of a decision diagram as few disjoint boxes: sets of buckets by fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from amends.core.rulebook.check.budget import Budget
from amends.core.rulebook.diff.answers import Pair
from amends.core.rulebook.diff.walk import Below, Node

Sides = tuple[tuple[str, int], ...]
"""Masks of buckets by fact; a fact that may be anything is left out."""


@dataclass(frozen=True, slots=True)
class Area:
    """A box, and the answers of both books in it: one outcome, of these pairs of rules."""

    sides: Sides
    pairs: frozenset[Pair]

    @property
    def outcome(self) -> Any:
        """What both books say, whichever rules say it."""
        pair = next(iter(self.pairs))
        return pair.old.outputs, pair.old.undecided, pair.new.outputs, pair.new.undecided


class Areas:
    """The boxes below every node of a diagram, made once."""

    def __init__(self, whole: Mapping[str, int], budget: Budget) -> None:
        self.whole, self.budget = whole, budget
        self._found: dict[int, tuple[Area, ...]] = {}

    def of(self, below: Below) -> tuple[Area, ...]:
        """Disjoint boxes of all that lies below.

        Raise ``OutOfBudget``.
        """
        if below is None:
            return ()
        if isinstance(below, Pair):
            return (Area((), frozenset({below})),)
        if id(below) not in self._found:
            self._found[id(below)] = self._merged(self._split(below))
        return self._found[id(below)]

    def _split(self, node: Node) -> Iterable[Area]:
        for mask, below in node.children:
            for area in self.of(below):
                self.budget.step()
                yield Area(_with(area.sides, node.fact, mask), area.pairs)

    def _merged(self, areas: Iterable[Area]) -> tuple[Area, ...]:
        """Boxes of one outcome that differ in one fact alone made one, as long as there are any."""
        found = tuple(areas)
        while True:
            before = len(found)
            for fact in sorted({name for area in found for name, _ in area.sides}):
                found = self._merged_along(found, fact)
            if len(found) == before:
                return found

    def _merged_along(self, areas: tuple[Area, ...], fact: str) -> tuple[Area, ...]:
        groups: dict[Any, list[Area]] = {}
        for area in areas:
            self.budget.step()
            rest = tuple(each for each in area.sides if each[0] != fact)
            groups.setdefault((rest, area.outcome), []).append(area)
        return tuple(self._union(rest, fact, group) for (rest, _), group in groups.items())

    def _union(self, rest: Sides, fact: str, areas: list[Area]) -> Area:
        if len(areas) == 1:
            return areas[0]
        mask = 0
        for area in areas:
            mask |= dict(area.sides).get(fact, self.whole[fact])
        sides = rest if mask == self.whole[fact] else _with(rest, fact, mask)
        return Area(sides, frozenset().union(*(area.pairs for area in areas)))


def _with(sides: Sides, fact: str, mask: int) -> Sides:
    return tuple(sorted((*sides, (fact, mask))))
