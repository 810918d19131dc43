"""What went back to the customer, by us or by the shop itself, and never counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Given:
    """Money that a remedy or gesture of ours gives back, done or under way."""

    key: str
    kind: str
    amount: Decimal
    planned_at: datetime


@dataclass(frozen=True, slots=True)
class Paid:
    """Money that the shop says went back; ``amount`` and the remedy's key may be unsaid."""

    at: datetime
    amount: Decimal | None
    remedy: str


def paid_by_others(paid: Sequence[Paid], ours: Iterable[Given], *, unsaid: Decimal) -> Decimal:
    """What the shop paid besides our own remedies; a payment without an amount is ``unsaid``.

    A payment is one of ours if it names the remedy's key; or if it names none, came after the
    remedy was planned and is of the same amount. Each remedy is paid once.
    """
    waiting = sorted(ours, key=lambda given: given.planned_at)
    total = Decimal(0)
    for payment in sorted(paid, key=lambda each: (not each.remedy, each.at)):
        own = next((given for given in waiting if _is_for(payment, given)), None)
        if own is None:
            total += unsaid if payment.amount is None else payment.amount
        else:
            waiting.remove(own)
    return total


def _is_for(payment: Paid, given: Given) -> bool:
    if payment.remedy:
        return payment.remedy == given.key
    return payment.at >= given.planned_at and payment.amount in (None, given.amount)
