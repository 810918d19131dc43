"""Where one table of two rulebooks decides differently, as a decision diagram.

Both books are walked at once. The space is split along one fact at a time (Shannon's expansion),
always in the same order; of each table only the rules that may still fit are kept, as a bitmask.
Regions in which the same rules are left of the same tables are one node. A region in which the
same rules are left of both books, all that they read included, cannot differ and is not split.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from amends.core.rulebook.check.budget import Budget
from amends.core.rulebook.diff.parts import Known, Part, Said
from amends.core.rulebook.diff.twins import Twins, common_rules, likes
from amends.core.rulebook.generated import bits_of


class Pair(NamedTuple):
    """What both books say where they differ."""

    old: Said
    new: Said


class Node(NamedTuple):
    """A fact that is split: masks of its buckets, each with what lies below."""

    fact: str
    children: tuple[tuple[int, Any], ...]


SAME: Final = None
Below = Node | Pair | None


class Walk:
    """The walk over one table of two books, facts fixed in the given order."""

    def __init__(self, twins: Twins, order: Sequence[str], budget: Budget) -> None:
        self.twins, self.order, self.budget = twins, tuple(order), budget
        self._reads = [
            [
                (column, twins.index(twins.sides[at], column.source))
                for column in part.columns
                if column.source is not None
            ]
            for at, part in enumerate(twins.parts)
        ]
        self._later = [self._tests_from(part) for part in twins.parts]
        self._splits = [self._split(name) for name in self.order]
        self._like = likes(twins)
        self._pairs: dict[Pair, Pair] = {}
        tables = [twins.parts[at].table for at in twins.targets]
        said = [{fact.name for fact in table.outputs} for table in tables]
        self._names = said[0] & said[1] or said[0] | said[1]
        sets = [t.policy.name == "collect" and not t.policy.aggregate for t in tables]
        self._ordered = not any(sets) or any(table.policy.aggregate for table in tables)
        self._adds_up = all(sets)
        self._common = common_rules(twins, self._like)
        self._alike: dict[tuple[int, int, int], bool] = {}
        self._nodes: dict[Any, Below] = {}
        self._made: dict[Any, Node] = {}

    def run(self) -> Below:
        """The diagram of all situations that are decided differently, None where there are none.

        Raise ``OutOfBudget``.
        """
        return self._look([part.everything for part in self.twins.parts], 0)

    def _look(self, alive: Sequence[int], at: int) -> Below:
        self.budget.step()
        known = self._known(alive, at)
        if self._is_same(known):
            return SAME
        if lighter := self._without_common(known):
            return self._look(lighter, at)
        needed = self._needed(known)
        at = self._next(known, needed, at)
        if at == len(self.order):
            return self._leaf(known)
        key = (at, *((n, known[n].alive) for n in bits_of(needed)), self._settled(known))
        if key not in self._nodes:
            self._nodes[key] = self._node([each.alive for each in known], at)
        return self._nodes[key]

    def _node(self, alive: Sequence[int], at: int) -> Below:
        found: dict[Any, tuple[int, Below]] = {}
        for buckets, masks in self._splits[at]:
            rules = list(alive)
            for part, mask in masks:
                rules[part] &= mask
            below = self._look(rules, at + 1)
            mask, _ = found.get(id(below), (0, None))
            found[id(below)] = (mask | buckets, below)
        if len(found) == 1:
            return next(iter(found.values()))[1]
        children = tuple(found.values())
        key = (at, tuple((mask, id(below)) for mask, below in children))
        return self._made.setdefault(key, Node(self.order[at], children))

    def _known(self, alive: Sequence[int], at: int) -> list[Known]:
        known: list[Known] = []
        for number, part in enumerate(self.twins.parts):
            rules, unsettled = alive[number], self._later[number][at]
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

    def _is_same(self, known: Sequence[Known]) -> bool:
        """Whether both books decide the table alike in all of a region, whatever that may be."""
        old, new = self.twins.targets
        if not self._is_alike(known, old, new):
            return False
        return all(
            part.decides(known[at])
            or ((like := self._like[at]) is not None and self._is_alike(known, at, like))
            for at, part in enumerate(self.twins.parts)
        )

    def _without_common(self, known: Sequence[Known]) -> list[int] | None:
        """Only the rules that one book has alone, once both books are sure to decide: the others
        add to both answers alike. None where nothing can be left out."""
        targets = self.twins.targets
        parts = [self.twins.parts[at] for at in targets]
        if not self._adds_up or any(
            known[at].alive & p.sure for at, p in zip(targets, parts, strict=True)
        ):
            return None
        if not all(p.decides(here) for p, here in zip(self.twins.parts, known, strict=True)):
            return None
        alive = [each.alive for each in known]
        for at, part, common in zip(targets, parts, self._common, strict=True):
            alive[at] = alive[at] & ~common | part.sure
        return alive

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
                like = self._like[source]
                if like is None or not self._is_alike(known, source, like):
                    return False
        return True

    def _signed(self, at: int, known: Known) -> list[Any]:
        part = self.twins.parts[at]
        return [
            self.twins.signature(at, rule) for rule in bits_of(known.alive & part.everything)
        ] + [
            part.table.policy,
            part.table.may_be_empty,
        ]

    def _needed(self, known: Sequence[Known]) -> int:
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

    def _settled(self, known: Sequence[Known]) -> Any:
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

    def _next(self, known: Sequence[Known], needed: int, at: int) -> int:
        """The next fact in order that some needed part's rules test."""
        while at < len(self.order):
            name = self.order[at]
            for number in bits_of(needed):
                for column in self.twins.parts[number].columns:
                    is_fact = column.source is None and column.name == name
                    if is_fact and column.tests & known[number].alive:
                        return at
            at += 1
        return at

    def _leaf(self, known: Sequence[Known]) -> Below:
        old, new = (self._answer(known, side) for side in (0, 1))
        if self._compared(old) == self._compared(new):
            return SAME
        if not (self._ordered or old.undecided or new.undecided):
            old, new = self._without(old, new), self._without(new, old)
        return self._pairs.setdefault(pair := Pair(old, new), pair)

    def _without(self, said: Said, other: Said) -> Said:
        """The part of an answer without order that the other answer does not have."""
        left = self._shown(other)
        rules, outputs = [], []
        for rule, shown, each in zip(said.rules, self._shown(said), said.outputs, strict=True):
            if shown in left:
                left.remove(shown)
            else:
                rules.append(rule)
                outputs.append(each)
        return Said(tuple(rules), tuple(outputs))

    def _answer(self, known: Sequence[Known], side: int) -> Said:
        """What the table says in one book; an earlier table that cannot decide leaves it none."""
        for at, part in enumerate(self.twins.parts):
            if self.twins.sides[at] == side and known[at].settled:
                said = part.said(known[at])
                if at == self.twins.targets[side]:
                    return said
                if said.undecided:
                    return Said((), (), f"{said.undecided} in {part.table.name}")
        raise AssertionError("the table is not settled")

    def _compared(self, said: Said) -> Any:
        """An answer as far as it is compared: outputs that both books have, in their order where
        the order means something."""
        if said.undecided:
            return "undecided"
        shown = self._shown(said)
        return shown if self._ordered else Counter(shown)

    def _shown(self, said: Said) -> list[Any]:
        return [frozenset((n, v) for n, v in each if n in self._names) for each in said.outputs]

    def _tests_from(self, part: Part) -> list[int]:
        """For each place in the order the rules that test a fact from there on."""
        columns = {column.name: column.tests for column in part.columns if column.source is None}
        tests = [0]
        for name in reversed(self.order):
            tests.append(tests[-1] | columns.get(name, 0))
        return tests[::-1]

    def _split(self, name: str) -> list[tuple[int, list[tuple[int, int]]]]:
        """The buckets of a fact, those alike as one mask, with the rules they pass by part."""
        columns = [
            (at, column)
            for at, part in enumerate(self.twins.parts)
            for column in part.columns
            if column.source is None and column.name == name
        ]
        found: dict[tuple[int, ...], int] = {}
        for bucket in range(len(self.twins.axes[name].buckets)):
            masks = tuple(column.masks[bucket] for _, column in columns)
            found[masks] = found.get(masks, 0) | 1 << bucket
        return [
            (buckets, [(at, mask) for (at, _), mask in zip(columns, masks, strict=True)])
            for masks, buckets in found.items()
        ]
