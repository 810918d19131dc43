"""What is known of the parts of a walk in a region, from what was known in the one around it.

Fixing a fact changes the parts that test it and those that read a part which changed; all others
are as they were.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from amends.core.rulebook.check.parts import Known, Part
from amends.core.rulebook.check.regions import Knowns
from amends.core.rulebook.check.splits import Split
from amends.core.rulebook.generated import bits_of


class Narrowed(NamedTuple):
    """What was known before, and of the parts that may have changed the rules that are left.

    ``before`` is empty at the start; then all parts have changed.
    """

    before: Knowns
    rules: Mapping[int, int]


class Knowing:
    """The parts of a walk, and by which facts each is told."""

    def __init__(self, parts: Sequence[Part], splits: Sequence[Split]) -> None:
        self.parts, self.splits = parts, splits
        self._sources = [frozenset(read.source for read in part.reads) for part in parts]
        self._untested: list[dict[int, int]] = [{} for _ in parts]

    def begin(self, target: int | None, cut: Collection[int]) -> None:
        """A search begins: of the ``target`` all rules that fit matter, not its answer.

        Of the parts in ``cut`` rules were left out that do not matter: they may say nothing.
        """
        self._target, self._cut = target, frozenset(cut)

    def known(self, narrowed: Narrowed, left: int) -> Knowns | None:
        """What is known where the facts of ``left`` are open; None where a part cannot decide."""
        before, rules = narrowed
        known: list[Known] = []
        changed = set[int]()
        for number, part in enumerate(self.parts):
            here: Known | None
            if number in rules:
                here = self._of(number, part, rules[number], left, known)
            elif changed and not changed.isdisjoint(self._sources[number]):
                here = self._of(number, part, before[number].alive, left, known)
            else:
                known.append(before[number])
                continue
            if here is None:
                return None
            if not before or here != before[number]:
                changed.add(number)
            known.append(here)
        return tuple(known)

    def _of(
        self, number: int, part: Part, rules: int, left: int, known: Sequence[Known]
    ) -> Known | None:
        unsettled = self._tested(number, left)
        for read in part.reads:
            source = known[read.source]
            rules &= read.passing(source)
            if source.said is None:
                unsettled |= read.column.tests
        if number == self._target:
            return Known(rules, rules & ~unsettled)
        return part.known(rules, unsettled, may_be_empty=number in self._cut)

    def _tested(self, number: int, left: int) -> int:
        """The rules of a part that test a fact which is not fixed yet."""
        cache = self._untested[number]
        if left not in cache:
            columns = self.parts[number].columns
            names = [self.splits[at].name for at in bits_of(left)]
            tests = (columns[name].tests for name in names if name in columns)
            cache[left] = reduce(or_, tests, 0)
        return cache[left]
