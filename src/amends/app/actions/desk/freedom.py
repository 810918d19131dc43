"""What members of staff may do on their own in a case: the stated freedom (R13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from amends.app.ledger.models import Decision, Offer
from amends.core.money import share_of

TABLE = "freedom"


@dataclass(frozen=True, slots=True)
class Freedom:
    """What a role ``may`` do without asking, up to an ``amount``; ``above`` decides beyond it."""

    role: str
    may: Sequence[str]
    amount: Decimal | None
    currency: str
    above: str


def freedom_of(offer: Offer | None) -> list[Freedom]:
    """The freedom that the decision behind an offer states, role by role."""
    if offer is None:
        return []
    decision = offer.decision
    said = [hit["outputs"] for hit in decision.fired if hit["table"] == TABLE]
    return [
        Freedom(
            role=each["role"],
            may=each["may"].split("."),
            amount=_amount(decision, each["amount_of"], each["amount_share"]),
            currency=offer.body["currency"],
            above=each["above"],
        )
        for each in said
    ]


def _amount(decision: Decision, of: str | None, share: str | int | None) -> Decimal | None:
    if of is None or share is None:
        return None
    base = Decimal(str(decision.facts[of]))
    return share_of(base, Decimal(str(share)), str(decision.facts["currency"]))
