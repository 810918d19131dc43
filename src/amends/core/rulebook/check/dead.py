"""Is every rule the answer, or a part of it, in some situation?

Where the first rule or the one of highest priority wins, a rule is shadowed when those that win
over it cover it together; any other rule is dead when what it asks for never comes together.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property

from amends.core.rulebook.check.asked import Answer, Asked
from amends.core.rulebook.check.budget import Budget, OutOfBudget
from amends.core.rulebook.check.fits import find_fit
from amends.core.rulebook.check.pieces import Pieces
from amends.core.rulebook.check.report import Finding, Proof
from amends.core.rulebook.check.walk import Walk

KIND = "dead"
SHADOWED = "shadowed"


def dead_rules(asked: Asked, budget: Budget) -> Iterator[Answer]:
    """Proof that every rule is needed, or those that never are the answer.

    Raise ``OutOfBudget``.
    """
    searching, found = _Searching(asked, budget), 0
    for rule, met in enumerate(asked.met):
        above = _above(asked, rule)
        if not met or not searching.is_alive(rule, above):
            found += 1
            yield _finding(asked, searching, rule, above)
    if not found:
        way = "walk" if searching.has_walked else "boxes"
        yield Proof(KIND, asked.name, way, budget.spent + searching.cutting.spent)


class _Searching:
    """Where rules fit and those above them do not: cut into pieces, else walked."""

    def __init__(self, asked: Asked, budget: Budget) -> None:
        self.asked, self.budget, self.cutting = asked, budget, budget.anew()
        self.has_walked = False

    def is_alive(self, rule: int, above: int) -> bool:
        """Whether a rule, which has buckets in every column, fits where none of ``above`` does.

        Raise ``OutOfBudget``.
        """
        if self.asked.sheet.is_plain:
            if not above:
                return True
            with suppress(OutOfBudget):
                return any(True for _ in self._pieces.left(self._pieces.boxes[rule], above))
        self.has_walked = True
        return find_fit(self._walk, self.asked.sheet.place, 1 << rule, above) is not None

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self.asked.sheet, self.cutting)

    @cached_property
    def _walk(self) -> Walk:
        return self.asked.walk(self.budget)


def _above(asked: Asked, rule: int) -> int:
    """The rules that would be the answer instead, or leave none."""
    policy, met = asked.sheet.table.policy.name, asked.met[rule]
    if policy in {"first", "priority"}:
        return met & (1 << rule) - 1
    return 0


def _finding(asked: Asked, searching: _Searching, rule: int, above: int) -> Answer:
    """Shadowed where the rule would fit somewhere, were it not for others; else dead."""
    if not above or not searching.is_alive(rule, 0):
        return Finding(KIND, asked.name, asked.rules(1 << rule))
    by = ", ".join(asked.rules(above))
    return Finding(SHADOWED, asked.name, asked.rules(1 << rule), data={"by": by})
