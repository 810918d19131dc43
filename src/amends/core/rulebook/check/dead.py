"""Is every rule the answer, or a part of it, in some situation?

Where the first rule or the one of highest priority wins, a rule is shadowed when those that win
over it cover it together; any other rule is dead when what it asks for never comes together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import islice

from amends.core.rulebook.check.asked import Answer, Asked
from amends.core.rulebook.check.budget import Budget, OutOfBudget
from amends.core.rulebook.check.fits import find_fit
from amends.core.rulebook.check.holes import of_boxes
from amends.core.rulebook.check.pieces import Box, Pieces
from amends.core.rulebook.check.report import Finding, Proof
from amends.core.rulebook.check.walk import Walk

FEW_STEPS, MOST_PIECES = 200, 8
"""A rule is walked with so few steps first; then so many pieces that are left of it, one by one."""
MOST_NAMED = 5
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
    """Where rules fit and those above them do not: cut into pieces, else walked.

    Where a table reads another, what is left of a rule may still never be said.
    """

    def __init__(self, asked: Asked, budget: Budget) -> None:
        self.asked, self.budget, self.cutting = asked, budget, budget.anew()
        self.has_walked = False

    def is_alive(self, rule: int, above: int) -> bool:
        """Whether a rule, which has buckets in every column, fits where none of ``above`` does.

        Raise ``OutOfBudget``.
        """
        if not above:
            return self.asked.sheet.is_plain or self._is_said(1 << rule)
        with suppress(OutOfBudget):
            left = self._pieces.left(self._pieces.boxes[rule], above)
            piece = next(left, None)
            if self.asked.sheet.is_plain or piece is None:
                return piece is not None
            with suppress(OutOfBudget):
                return self._is_said(1 << rule, above, self.budget.part(FEW_STEPS))
            if self._is_some_said([piece, *islice(left, MOST_PIECES)]):
                return True
        return self._is_said(1 << rule, above)

    def _is_said(self, rule: int, above: int = 0, budget: Budget | None = None) -> bool:
        """Whether what earlier tables say ever leads to a rule, and to none of those above it."""
        self.has_walked, self._walk.budget = True, budget or self.budget
        return find_fit(self._walk, self.asked.sheet.place, rule, above) is not None

    def _is_some_said(self, boxes: Sequence[Box]) -> bool:
        """Whether what earlier tables say ever leads into one of these boxes."""
        walk = self.asked.with_sheet(of_boxes(self.asked.sheet, boxes)).walk(self.budget)
        place = self.asked.sheet.place
        return any(find_fit(walk, place, 1 << number, 0) for number in range(len(boxes)))

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
    winning = asked.rules(above)
    by = ", ".join(winning[:MOST_NAMED]) + (", …" if len(winning) > MOST_NAMED else "")
    return Finding(SHADOWED, asked.name, asked.rules(1 << rule), data={"by": by})
