"""The typed facts of one case at one moment: the rulebook's only input."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the rulebook may look at.

    ``value`` and ``delivery_price`` are in the order's currency; ``days_late`` counts whole days
    after the due time; ``tenure_days`` counts from the customer's first order; ``round`` is 1 for
    the first offer of a case and grows each time a remedy did not help; ``tried`` is the remedy
    that was carried out last in this case, or "none"; ``refunded`` says that the whole price went
    or goes back already, in whichever case of the order.
    """

    failure: str
    promise: str
    order_kind: str
    fulfilment: str
    stage: str
    days_late: int
    wasted_visits: int
    value: Decimal
    delivery_price: Decimal
    currency: str
    prepaid: bool
    perishable: bool
    tenure_days: int
    failures_90d: int
    round: int
    tried: str
    refunded: bool
    home_known: bool
    other_point_known: bool
    like_known: bool
    jurisdiction: str

    def as_facts(self) -> dict[str, Any]:
        """The facts by name, as the tables read them."""
        return asdict(self)
