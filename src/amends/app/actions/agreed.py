"""What was agreed when the customer chose is a promise of its own: the remedy, by its time.

That it was agreed and how it ended are events of our own, so that the promise is judged from the
events of its order, like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from amends.app.actions.policy import current_policy
from amends.app.actions.promises import make_promises
from amends.app.ledger.models import Event, Order, Promise, Remedy
from amends.core import judging

SOURCE = "amends"
AGREED = "remedy.agreed"
ENDS: Mapping[str, str] = {
    Remedy.State.DONE: "remedy.done",
    Remedy.State.FAILED: "remedy.failed",
    Remedy.State.CANCELLED: "remedy.cancelled",
}


def lock_order(ref: str) -> None:
    """Lock the order before its case: who ends a remedy changes where a promise stands."""
    Order.objects.select_for_update(no_key=True).values_list("ref").get(ref=ref)


def promise_remedy(remedy: Remedy, *, now: datetime) -> None:
    """Promise this remedy by its time, as far as the policy declares such a promise."""
    declarations = current_policy().declarations
    declared = declarations.events.get(AGREED)
    if remedy.due_at is None or declared is None or not declared.makes:
        return
    made = _happened(remedy, AGREED, now, due=remedy.due_at.isoformat())
    order = remedy.case.order
    make_promises(
        judging.Order(order.ref, order.placed_at, order.time_zone, order.history),
        judging.Told(made.pk, made.type, made.time, made.key, made.data),
        now=now,
        declarations=declarations,
    )


def remedy_ended(remedy: Remedy, *, now: datetime) -> None:
    """Write down how it ended, and have its promise looked at; the order is locked."""
    type_ = ENDS.get(remedy.state, "")
    if remedy.is_gesture or type_ not in current_policy().declarations.events:
        return
    _happened(remedy, type_, now)
    agreed = Promise.objects.filter(order=remedy.case.order_id, ref=_key(remedy, AGREED))
    agreed.update(check_at=now)


def _happened(remedy: Remedy, type_: str, now: datetime, **more: str) -> Event:
    event, _ = Event.objects.get_or_create(
        source=SOURCE,
        key=_key(remedy, type_),
        defaults={
            "type": type_,
            "time": now,
            "subject": remedy.case.order_id,
            "data": {"remedy": str(remedy.key), **more},
            "received_at": now,
        },
    )
    return event


def _key(remedy: Remedy, type_: str) -> str:
    return f"{remedy.key}/{type_}"
