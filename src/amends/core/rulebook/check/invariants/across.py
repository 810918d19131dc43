"""Two situations that differ in one fact only, held against each other.

Both are walked at once: what the other facts are is chosen for both, and the tables that do not
depend on the fact that differs are shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from amends.core.feel import evaluate
from amends.core.feel.nodes import Name, Node, Operation
from amends.core.rulebook.check.invariants.alike import alike
from amends.core.rulebook.check.invariants.leaves import MOST_TRIED, is_all, tried, values_in
from amends.core.rulebook.check.invariants.possible import combined, operated, truths
from amends.core.rulebook.check.invariants.reasoning import Reasoner
from amends.core.rulebook.check.invariants.view import View
from amends.core.rulebook.check.invariants.weighing import Scales, Weighed
from amends.core.rulebook.check.regions import Found, Goal, Knowns, Region, Untargeted
from amends.core.rulebook.check.walk import Walk
from amends.core.rulebook.check.witness import decision

TRUE = frozenset({True})


@dataclass(frozen=True, slots=True)
class Relation:
    """``of`` compared by ``operator``, that of the greater value of ``fact`` on the left."""

    fact: str
    of: Node
    operator: str
    when: Node

    def is_broken(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
        """Whether two situations, each with all that is decided in it, break it."""
        if any(evaluate(self.when, scope) is not True for scope in (one, other)):
            return False
        scope = {"one": evaluate(self.of, one), "other": evaluate(self.of, other)}
        compared = Operation(self.operator, Name(("other",)), Name(("one",)))
        return evaluate(compared, scope) is not True


class Pair:
    """The two copies of a walk in which ``relation.fact`` has one bucket and another."""

    def __init__(
        self, walk: Walk, reasoner: Reasoner, relation: Relation, buckets: tuple[int, int]
    ) -> None:
        self.walk, self.relation, self.buckets = walk, relation, buckets
        self.reasoner, self.scales = reasoner, Scales(reasoner)
        self.is_open = False
        fact, (low, high), nowhere = relation.fact, buckets, Region((), {})
        above = fact if low == high else ""
        one, other = (
            {place: part for (copy, place), part in walk.at.items() if copy == number}
            for number in (0, 1)
        )
        self._views = (
            View(walk.space, one, nowhere, {fact: low}),
            View(walk.space, other, nowhere, {fact: high}, above=above, mark="'"),
        )

    def find(self, goal: Goal, start: Mapping[int, int]) -> Found | None:
        """What the goal finds, told as two situations. Raise ``OutOfBudget``."""
        found = self.walk.find(goal, start)
        if found is None or found.others:
            return found
        fact, axis = self.relation.fact, self.walk.space.axes[self.relation.fact]
        ends = [values_in(axis, bucket)[0] for bucket in self.buckets]
        low, high = next(self._values(*ends))
        return Found({**found.buckets, fact: self.buckets[0]}, {fact: low}, {fact: high})

    def views(self, region: Region) -> tuple[View, View]:
        """A region as each copy sees it."""
        one, other = self._views
        return one._replace(region=region), other._replace(region=region)

    def when(self, region: Region) -> tuple[Weighed, Weighed]:
        """The condition in both."""
        one, other = self.views(region)
        when = self.relation.when
        return self.scales.weigh(when, one), self.scales.weigh(when, other)

    def leaf(self, region: Region, facts: frozenset[str]) -> Found | None:
        """Two situations found by trying values of the facts that still matter."""
        fact, axes = self.relation.fact, self.walk.space.axes
        shared = {name: region.chosen[name] for name in sorted(facts & region.chosen.keys())}
        ends = [values_in(axes[fact], bucket) for bucket in self.buckets]
        scopes = [self._scope(region, bucket) for bucket in self.buckets]
        complete = is_all(axes, shared) and all(each[1] for each in ends)
        tries = 0
        for low, high in self._values(ends[0][0], ends[1][0]):
            for values in tried(axes, shared):
                tries += 1
                self.walk.budget.step()
                one, other = {**values, fact: low}, {**values, fact: high}
                if tries > MOST_TRIED or None in scopes:
                    self.is_open = True
                    return None
                if self.relation.is_broken({**scopes[0], **one}, {**scopes[1], **other}):
                    return Found({**region.chosen, fact: self.buckets[0]}, one, {fact: high})
        self.is_open |= not complete
        return None

    def _values(self, lower: list[Any], higher: list[Any]) -> Iterator[tuple[Any, Any]]:
        inside = self.buckets[0] == self.buckets[1]
        return ((low, high) for low, high in product(lower, higher) if not inside or low < high)

    def _scope(self, region: Region, bucket: int) -> Any:
        space, fact = self.walk.space, self.relation.fact
        facts = space.situation({**region.chosen, fact: bucket})
        decided = decision(space.book, self.walk.places, facts)
        return None if decided is None else {**facts, **decided.outputs}


class Differs(Untargeted):
    """The values of an expression break the relation."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self._seen: dict[Any, frozenset[bool | None]] = {}
        self._weighed: tuple[Weighed, ...] = ()

    def find(self) -> Found | None:
        """The two situations, or None. Raise ``OutOfBudget``."""
        pair, start = self.pair, {}
        root = pair.walk.root()
        nodes = (pair.relation.of, pair.relation.when)
        for part in pair.walk.loose() if root is not None else ():
            place, rules = pair.walk.parts[part].sheet.place, 0
            for view in pair.views(root):  # type: ignore[arg-type]
                found = pair.reasoner.relevant(nodes, place, view)
                rules = -1 if found is None else rules | found
            if rules != -1:
                start[part] = rules
        return pair.find(self, start)

    def is_here(self, region: Region) -> bool | None:
        """Whether it is broken in all of a region, nowhere in it, or in a part of it."""
        when = self.pair.when(region)
        if any(True not in each.truths for each in when):
            return False
        compared = self._compared(region)
        self._weighed = (*when, compared)
        if compared.truths == TRUE:
            return False
        if any(each.truths != TRUE for each in when) or True in compared.truths:
            return None
        return True

    def needs(self, region: Region) -> tuple[int, frozenset[str]]:
        """What is open in the condition and in what is compared."""
        parts, facts = 0, frozenset[str]()
        for each in self._weighed:
            parts, facts = parts | each.parts, facts | each.facts
        return parts, facts

    def key(self, region: Region) -> Any:
        """What is open."""
        return tuple((each.truths, each.open) for each in self._weighed)

    def leaf(self, region: Region) -> Found | None:
        """Two situations found by trying values."""
        return self.pair.leaf(region, self.needs(region)[1])

    def _compared(self, region: Region) -> Weighed:
        node, reasoner = self.pair.relation.of, self.pair.reasoner
        found, views = reasoner.mentions(node), self.pair.views(region)
        facts = sorted(found.facts - {self.pair.relation.fact})
        places = sorted(reasoner.places[name] for name in found.tables)
        parts = sorted({view.at[place] for view in views for place in places})
        buckets = tuple(region.chosen.get(name) for name in facts)
        is_one = self._is_one(places, region)
        key = is_one, buckets, tuple(region.known[part][:2] for part in parts)
        if key not in self._seen:
            self._seen[key] = frozenset(self._truths(views, is_one=is_one))
        here = self._seen[key]
        if len(here) == 1:
            return Weighed(here)
        waiting = [part for part in parts if region.known[part].alive & ~region.known[part].sure]
        return Weighed(here, key, frozenset(facts), sum(1 << part for part in waiting))

    def _is_one(self, places: Iterable[int], region: Region) -> bool:
        """Whether what is compared is the same in both situations, whatever it may be."""
        relation, reasoner = self.pair.relation, self.pair.reasoner
        if relation.fact in reasoner.mentions(relation.of).facts:
            return False
        return alike(self.pair.walk, region).issuperset(places)

    def _truths(self, views: tuple[View, View], *, is_one: bool) -> set[bool | None]:
        relation, reasoner = self.pair.relation, self.pair.reasoner
        one = reasoner.value(relation.of, views[0])
        if is_one:
            return truths(combined(lambda a: operated(relation.operator, a, a), one))
        other = reasoner.value(relation.of, views[1])
        return truths(combined(lambda a, b: operated(relation.operator, a, b), other, one))


