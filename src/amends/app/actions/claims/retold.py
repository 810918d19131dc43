"""What a customer tells again, and what they have corrected since (R18)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from amends.app.actions.customers.records import told_by
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Order
from amends.core.customers import Told, corrected_tellings, earlier_tellings


class Retold(NamedTuple):
    """Of one customer's claims by their numbers: the earlier telling that was answered, and the
    later one by which it was corrected."""

    before: Mapping[int, Told] = {}
    corrected: Mapping[int, Told] = {}

    def earlier(self, number: int) -> Sequence[Told]:
        """All tellings of this story that were answered before it, the first one first."""
        found: list[Told] = []
        while (told := self.before.get(number)) is not None:
            found.insert(0, told)
            number = told.number
        return found

    def told_again(self, order: str) -> frozenset[int]:
        """The tellings of this order's stories after which the same was told again."""
        return frozenset(told.number for told in self.before.values() if told.order == order)


def retold(order: Order, *, now: datetime) -> Retold:
    """What this order's customer told again or corrected, of any order."""
    told = told_by(order.customer_id, now=now)
    rules = current_policy().customers.rules
    return Retold(earlier_tellings(told, rules), corrected_tellings(told))
