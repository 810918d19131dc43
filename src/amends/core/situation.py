"""The typed facts of one case at one moment: the rulebook's only input."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from amends.core.plain import own_values


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the rulebook may look at.

    Amounts are in the order's currency: ``value`` is all that the customer pays, delivery
    included, ``delivery_price`` the part of it for the delivery; ``paid_back`` is what of it went
    or goes back already, in whichever case of the order and by whomever, ``delivery_paid_back``
    what of that was for the delivery; ``refund_promised`` is what the shop said it would pay back,
    or 0. ``days_late`` counts whole days after the due time, ``days_since_failure`` those since
    the promise was broken; ``tenure_days`` counts from the customer's first order; ``round`` is 1
    for the first offer of a case and grows each time a remedy did not help; ``tried`` is the remedy
    that was carried out, or failed for good, last in this case, or "none"; ``chosen`` is the remedy
    that was chosen last, and ``overdue`` says that it was not done at the agreed time
    ("not_begun", "under_way", else "none"); ``news`` is the type of the event that came while it
    was under way and may make it pointless; ``refunded`` says that the whole price went or goes
    back already. ``worth`` is the value in the rulebook's currency, None where no rate is known.

    ``caused`` is the party with the largest share of the failure, ``controls`` whether the step
    that went wrong is in the shop's hands or a partner's, and ``contract_pays`` whether that
    partner's contract pays for it.

    What the record cannot tell yet has the value that changes nothing: a customer is as usual, a
    shelf or a kitchen of which nobody told is unknown (None).
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
    chosen: str
    overdue: str
    refunded: bool
    paid_back: Decimal
    delivery_paid_back: Decimal
    refund_promised: Decimal
    other_point_known: bool
    like_known: bool
    jurisdiction: str
    decided_on: date
    days_since_failure: int = 0
    news: str = "none"
    controls: str = "shop"
    caused: str = "shop"
    contract_pays: bool = False
    verdict: str = "confirmed"
    contradicted_claims: float = 0
    story_repeats: float = 0
    claims_excess: float = 0
    unproven_worth: float = 0
    confirmed_share: float = 1
    person_said: str = "nothing"
    conduct: str = "usual"
    time_essential: bool = False
    worth: Decimal | None = None
    checked: bool = True
    home_delivery: bool = True
    in_stock: bool | None = None
    kitchen_open: bool | None = None

    def as_facts(self) -> dict[str, Any]:
        """The facts by name, as the tables read them."""
        return own_values(self)
