"""Looking for a situation that breaks a claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.core.feel import evaluate
from amends.core.rulebook.check.invariants.claims import Claim
from amends.core.rulebook.check.invariants.leaves import is_all, tried
from amends.core.rulebook.check.invariants.reasoning import Reasoner
from amends.core.rulebook.check.invariants.solver import Unsolved, solve
from amends.core.rulebook.check.invariants.view import View
from amends.core.rulebook.check.invariants.weighing import Scales, Weighed
from amends.core.rulebook.check.regions import Found, Knowns, Region, Untargeted
from amends.core.rulebook.check.walk import Walk
from amends.core.rulebook.check.witness import decision

TRUE = frozenset({True})
ASKING = 200
"""The steps that a question to z3 counts for."""


class Breaks(Untargeted):
    """A situation in which ``when`` is true, the wanted rules fit and ``always`` is not true.

    ``is_open`` tells after a search whether something in it could not be decided.
    """

    def __init__(self, walk: Walk, reasoner: Reasoner, claim: Claim) -> None:
        self.walk, self.reasoner, self.claim = walk, reasoner, claim
        self.scales = Scales(reasoner)
        self.is_open = False
        self._at = {place: part for (_, place), part in walk.at.items()}
        self._local = {name: (dict(r.outputs),) for name, (_, r) in claim.wanted.items()}
        self._wanted: dict[int, int] = {}
        for place, rule in claim.wanted.values():
            bit = 1 << walk.space.sheets[place].rules.index(rule)
            part = self._at[place]
            self._wanted[part] = self._wanted.get(part, 0) | bit
        self._weighed: tuple[Weighed, Weighed] = (Weighed(TRUE), Weighed(TRUE))

    def find(self) -> Found | None:
        """The situation, or None. Raise ``OutOfBudget``."""
        return self.walk.find(self, self._start())

    def may_be(self, _: Knowns, rules: Mapping[int, int]) -> bool:
        """Whether the wanted rules are left."""
        return not any(bits & ~rules.get(part, -1) for part, bits in self._wanted.items())

    def is_here(self, region: Region) -> bool | None:
        """Whether the claim is broken in all of a region, nowhere in it, or in a part of it."""
        if any(bits & ~region.known[part].alive for part, bits in self._wanted.items()):
            return False
        view = self._view(region)
        when = self.scales.weigh(self.claim.when, view)
        if True not in when.truths:
            return False
        always = self.scales.weigh(self.claim.always, view)
        self._weighed = when, always
        if always.truths == TRUE:
            return False
        if when.truths != TRUE or True in always.truths or self._waiting(region):
            return None
        return True

    def needs(self, region: Region) -> tuple[int, frozenset[str]]:
        """The parts and facts on which that depends."""
        when, always = self._weighed
        return when.parts | always.parts | self._waiting(region), when.facts | always.facts

    def key(self, region: Region) -> Any:
        """What is open in the formulas."""
        return tuple((weighed.truths, weighed.open) for weighed in self._weighed)

    def leaf(self, region: Region) -> Found | None:
        """A situation found by trying values: all, or some, and then by z3.

        All tables have answered here; the formulas still depend on numbers in the region.
        """
        space, axes = self.walk.space, self.walk.space.axes
        names = self._weighed[0].facts | self._weighed[1].facts
        buckets = {name: region.chosen[name] for name in sorted(names) if name in region.chosen}
        facts = space.situation(region.chosen)
        decided = decision(space.book, self.walk.places, facts)
        if decided is None:
            self.is_open = True
            return None
        local = {name: rule.outputs for name, (_, rule) in self.claim.wanted.items()}
        scope = {**facts, **decided.outputs, **local}
        for values in tried(axes, buckets):
            self.walk.budget.step()
            if self._is_broken({**scope, **values}):
                return Found(region.chosen, values)
        return None if is_all(axes, buckets) else self._solved(region, buckets, scope)

    def _is_broken(self, scope: Mapping[str, Any]) -> bool:
        holds = evaluate(self.claim.when, scope) is True
        return holds and evaluate(self.claim.always, scope) is not True

    def _solved(
        self, region: Region, buckets: Mapping[str, int], scope: Mapping[str, Any]
    ) -> Found | None:
        """What z3 says; where it does not know, or is not there, the question stays open."""
        axes = {name: self.walk.space.axes[name] for name in buckets}
        self.walk.budget.step(ASKING)
        try:
            values = solve(self.claim.when, self.claim.always, axes, buckets, scope)
        except Unsolved:
            self.is_open = True
            return None
        if values is None:
            return None
        if not self._is_broken({**scope, **values}):
            self.is_open = True
            return None
        return Found(region.chosen, values)

    def _start(self) -> dict[int, int]:
        """Of the tables whose rules matter one by one, those rules that do."""
        root = self.walk.root()
        if root is None:
            return {}
        view, nodes = self._view(root), (self.claim.when, self.claim.always)
        start = {}
        for part in self.walk.loose():
            place = self.walk.parts[part].sheet.place
            rules = self.reasoner.relevant(nodes, place, view)
            if rules is not None:
                start[part] = rules | self._wanted.get(part, 0)
        return start

    def _view(self, region: Region) -> View:
        return View(self.walk.space, self._at, region, local=self._local)

    def _waiting(self, region: Region) -> int:
        """The parts whose wanted rules do not fit for sure."""
        waiting = 0
        for part, bits in self._wanted.items():
            waiting |= bool(bits & ~region.known[part].sure) << part
        return waiting
