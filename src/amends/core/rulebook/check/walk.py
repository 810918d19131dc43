"""Looking for a situation, or proving that there is none, table by table and fact by fact.

The space is split along one fact at a time (Shannon's expansion). Of each table only the rules
that may still fit are kept, as a bitmask; regions in which the same rules are left of the tables
that matter, with the same facts to be fixed, are the same question and are asked once: the walk is
that of a decision diagram. A later table meets only what earlier ones can say at that point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from amends.core.rulebook.check.budget import Budget, OutOfBudget
from amends.core.rulebook.check.decided import Decided
from amends.core.rulebook.check.knowing import Knowing, Narrowed
from amends.core.rulebook.check.parts import Known, Part, Read
from amends.core.rulebook.check.regions import NOTHING, Chosen, Found, Goal, Proven, Region
from amends.core.rulebook.check.space import Space
from amends.core.rulebook.check.splits import split_of
from amends.core.rulebook.check.telling import Telling, Weights
from amends.core.rulebook.generated import bits_of

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
        self._knowing = Knowing(self.parts, self.splits)
        self._telling = Telling(self.splits)
        budget.step(1 + sum(len(split.children) for split in self.splits) // CHEAP)

    def find(self, goal: Goal, start: Mapping[int, int] | None = None) -> Found | None:
        """A situation that is looked for, or None where there is none.

        ``start`` are the only rules of a part that matter. Raise ``OutOfBudget``.

        Table by table it is soonest proven that there is none: what an early table says is told
        once for all that the later ones ask. What there is, is shown as the facts that most rules
        test lead to it.
        """
        if goal.target is not None:
            return self._search(goal, start)
        found = self._search(goal, start, by_table=True)
        if found is None:
            return None
        kept, self.budget = self.budget, self.budget.anew()
        with suppress(OutOfBudget):
            found = self._search(goal, start) or found
        self.budget = kept
        return found

    def _search(
        self, goal: Goal, start: Mapping[int, int] | None, *, by_table: bool = False
    ) -> Found | None:
        alive = [part.start for part in self.parts]
        for number, rules in (start or {}).items():
            alive[number] &= rules
        self._seen: set[Any] = set()
        self._by_table = by_table
        self._decided = Decided(self.parts, self.proven, goal.target)
        self._knowing.begin(goal.target, start or ())
        return self._look(
            goal, Narrowed((), dict(enumerate(alive))), (1 << len(self.splits)) - 1, {}
        )

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

    def _look(self, goal: Goal, narrowed: Narrowed, left: int, chosen: Chosen) -> Found | None:
        self.budget.step(goal.weight)
        known = self._knowing.known(narrowed, left)
        if known is None:
            return None
        region = Region(known, chosen)
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
        if self._by_table:
            facts = self._telling.of_one_part(facts, key[1], region)
        found = self._split(goal, region, left, max(facts, key=facts.__getitem__))
        if found is None:
            self._seen.add(key)
        return found

    def _split(self, goal: Goal, region: Region, left: int, at: int) -> Found | None:
        split, known = self.splits[at], region.known
        children = []
        for child in split.children:
            rules = {part: known[part].alive & mask for part, mask in child.masks}
            if goal.may_be(known, rules):
                children.append((child.bucket, rules))
        if goal.target is not None:
            target, before = goal.target, known[goal.target].alive
            children.sort(key=lambda each: each[1].get(target, before).bit_count())
        left &= ~(1 << at)
        for bucket, rules in children:
            chosen = {**region.chosen, split.name: bucket}
            found = self._look(goal, Narrowed(known, rules), left, chosen)
            if found is not None:
                return found
        return None

    def _open_facts(self, goal: Goal, region: Region, left: int) -> tuple[Weights, Any]:
        """The facts on which it still depends, with their weights, and the region's key."""
        needed, looked_at = goal.needs(region)
        needed = self._with_sources(needed, region)
        weights = self._telling.weights(needed, looked_at, region, left)
        undecided = self._decided.needs(region)[0]
        marks = tuple(weights)
        if undecided:
            needed |= self._with_sources(undecided, region)
            marks = tuple(self._telling.weights(needed, looked_at, region, left))
        rules = tuple([region.known[number].alive for number in bits_of(needed)])
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

    def _reached(self, goal: Goal, region: Region, left: int) -> Found | None:
        """The region's situation, once every table in it is sure to decide."""
        if self._decided.is_here(region):
            return Found(region.chosen)
        return self._look(self._decided, Narrowed(region.known, {}), left, region.chosen)

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
