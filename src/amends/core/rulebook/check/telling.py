"""Which open facts matter to a region, and how much: by how many of the rules that are left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from amends.core.rulebook.check.regions import Region
from amends.core.rulebook.check.splits import Split
from amends.core.rulebook.generated import bits_of

FIRST: Final = 1_000_000
"""The weight of a fact that the goal itself looks at."""
Weights = dict[int, int]
"""Of each split that matters, how many rules test it."""
Teller = tuple[int, int, tuple[tuple[int, int], ...]]
"""A split, its weight for itself, and of each part the rules that test it."""


class Telling:
    """The facts of a walk, as splits, and the rules that each of them tells apart."""

    def __init__(self, splits: Sequence[Split]) -> None:
        self.splits = splits
        self._tellers: dict[tuple[int, frozenset[str]], list[Teller]] = {}

    def weights(self, needed: int, looked_at: frozenset[str], region: Region, left: int) -> Weights:
        """For each fact of ``left`` that matters to the parts of ``needed``, its weight."""
        weights = {}
        for at, weight, tests in self._telling(needed, looked_at):
            if left >> at & 1:
                for part, rules in tests:
                    weight += (region.known[part].alive & rules).bit_count()
                if weight:
                    weights[at] = weight
        return weights

    def of_one_part(self, weights: Mapping[int, int], needed: int, region: Region) -> Weights:
        """Only those facts which the first of the needed parts tests that tests any.

        Where the goal itself looks at facts, they come before all parts.
        """
        left = sum(1 << at for at in weights)
        if max(weights.values()) < FIRST:
            for number in bits_of(needed):
                tested = self.weights(1 << number, frozenset(), region, left)
                if tested:
                    return tested
        return dict(weights)

    def _telling(self, needed: int, looked_at: frozenset[str]) -> list[Teller]:
        """The facts that may matter."""
        key = needed, looked_at
        if key not in self._tellers:
            tellers = [
                (
                    at,
                    FIRST if split.name in looked_at else 0,
                    tuple((part, tests) for part, tests in split.tests if needed >> part & 1),
                )
                for at, split in enumerate(self.splits)
            ]
            self._tellers[key] = [each for each in tellers if each[1] or each[2]]
        return self._tellers[key]