class FitsOnce(Untargeted):
    """A rule of a table is in the answer of one of two situations, and not of the other."""

    def __init__(self, pair: Pair, place: int, rule: int, copy: int) -> None:
        self.pair, self.place, self.bit = pair, place, 1 << rule
        at = pair.walk.at
        self.there, self.absent = at[copy, place], at[1 - copy, place]

    def find(self) -> Found | None:
        """The two situations, or None. Raise ``OutOfBudget``."""
        return self.pair.find(self, {self.there: self.bit, self.absent: self.bit})

    def may_be(self, known: Knowns, rules: Mapping[int, int]) -> bool:
        """Whether the rule is left in the one situation."""
        return bool(rules.get(self.there, known[self.there].alive))

    def is_here(self, region: Region) -> bool | None:
        """Whether that is so in all of a region, nowhere in it, or in a part of it."""
        there, absent = region.known[self.there], region.known[self.absent]
        when = self.pair.when(region)
        if not there.alive or absent.sure or any(True not in each.truths for each in when):
            return False
        if self.place in alike(self.pair.walk, region):
            return False
        is_sure = there.sure and not absent.alive and all(each.truths == TRUE for each in when)
        return True if is_sure else None

    def needs(self, region: Region) -> tuple[int, frozenset[str]]:
        """The table in both situations, and the condition."""
        parts, facts = 0, frozenset[str]()
        for each in self.pair.when(region):
            parts, facts = parts | each.parts, facts | each.facts
        for part in (self.there, self.absent):
            parts |= bool(region.known[part].alive & ~region.known[part].sure) << part
        return parts, facts

    def key(self, region: Region) -> Any:
        """What is open in the condition."""
        return (
            *((each.truths, each.open) for each in self.pair.when(region)),
            *(region.known[part][:2] for part in (self.there, self.absent)),
        )

    def leaf(self, region: Region) -> Found | None:
        """Two situations found by trying values."""
        return self.pair.leaf(region, self.needs(region)[1])
