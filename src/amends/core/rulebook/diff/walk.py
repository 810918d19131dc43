"""Where one table of two rulebooks decides differently, as a decision diagram.

Both books are walked at once. The space is split along one fact at a time (Shannon's expansion),
always in the same order; of each table only the rules that may still fit are kept, as a bitmask.
Regions in which the same rules are left of the same tables are one node. A region in which the
same rules are left of both books, all that they read included, cannot differ and is not split.
A fact that no rule in question tests is passed over, and is not fixed below.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from amends.core.rulebook.check.budget import Budget
from amends.core.rulebook.diff.answers import SAME, Answers, Pair
from amends.core.rulebook.diff.knowing import Knowing
from amends.core.rulebook.diff.parts import Known
from amends.core.rulebook.diff.twins import Twins, common_rules
from amends.core.rulebook.generated import bits_of


class Node(NamedTuple):
    """A fact that is split: masks of its buckets, each with what lies below."""

    fact: str
    children: tuple[tuple[int, Any], ...]


Below = Node | Pair | None


class Walk:
    """The walk over one table of two books, facts fixed in the given order."""

    def __init__(self, twins: Twins, order: Sequence[str], budget: Budget) -> None:
        self.twins, self.order, self.budget = twins, tuple(order), budget
        self.knowing, self.answers = Knowing(twins, self.order), Answers(twins)
        self._splits = [self._split(name) for name in self.order]
        self._common = common_rules(twins, self.knowing.like)
        self._nodes: dict[Any, Below] = {}
        self._made: dict[Any, Node] = {}

    def run(self) -> Below:
        """The diagram of all situations that are decided differently, None where there are none.

        Raise ``OutOfBudget``.
        """
        everything = [part.everything for part in self.twins.parts]
        return self._look(everything, 0, (1 << len(self.order)) - 1)

    def _look(self, alive: Sequence[int], at: int, left: int) -> Below:
        self.budget.step()
        known = self.knowing.known(alive, left)
        if self.knowing.is_same(known):
            return SAME
        if lighter := self._without_common(known):
            return self._look(lighter, at, left)
        needed = self.knowing.needed(known)
        while at < len(self.order) and not self.knowing.is_tested(self.order[at], needed, known):
            at += 1
        if at == len(self.order):
            return self.answers.compared(known)
        key = (at, *((n, known[n].alive) for n in bits_of(needed)), self.knowing.settled(known))
        if key not in self._nodes:
            self._nodes[key] = self._node([each.alive for each in known], at, left)
        return self._nodes[key]

    def _node(self, alive: Sequence[int], at: int, left: int) -> Below:
        found: dict[Any, tuple[int, Below]] = {}
        for buckets, masks in self._splits[at]:
            rules = list(alive)
            for part, mask in masks:
                rules[part] &= mask
            below = self._look(rules, at + 1, left & ~(1 << at))
            mask, _ = found.get(id(below), (0, None))
            found[id(below)] = (mask | buckets, below)
        if len(found) == 1:
            return next(iter(found.values()))[1]
        children = tuple(found.values())
        key = (at, tuple((mask, id(below)) for mask, below in children))
        return self._made.setdefault(key, Node(self.order[at], children))

    def _without_common(self, known: Sequence[Known]) -> list[int] | None:
        """Only the rules that one book has alone, once both books are sure to decide: the others
        add to both answers alike. None where nothing can be left out."""
        targets = self.twins.targets
        parts = [self.twins.parts[at] for at in targets]
        if not self.answers.adds_up or any(
            known[at].alive & p.sure for at, p in zip(targets, parts, strict=True)
        ):
            return None
        if not all(p.decides(here) for p, here in zip(self.twins.parts, known, strict=True)):
            return None
        alive = [each.alive for each in known]
        for at, part, common in zip(targets, parts, self._common, strict=True):
            alive[at] = alive[at] & ~common | part.sure
        return alive

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
