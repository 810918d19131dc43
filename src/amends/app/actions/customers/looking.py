"""What is looked at when customers have spoken: where they stand, their words, shared accounts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from amends.app.actions.customers.links import suggest_links
from amends.app.actions.customers.standings import note_standings
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Claim, Order, Suggestion
from amends.core.customers.conduct import read_conduct

LOOKED_AT = ("person_looks", "legal_minimum", "part_ways")


def look_at_customers(orders: Sequence[Order], claims: Sequence[Claim], *, now: datetime) -> None:
    """Note where the customers of these orders stand, and suggest what a person should look at.

    ``claims`` are theirs, one for each order, with their events.
    """
    suggest_conduct(orders, claims, now=now)
    moved = note_standings({order.customer_id for order in orders}, now=now)
    suggest_links({ref for ref, step in moved.items() if step in LOOKED_AT}, now=now)


def suggest_conduct(orders: Sequence[Order], claims: Sequence[Claim], *, now: datetime) -> None:
    """Messages that may insult or threaten wait for a person; nothing counts before. A history is
    nobody's to read again."""
    found = []
    for order, claim in zip(orders, claims, strict=True):
        text = str(claim.event.data.get("text") or "")
        if not text or order.history:
            continue
        read = read_conduct(text, current_policy().conduct)
        if read.seen:
            seen = [{"text": text[s.start : s.end], "what": s.what} for s in read.seen]
            detail = {"conduct": read.conduct, "seen": seen[:20]}
            found.append(
                Suggestion(
                    about=Suggestion.About.CONDUCT,
                    customer_id=order.customer_id,
                    event=claim.event,
                    detail=detail,
                    made_at=now,
                )
            )
    Suggestion.objects.bulk_create(found, ignore_conflicts=True, batch_size=500)


def waiting_for_a_person(customers: Collection[str]) -> Sequence[Suggestion]:
    """What waits about these customers, oldest first."""
    open_ones = Suggestion.objects.filter(customer__in=customers, settled_at=None)
    return list(open_ones.select_related("customer", "other", "event").order_by("made_at", "id"))
