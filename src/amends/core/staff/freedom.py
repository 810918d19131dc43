"""What a member of staff may give on their own, outside the rules (R13): who decides, what is left.

The table ``freedom`` of the rulebook says it of one case, role by role; each row names who is
``above``, and so the rows make a ladder. A role without a row stands at its end: no sum binds it,
but what no row of the case gives at all nobody gives. Amounts are in one currency.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

NOTHING = Decimal(0)
WORTH_STEP = Decimal("0.0001")


class Row(NamedTuple):
    """What a role ``may`` give in one case, up to an ``amount`` in all; ``above`` decides beyond.

    Without an amount the row gives nothing that costs.
    """

    role: str
    may: frozenset[str]
    amount: Decimal | None
    above: str


class Asked(NamedTuple):
    """What somebody wants to give: its kind, and what it takes of the sum of the case."""

    kind: str
    amount: Decimal


class Month(NamedTuple):
    """What of a month's sum is spent; no ``allowed`` means that no sum is set.

    Both in the rulebook's currency.
    """

    allowed: Decimal | None
    spent: Decimal

    @property
    def left(self) -> Decimal | None:
        """What may still be given; None without a sum."""
        return None if self.allowed is None else max(self.allowed - self.spent, NOTHING)

    def holds(self, worth: Decimal | None) -> bool:
        """Whether so much more fits; what is of unknown worth fits nowhere but where no sum is."""
        if self.left is None or worth == NOTHING:
            return True
        return worth is not None and worth <= self.left


def ladder(rows: Sequence[Row], role: str) -> tuple[str, ...]:
    """The role and those above it, one after the other."""
    above = {row.role: row.above for row in rows}
    found = [role]
    while found[-1] in above and above[found[-1]] not in found:
        found.append(above[found[-1]])
    return tuple(found)


def acts_as(rows: Sequence[Row], roles: Collection[str]) -> str:
    """As which of their roles somebody gives: the one with the most freedom; or empty."""
    known = {row.role for row in rows} | {row.above for row in rows}
    mine = sorted(known & set(roles))
    return max(mine, key=lambda role: -len(ladder(rows, role)), default="")


def covers(rows: Sequence[Row], role: str, asked: Asked, given: Decimal) -> bool:
    """Whether this role may decide so much, where ``given`` was given in the case already."""
    row = next((each for each in rows if each.role == role), None)
    if row is None:
        return any(role == each.above for each in rows) and is_given(rows, asked.kind)
    if asked.kind not in row.may:
        return False
    return asked.amount == NOTHING or given + asked.amount <= (row.amount or NOTHING)


def is_given(rows: Sequence[Row], kind: str) -> bool:
    """Whether anybody may give such a thing in this case."""
    return any(kind in row.may for row in rows)


def who_decides(rows: Sequence[Row], role: str, asked: Asked, given: Decimal) -> str:
    """The first on the ladder who may decide it; empty where nobody is stated."""
    steps = ladder(rows, role) if role else ()
    return next((step for step in steps if covers(rows, step, asked, given)), "")


def left_in_case(row: Row | None, given: Decimal) -> Decimal | None:
    """What this row still gives in the case; None for a role that no row limits."""
    return None if row is None else max((row.amount or NOTHING) - given, NOTHING)


def worth_of(amount: Decimal, per_unit: Decimal | None) -> Decimal | None:
    """An amount in the rulebook's currency, never less than it is; None for an unknown rate.

    ``per_unit`` is how much of the amount's currency makes one unit of the rulebook's.
    """
    if amount == NOTHING:
        return NOTHING
    if not per_unit:
        return None
    return (amount / per_unit).quantize(WORTH_STEP, ROUND_CEILING)
