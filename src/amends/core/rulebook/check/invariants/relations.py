"""Every pair of values of a fact that an invariant holds against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from amends.core.feel.nodes import Literal, Name, Node
from amends.core.rulebook.check.budget import Budget
from amends.core.rulebook.check.invariants.across import Differs, FitsOnce, Pair, Relation
from amends.core.rulebook.check.invariants.declared import Invariant
from amends.core.rulebook.check.invariants.pairs import pairs_of
from amends.core.rulebook.check.invariants.reasoning import Reasoner
from amends.core.rulebook.check.regions import Found, Proven
from amends.core.rulebook.check.space import Space
from amends.core.rulebook.check.walk import Walk


def relations_of(invariant: Invariant) -> Iterator[Relation]:
    """What an ``across`` holds against each other: one relation for each of its facts."""
    of, operator = invariant.not_less, ">="
    if of is None:
        of, operator = invariant.same, "="
    assert of is not None
    for fact in invariant.across:
        yield Relation(fact, of, operator, invariant.when or Literal(True))


@dataclass(frozen=True)
class Compared:
    """One relation over all pairs of buckets of its fact."""

    space: Space
    reasoner: Reasoner
    proven: Proven
    relation: Relation

    def broken(self, budget: Budget) -> Iterator[Found | None]:
        """Situations that break the relation, and None for each pair that stays open.

        Raise ``OutOfBudget``.
        """
        relation = self.relation
        pairs = pairs_of(
            self.space.axes[relation.fact],
            ordered=relation.operator == ">=",
            every=not self._is_transitive(),
            inside=relation.fact in self.reasoner.mentions(relation.of).facts,
        )
        for buckets in pairs:
            pair = Pair(self._walk(buckets, budget), self.reasoner, relation, buckets)
            found = self._find(pair)
            if found is not None or pair.is_open:
                yield found

    def places(self, *nodes: Node) -> tuple[int, ...]:
        """The tables that expressions look at, with all that those read."""
        names = {name for node in nodes for name in self.reasoner.mentions(node).tables}
        return self.space.cone(self.reasoner.places[name] for name in names)

    def _walk(self, buckets: tuple[int, int], budget: Budget) -> Walk:
        nodes, fact = (self.relation.of, self.relation.when), self.relation.fact
        return Walk(
            self.space,
            self.places(*nodes),
            budget,
            proven=self.proven,
            copies=[{fact: bucket} for bucket in buckets],
            looked_at={name for node in nodes for name in self.reasoner.mentions(node).facts},
        )

    def _is_transitive(self) -> bool:
        """Whether every situation is compared, so that comparing neighbours suffices."""
        when, fact = self.relation.when, self.relation.fact
        told = {*self.space.facts_of(self.places(when)), *self.reasoner.mentions(when).facts}
        return fact not in told and set(self.places(self.relation.of, when)) <= self.proven.total

    def _find(self, pair: Pair) -> Found | None:
        """Rule by rule where whole lists are compared, else by the values of the expression."""
        of = self.relation.of
        name = of.parts[0] if isinstance(of, Name) else ""
        place = self.reasoner.places.get(name)
        if place is None or self.relation.operator != "=":
            return Differs(pair).find()
        parts = {pair.walk.at[copy, place] for copy in (0, 1)}
        if len(parts) == 1:
            return None
        in_condition = name in self.reasoner.mentions(self.relation.when).tables
        if in_condition or not parts <= set(pair.walk.loose()):
            return Differs(pair).find()
        return self._find_rule(pair, place)

    def _find_rule(self, pair: Pair, place: int) -> Found | None:
        for rule in range(len(self.space.sheets[place].rules)):
            for copy in (0, 1):
                if FitsOnce(pair, place, rule, copy).find() is not None:
                    return Differs(pair).find()
        return None
