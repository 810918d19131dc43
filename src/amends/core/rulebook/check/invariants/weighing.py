"""The truth of a formula in a region, and on what it still depends where that is open."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any, NamedTuple

from amends.core.feel.nodes import Call, Name, Node, Operation
from amends.core.rulebook.check.invariants.possible import truths
from amends.core.rulebook.check.invariants.reasoning import LOGIC, Reasoner
from amends.core.rulebook.check.invariants.view import View

Truths = frozenset[bool | None]
NOT: Mapping[bool | None, bool | None] = {True: False, False: True, None: None}


class Weighed(NamedTuple):
    """Which of true, false and neither a formula may be.

    ``open`` tells regions apart in which other parts of it are open; ``facts`` and ``parts`` (a
    mask) are what those depend on. All three are empty where only one truth is left.
    """

    truths: Truths
    open: tuple[Any, ...] = ()
    facts: frozenset[str] = frozenset()
    parts: int = 0


class Scales:
    """Weighs the formulas of one claim, whose variables are the same in every view.

    What a part of a formula was found to be is kept.
    """

    def __init__(self, reasoner: Reasoner) -> None:
        self.reasoner = reasoner
        self._known: dict[Any, Weighed] = {}
        self._looks: dict[int, tuple[list[str], list[int]]] = {}

    def weigh(self, node: Node, view: View) -> Weighed:
        """Weigh a formula in a region."""
        match node:
            case Operation(operator="and" | "or" as operator, left=left, right=right):
                return self._logic(LOGIC[operator], left, right, view)
            case Call(function=Name(parts=("not",)), arguments=(inner,)):
                inside = self.weigh(inner, view)
                return inside._replace(truths=frozenset(NOT[each] for each in inside.truths))
        return self._leaf(node, view)

    def _logic(self, decisive: bool, left: Node, right: Node, view: View) -> Weighed:
        one = self.weigh(left, view)
        if one.truths == {decisive}:
            return one
        other = self.weigh(right, view)
        found = frozenset(
            decisive if decisive in pair else None if None in pair else not decisive
            for pair in product(one.truths, other.truths)
        )
        if len(found) == 1:
            return Weighed(found)
        sides = (one.open or one.truths, other.open or other.truths)
        return Weighed(found, sides, one.facts | other.facts, one.parts | other.parts)

    def _leaf(self, node: Node, view: View) -> Weighed:
        names, places = self._looked_at(node, view)
        key = (
            id(node),
            view.mark,
            tuple([view.bucket(name) for name in names]),
            tuple([view.known(place)[:2] for place in places]),
        )
        if key not in self._known:
            found = frozenset(truths(self.reasoner.value(node, view)))
            unsettled = {view.at[place] for place in places if _is_unsettled(view, place)}
            self._known[key] = (
                Weighed(found)
                if len(found) == 1
                else Weighed(found, key, frozenset(names), sum(1 << at for at in unsettled))
            )
        return self._known[key]

    def _looked_at(self, node: Node, view: View) -> tuple[list[str], list[int]]:
        """The facts and the places of the tables that a part of a formula looks at."""
        if id(node) not in self._looks:
            found = self.reasoner.mentions(node)
            names = sorted(found.facts - view.local.keys())
            places = sorted(self.reasoner.places[name] for name in found.tables - view.local.keys())
            self._looks[id(node)] = names, places
        return self._looks[id(node)]


def _is_unsettled(view: View, place: int) -> bool:
    known = view.known(place)
    return bool(known.alive & ~known.sure)
