"""A kindness is carried out like anything else that is given on top: a remedy, attempted once.

A promise of a date is an event: it is kept or broken like any other word of ours.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from amends.app.actions.agreed import SOURCE
from amends.app.actions.freedom.letters import tell_kindness
from amends.app.actions.policy import current_policy
from amends.app.actions.queue import enqueue
from amends.app.actions.record import receive
from amends.app.ledger.models import Kindness, Offer, Remedy
from amends.policies.freedom import Kind

PROMISED = "call.promised"
SHOP = "shop"


def carry_out(given: Kindness, *, now: datetime) -> None:
    """Begin with it, and tell the customer; in the transaction that gives it."""
    kind = current_policy().freedom.kinds[given.kind]
    if kind.gives == "promise":
        _promise(given, kind, now)
    else:
        given.remedy = _remedy(given, kind, now)
        given.save(update_fields=["remedy"])
    tell_kindness(given, now=now)


def _remedy(given: Kindness, kind: Kind, now: datetime) -> Remedy:
    by_hand = kind.who in current_policy().staff_roles
    offer = Offer.objects.filter(case=given.case).order_by("-pk").first()
    remedy = Remedy.objects.create(
        case=given.case,
        kind=kind.name,
        is_gesture=True,
        details={"what": given.what} if given.what else {},
        amount=given.amount,
        currency=given.currency,
        borne_by=offer.body["borne_by"] if offer else SHOP,
        who=kind.who,
        planned_at=now,
        due_at=now + timedelta(hours=float(kind.hours)),
        state_at=now,
        next_attempt_at=None if by_hand else now,
    )
    if not by_hand:
        enqueue("attempt_remedy", remedy_id=remedy.pk)
    return remedy


def _promise(given: Kindness, kind: Kind, now: datetime) -> None:
    kept_by = kind.kept_by.get(given.case.order.fulfilment)
    assert given.due_at is not None
    raw = {
        "id": f"{given.key}/{PROMISED}",
        "source": SOURCE,
        "type": PROMISED,
        "time": now.isoformat(),
        "subject": given.case.order_id,
        "data": {
            "said": given.what or given.due_at.isoformat(timespec="minutes"),
            "due": given.due_at.isoformat(),
            "agent": given.by.get_username(),
            **({"kept_by": kept_by} if kept_by else {}),
        },
    }
    receive([raw], now=now)
