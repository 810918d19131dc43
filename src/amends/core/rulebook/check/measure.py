"""What overlapping rules leave open, as boxes that are added up and taken away.

What rules fill of a box is the sum of what each of them fills that none of the later ones does:
the same question, asked inside that rule, of the later rules that it meets there (the way of
hypervolumes: While, Bradstreet, Barone 2012). Narrow rules come first, so that one inside another
is covered at once. A rule that lets a box stand out in one column alone leaves a box, and costs
nothing. No box is ever cut into many.
"""

from __future__ import annotations

from operator import and_

from amends.core.rulebook.check.budget import Budget, OutOfBudget
from amends.core.rulebook.check.holes import Term, boxes_of, volume_of, whole_of
from amends.core.rulebook.check.pieces import Box, Cuts
from amends.core.rulebook.check.space import Sheet
from amends.core.rulebook.generated import bits_of

DEEPEST = 200
"""So many rules at most are looked at inside one another."""


class Measure:
    """The rules of a table measured inside boxes; each box is a step of ``budget``."""

    def __init__(self, sheet: Sheet, budget: Budget) -> None:
        self.sheet, self.budget = sheet, budget
        self._boxes = boxes_of(sheet)
        self._cuts = [Cuts(column) for column in sheet.columns]
        self._terms: list[Term] = []

    def terms(self) -> list[Term]:
        """Boxes with their signs, whose sum is what no rule of the table fits.

        Raise ``OutOfBudget``.
        """
        whole = whole_of(self.sheet)
        self._open(whole, self._meeting(whole, self.sheet.everything), 1)
        return self._terms

    def _open(self, box: Box, rules: int, sign: int, depth: int = 0) -> None:
        """Add up what ``rules``, all of which meet a box, leave open of it."""
        if depth > DEEPEST:
            raise OutOfBudget
        self.budget.step()
        while rules:
            once, more = self._standing_out(box, rules)
            if rules & ~once:
                return
            if not (lone := once & ~more):
                break
            box, rules = self._without(box, rules, lone & -lone)
            self.budget.step()
        self._terms.append((sign, box))
        for rule, inside in self._narrow_first(box, rules):
            rules ^= 1 << rule
            self._open(inside, self._meeting(inside, rules), -sign, depth + 1)

    def _standing_out(self, box: Box, rules: int) -> tuple[int, int]:
        """The rules beyond which a box stands out in some column, and in more than one."""
        once = more = 0
        for cuts, side in zip(self._cuts, box, strict=True):
            here = rules & ~cuts.around(side)
            more |= once & here
            once |= here
        return once, more

    def _without(self, box: Box, rules: int, lone: int) -> tuple[Box, int]:
        """A box without a rule that lets it stand out in one column, and the rules it meets."""
        other = self._boxes[lone.bit_length() - 1]
        at, beyond = next(
            (at, side & ~theirs)
            for at, (side, theirs) in enumerate(zip(box, other, strict=True))
            if side & ~theirs
        )
        return (*box[:at], beyond, *box[at + 1 :]), rules & self._cuts[at].meeting(beyond)

    def _narrow_first(self, box: Box, rules: int) -> list[tuple[int, Box]]:
        """What lies inside a box of each rule."""
        clipped = [(rule, tuple(map(and_, box, self._boxes[rule]))) for rule in bits_of(rules)]
        return sorted(clipped, key=lambda each: volume_of(each[1]))

    def _meeting(self, box: Box, rules: int) -> int:
        for cuts, side in zip(self._cuts, box, strict=True):
            if not rules:
                break
            rules &= cuts.meeting(side)
        return rules
