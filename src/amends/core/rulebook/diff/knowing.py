"""What is known of the tables of both books while only some facts are fixed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from amends.core.rulebook.diff.parts import Known
from amends.core.rulebook.diff.twins import Twins, likes
from amends.core.rulebook.generated import bits_of


class Knowing:
    """All parts in a region, ``left`` being the mask of the facts of ``order`` not fixed in it."""

    def __init__(self, twins: Twins, order: Sequence[str]) -> None:
        self.twins, self.order = twins, order
        self.like = likes(twins)
        self._reads = [
            [
                (column, twins.index(twins.sides[at], column.source))
                for column in part.columns
                if column.source is not None
            ]
            for at, part in enumerate(twins.parts)
        ]
        self._tested: list[dict[int, int]] = [{} for _ in twins.parts]
        self._alike: dict[tuple[int, int, int], bool] = {}

    def known(self, alive: Sequence[int], left: int) -> list[Known]:
        """What is known where these rules of each part may still fit."""
        known: list[Known] = []
        for number, part in enumerate(self.twins.parts):
            rules, unsettled = alive[number], self._tests(number, left)
            open_reads = []
            for column, source in self._reads[number]:
                passing = self.twins.parts[source].passing(column, known[source])
                rules &= column.passed(passing)
                if passing & passing - 1:
                    unsettled |= column.tests
                    open_reads.append((column, source))
            rules = part.trimmed(rules, rules & ~unsettled)
            waits = 0
            for column, source in open_reads:
                waits |= bool(column.tests & rules) << source
            known.append(Known(rules, rules & ~unsettled, not rules & unsettled, waits))
        return known

    def is_same(self, known: Sequence[Known]) -> bool:
        """Whether both books decide the table alike in all of a region, whatever that may be."""
        old, new = self.twins.targets
        if not self._is_alike(known, old, new):
            return False
        return all(
            part.decides(known[at])
            or ((like := self.like[at]) is not None and self._is_alike(known, at, like))
            for at, part in enumerate(self.twins.parts)
        )

    def needed(self, known: Sequence[Known]) -> int:
        """The parts on which it still depends, as a mask."""
        needed = 0
        for at in range(len(known) - 1, -1, -1):
            part, here = self.twins.parts[at], known[at]
            if here.settled:
                continue
            if at in self.twins.targets or not part.decides(here):
                needed |= 1 << at
            if needed >> at & 1:
                needed |= here.waits
        return needed

    def settled(self, known: Sequence[Known]) -> Any:
        """What is known of parts that are not needed, as far as it makes a difference."""
        undecided = tuple(
            side
            for side in (0, 1)
            if any(
                here.settled and not part.decides(here)
                for part, here, of in zip(self.twins.parts, known, self.twins.sides, strict=True)
                if of == side
            )
        )
        said = tuple(
            self.twins.parts[at].said(known[at]) if known[at].settled else None
            for at in self.twins.targets
        )
        return undecided, said

    def is_tested(self, name: str, needed: int, known: Sequence[Known]) -> bool:
        """Whether a rule that is left of these parts tests a fact."""
        return any(
            column.source is None and column.name == name and column.tests & known[number].alive
            for number in bits_of(needed)
            for column in self.twins.parts[number].columns
        )

    def _tests(self, number: int, left: int) -> int:
        """The rules of a part that test a fact which is not fixed."""
        cache = self._tested[number]
        if left not in cache:
            names = {self.order[at] for at in bits_of(left)}
            columns = self.twins.parts[number].columns
            tests = (c.tests for c in columns if c.source is None and c.name in names)
            cache[left] = reduce(or_, tests, 0)
        return cache[left]

    def _is_alike(self, known: Sequence[Known], old: int, new: int) -> bool:
        """Whether the same rules are left of two tables, and of all that these rules read."""
        if self.twins.sides[old]:
            old, new = new, old
        key = (old, known[old].alive, known[new].alive)
        if key not in self._alike:
            self._alike[key] = self._signed(old, known[old]) == self._signed(new, known[new])
        if not self._alike[key]:
            return False
        for column, source in self._reads[old]:
            if column.tests & known[old].alive:
                like = self.like[source]
                if like is None or not self._is_alike(known, source, like):
                    return False
        return True

    def _signed(self, at: int, known: Known) -> list[Any]:
        part = self.twins.parts[at]
        rules = bits_of(known.alive & part.everything)
        head = [part.table.policy, part.table.may_be_empty]
        return [self.twins.signature(at, rule) for rule in rules] + head
