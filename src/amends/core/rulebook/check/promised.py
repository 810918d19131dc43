"""Does every invariant hold?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from amends.core.feel import evaluate
from amends.core.feel.nodes import Literal, Node
from amends.core.feel.values import kind
from amends.core.rulebook.check.asked import Answer
from amends.core.rulebook.check.budget import Budget
from amends.core.rulebook.check.invariants.always import Breaks
from amends.core.rulebook.check.invariants.claims import Claim, claims_of
from amends.core.rulebook.check.invariants.declared import Invariant
from amends.core.rulebook.check.invariants.limits import is_comparable, limits
from amends.core.rulebook.check.invariants.mentions import mentions
from amends.core.rulebook.check.invariants.reasoning import Reasoner
from amends.core.rulebook.check.invariants.relations import Compared, relations_of
from amends.core.rulebook.check.regions import Found, Proven
from amends.core.rulebook.check.report import Finding, Proof, Unknown
from amends.core.rulebook.check.space import Space
from amends.core.rulebook.check.walk import Walk
from amends.core.rulebook.check.witness import decision
from amends.core.rulebook.types import Type

KIND = "invariant"
BROKEN = "broken"
IDLE = "idle_invariant"
KINDS = {
    "duration": "days and time duration",
    "months": "years and months duration",
}
"""FEEL's names of types that have another one in the rulebook."""


def named_values(book: Any, invariants: tuple[Invariant, ...]) -> dict[str, set[Any]]:
    """The values that invariants hold facts against, by fact: limits beside those of the cells."""
    named: dict[str, set[Any]] = {}
    for invariant in invariants:
        for name in invariant.across:
            named.setdefault(name, set())
        for node in invariant.expressions:
            for name in mentions(node, book).facts:
                named.setdefault(name, set())
            for name, value in limits(node):
                fact = book.facts.get(name)
                if fact is not None and _is_of(value, fact.type) and is_comparable(value):
                    named[name].add(value)
    return named


def _is_of(value: Any, type_: Type) -> bool:
    return kind(value) == KINDS.get(type_.name, type_.name)


@dataclass(frozen=True)
class Promised:
    """One invariant under question, and what earlier questions have proven."""

    space: Space
    reasoner: Reasoner
    invariant: Invariant
    proven: Proven

    def answers(self, budget: Budget) -> Iterator[Answer]:
        """Proof that the invariant holds, or situations that break it, or that it says nothing.

        Raise ``OutOfBudget``.
        """
        invariant = self.invariant
        if invariant.when is not None:
            is_open, once = self._break(Claim(invariant.when, Literal(False)), budget)
            if once is None and not is_open:
                yield Finding(IDLE, invariant.id)
                return
        found, is_open = self._broken(budget)
        if found is not None:
            yield self._finding(found)
        elif is_open:
            yield Unknown(KIND, invariant.id, "arithmetic")
        else:
            yield Proof(KIND, invariant.id, "walk", budget.spent)

    def _broken(self, budget: Budget) -> tuple[Found | None, bool]:
        """The first situation that breaks it, and whether something stayed open."""
        is_open = False
        if self.invariant.always is None:
            for relation in relations_of(self.invariant):
                compared = Compared(self.space, self.reasoner, self.proven, relation)
                for found in compared.broken(budget):
                    if found is not None:
                        return found, False
                    is_open = True
            return None, is_open
        for claim in claims_of(self.invariant, self.space.book):
            opened, found = self._break(claim, budget)
            if found is not None:
                return found, False
            is_open |= opened
        return None, is_open

    def _break(self, claim: Claim, budget: Budget) -> tuple[bool, Found | None]:
        nodes = (claim.when, claim.always)
        places = {
            *(place for place, _ in claim.wanted.values()),
            *self._places(nodes),
            *(place for place in self._places() if place not in self.proven.total),
        }
        facts = {name for node in nodes for name in self.reasoner.mentions(node).facts}
        walk = Walk(self.space, places, budget, proven=self.proven, looked_at=facts)
        goal = Breaks(walk, self.reasoner, claim)
        found = goal.find()
        return goal.is_open, found

    def _finding(self, found: Found) -> Answer:
        """The situation as a finding, once the plain interpreter has confirmed it."""
        one = {**self.space.situation(found.buckets), **found.values}
        other = {**one, **found.others} if found.others else {}
        if not self._is_real(one, other):
            return Unknown(KIND, self.invariant.id, "witness")
        says = self.invariant.says
        matter = dict.fromkeys((*self._facts(), *found.others))
        return Finding(BROKEN, self.invariant.id, (), one, other, matter=tuple(matter), says=says)

    def _is_real(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
        scopes = [self._scope(facts) for facts in (one, other) if facts]
        if None in scopes:
            return False
        if other:
            return any(
                relation.is_broken(*scopes)  # type: ignore[arg-type]
                for relation in relations_of(self.invariant)
                if one[relation.fact] != other[relation.fact]
            )
        when, always = self.invariant.when or Literal(True), self.invariant.always
        assert always is not None and scopes[0] is not None
        return evaluate(when, scopes[0]) is True and evaluate(always, scopes[0]) is not True

    def _scope(self, facts: Mapping[str, Any]) -> dict[str, Any] | None:
        decided = decision(self.space.book, self._places(), facts)
        return None if decided is None else {**facts, **decided.outputs}

    def _places(self, nodes: Sequence[Node] = ()) -> tuple[int, ...]:
        """The tables that expressions look at, or all of the invariant, with what those read."""
        named = [self.reasoner.mentions(node) for node in nodes or self.invariant.expressions]
        tables = {name for each in named for name in each.tables}
        return self.space.cone(self.reasoner.places[name] for name in tables)

    def _facts(self) -> tuple[str, ...]:
        """The facts on which the invariant depends."""
        nodes = self.invariant.expressions
        named = {name for node in nodes for name in self.reasoner.mentions(node).facts}
        tested = self.space.facts_of(self._places())
        return tuple(name for name in self.space.given if name in {*named, *tested})
