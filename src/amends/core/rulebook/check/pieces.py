"""What is left of a box once others are taken out of it, as disjoint boxes.

Of a box without another one at most one piece for each column is left: the part beyond the other
in that column and inside it in the columns before. Each piece meets fewer rules than the box, and
which ones is known from an intersection of masks. A rule that covers the box ends it; one that
lets it stand out in the fewest columns is taken out first, since it leaves the fewest pieces.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from amends.core.rulebook.check.budget import Budget
from amends.core.rulebook.check.space import Column, Sheet

Box = tuple[int, ...]
"""The mask of the buckets of each column."""
LEVELS: Final = 4
"""Rules that let a box stand out in so many columns or more are not told apart."""


class Pieces:
    """Cuts boxes by the rules of a table; each box that rules meet is a step of ``budget``."""

    def __init__(self, sheet: Sheet, budget: Budget) -> None:
        self.budget = budget
        self.boxes: list[Box] = list(zip(*(column.sides for column in sheet.columns), strict=True))
        self._cuts = [Cuts(column) for column in sheet.columns]

    def left(self, box: Box, rules: int) -> Iterator[Box]:
        """Disjoint boxes that make up what is left of a box without ``rules``, which meet it.

        Raise ``OutOfBudget``.
        """
        waiting = [(box, rules)]
        while waiting:
            box, rules = waiting.pop()
            if not rules:
                yield box
                continue
            self.budget.step()
            rule = self._cheapest(box, rules)
            if rule is not None:
                cut = list(self._without(box, rules, self.boxes[rule]))
                waiting += sorted(cut, key=lambda piece: -piece[1].bit_count())

    def _cheapest(self, box: Box, rules: int) -> int | None:
        """The rule that leaves the fewest pieces of the box; None where one leaves nothing."""
        beyond = [0] * LEVELS
        for cuts, side in zip(self._cuts, box, strict=True):
            here = rules & ~cuts.around(side)
            for level in range(LEVELS - 1, 0, -1):
                beyond[level] |= beyond[level - 1] & here
            beyond[0] |= here
        if rules & ~beyond[0]:
            return None
        best = next((fewer for level in beyond[1:] if (fewer := rules & ~level)), rules)
        return (best & -best).bit_length() - 1

    def _without(self, box: Box, rules: int, other: Box) -> Iterator[tuple[Box, int]]:
        """The pieces of a box without another, with those of the rules that each one meets."""
        for at, cuts in enumerate(self._cuts):
            if beyond := box[at] & ~other[at]:
                yield (*box[:at], beyond, *box[at + 1 :]), rules & cuts.meeting(beyond)
                inside = box[at] & other[at]
                box = (*box[:at], inside, *box[at + 1 :])
                rules &= cuts.meeting(inside)


class Cuts:
    """A column's rules by what they have in common with a side; each side is looked up once."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self._meeting: dict[int, int] = {}
        self._around: dict[int, int] = {}

    def meeting(self, side: int) -> int:
        """The rules that let some bucket of the side pass."""
        if side not in self._meeting:
            self._meeting[side] = self._column.joined(side)
        return self._meeting[side]

    def around(self, side: int) -> int:
        """The rules that let every bucket of the side pass."""
        if side not in self._around:
            self._around[side] = self._column.shared(side)
        return self._around[side]
