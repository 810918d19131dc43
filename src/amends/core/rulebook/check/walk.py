"""Looking for a situation, or proving that there is none, table by table and fact by fact.

The space is split along one fact at a time (Shannon's expansion). Of each table only the rules
that may still fit are kept, as a bitmask; regions in which the same rules are left of the tables
that matter, with the same facts to be fixed, are the same question and are asked once: the walk is
that of a decision diagram. A later table meets only what earlier ones can say at that point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any, Final

from amends.core.rulebook.check.budget import Budget
from amends.core.rulebook.check.decided import Decided
from amends.core.rulebook.check.parts import Known, Part, Read
from amends.core.rulebook.check.regions import NOTHING, Chosen, Found, Goal, Proven, Region
from amends.core.rulebook.check.space import Space
from amends.core.rulebook.check.splits import split_of
from amends.core.rulebook.generated import bits_of

FIRST: Final = 1_000_000
"""The weight of a fact that the goal itself looks at."""
CHEAP: Final = 8
"""So many children of splits are made in the time of one step."""


class Walk:
    """The tables at ``places`` and what they read, over all situations.

    ``copies`` asks of several situations at once, each with some facts fixed; ``looked_at`` are
    the facts whose buckets the goal tells apart.
    """

    def __init__(
        self,
        space: Space,
        places: Iterable[int],
        budget: Budget,
        *,
        proven: Proven = NOTHING,
        copies: Sequence[Chosen] = ({},),
        looked_at: Iterable[str] = (),
    ) -> None:
        self.space, self.budget, self.proven = space, budget, proven
        self.parts: list[Part] = []
        self.at: dict[tuple[int, int], int] = {}
        """The index of the part by copy and place."""
        self.places = cone = space.cone(places)
        for number, fixed in enumerate(copies):
            for place in cone:
                self._add(number, place, fixed)
        names = {name for part in self.parts for name in part.columns}
        names |= {name for name in looked_at if all(name not in fixed for fixed in copies)}
        self.splits = [
            split_of(space.axes[name], self.parts, is_looked_at=name in looked_at)
            for name in space.given
            if name in names
        ]
        self._untested: list[dict[int, int]] = [{} for _ in self.parts]
        budget.step(1 + sum(len(split.children) for split in self.splits) // CHEAP)

    def find(self, goal: Goal, start: Mapping[int, int] | None = None) -> Found | None:
        """A situation that is looked for, or None where there is none.

        ``start`` are the only rules of a part that matter. Raise ``OutOfBudget``.
        """
        alive = [part.start for part in self.parts]
        self._cut = frozenset(start or ())
        for number, rules in (start or {}).items():
            alive[number] &= rules
        self._seen: set[Any] = set()
        self._decided = Decided(self.parts, self.proven, goal.target)
        return self._look(goal, alive, (1 << len(self.splits)) - 1, {})

    def root(self) -> Region | None:
        """What is known before any fact is fixed; None where some table can never decide."""
        known: list[Known] = []
        for part in self.parts:
            rules = part.start
            unsettled = rules
            for read in part.reads:
                rules &= read.passing(known[read.source])
            here = part.known(rules, unsettled)
            if here is None:
                return None
            known.append(here)
        return Region(tuple(known), {})

    def loose(self) -> list[int]:
        """The parts that always decide, with a list that no other part reads.

        Of such a one the rules that do not matter to a goal may be left out from the start.
        """
        read = {read.source for part in self.parts for read in part.reads}
        return [
            number
            for number, part in enumerate(self.parts)
            if number not in read and part.sheet.place in self.proven.total and part.is_list
        ]

    def _look(self, goal: Goal, alive: Sequence[int], left: int, chosen: Chosen) -> Found | None:
        self.budget.step(goal.weight)
        region = self._region(goal, alive, left, chosen)
        if region is None:
            return None
        here = goal.is_here(region)
        if here is False:
            return None
        if here:
            return self._reached(goal, region, left)
        facts, key = self._open_facts(goal, region, left)
        if not facts:
            return goal.leaf(region)
        if key in self._seen:
            return None
        alive = [known.alive for known in region.known]
        found = self._split(goal, alive, left, chosen, max(facts, key=facts.__getitem__))
        if found is None:
            self._seen.add(key)
        return found

    def _split(
        self, goal: Goal, alive: Sequence[int], left: int, chosen: Chosen, at: int
    ) -> Found | None:
        split = self.splits[at]
        children = []
        for child in split.children:
            rules = list(alive)
            for part, mask in child.masks:
                rules[part] &= mask
            children.append((child.bucket, rules))
        if goal.target is not None:
            target = goal.target
            children = [each for each in children if goal.may_be(each[1][target])]
            children.sort(key=lambda each: each[1][target].bit_count())
        for bucket, rules in children:
            found = self._look(goal, rules, left & ~(1 << at), {**chosen, split.name: bucket})
            if found is not None:
                return found
        return None

    def _region(self, goal: Goal, alive: Sequence[int], left: int, chosen: Chosen) -> Region | None:
        """What is known of the parts; None where a table before the target cannot decide."""
        known: list[Known] = []
        for number, part in enumerate(self.parts):
            rules, unsettled = alive[number], self._tested(number, left)
            for read in part.reads:
                rules &= read.passing(known[read.source])
                if known[read.source].said is None:
                    unsettled |= read.column.tests
            if number == goal.target:
                known.append(Known(rules, rules & ~unsettled))
                continue
            here = part.known(rules, unsettled, may_be_empty=number in self._cut)
            if here is None:
                return None
            known.append(here)
        return Region(tuple(known), chosen)

    def _tested(self, number: int, left: int) -> int:
        """The rules of a part that test a fact which is not fixed yet."""
        cache = self._untested[number]
        if left not in cache:
            columns = self.parts[number].columns
            names = [self.splits[at].name for at in bits_of(left)]
            tests = (columns[name].tests for name in names if name in columns)
            cache[left] = reduce(or_, tests, 0)
        return cache[left]

    def _open_facts(self, goal: Goal, region: Region, left: int) -> tuple[dict[int, int], Any]:
        """The facts on which it still depends, with their weights, and the region's key."""
        needed, looked_at = goal.needs(region)
        needed = self._with_sources(needed, region)
        weights = self._weights(needed, looked_at, region, left)
        undecided = self._decided.needs(region)[0]
        marks = tuple(weights)
        if undecided:
            needed |= self._with_sources(undecided, region)
            marks = tuple(self._weights(needed, looked_at, region, left))
        rules = tuple(region.known[number].alive for number in bits_of(needed))
        return weights, (id(goal), needed, marks, rules, goal.key(region))

    def _with_sources(self, needed: int, region: Region) -> int:
        """These parts and those that they read which are not settled yet."""
        for number in range(len(self.parts) - 1, -1, -1):
            if needed >> number & 1:
                for read in self.parts[number].reads:
                    is_open = region.known[read.source].said is None
                    if is_open and region.known[number].alive & read.column.tests:
                        needed |= 1 << read.source
        return needed

    def _weights(
        self, needed: int, looked_at: frozenset[str], region: Region, left: int
    ) -> dict[int, int]:
        """For each fact that matters, how many of the rules that are left test it."""
        weights = {}
        for at in bits_of(left):
            split = self.splits[at]
            weight = FIRST if split.name in looked_at else 0
            for part, tests in split.tests:
                if needed >> part & 1:
                    weight += (region.known[part].alive & tests).bit_count()
            if weight:
                weights[at] = weight
        return weights

    def _reached(self, goal: Goal, region: Region, left: int) -> Found | None:
        """The region's situation, once every table in it is sure to decide."""
        if self._decided.is_here(region):
            return Found(region.chosen)
        alive = [known.alive for known in region.known]
        return self._look(self._decided, alive, left, region.chosen)

    def _add(self, number: int, place: int, fixed: Chosen) -> None:
        sheet = self.space.sheets[place]
        reads = []
        for column in sheet.columns:
            if column.source is not None:
                source = self.at[number, column.source]
                reads.append(Read(source, self.space.sheets[column.source], column))
        shared = self.at.get((0, place)) if number else None
        if shared is not None and self._is_alike(shared, reads, fixed):
            self.at[number, place] = shared
            return
        for read in reads:
            part = self.parts[read.source]
            if read.column.axis not in part.spoken:
                part.spoken = (*part.spoken, read.column.axis)
        self.at[number, place] = len(self.parts)
        self.parts.append(Part(sheet, fixed, reads, is_sound=place in self.proven.sound))

    def _is_alike(self, shared: int, reads: Sequence[Read], fixed: Chosen) -> bool:
        """Whether the facts that are fixed make no difference to a part of the first copy."""
        part = self.parts[shared]
        tests_fixed = any(column.name in fixed for column in part.sheet.columns)
        sources = [read.source for read in part.reads]
        return not tests_fixed and sources == [read.source for read in reads]
