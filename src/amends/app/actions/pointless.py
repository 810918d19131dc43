"""What happens to an order while it is being mended may make the remedy pointless."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from amends.app.actions.decisions import outputs_of
from amends.app.actions.journal import note
from amends.app.actions.offers import decide_in_passing
from amends.app.actions.policy import current_policy
from amends.app.actions.remedies.record import put
from amends.app.ledger.models import Case, Remedy
from amends.core.errors import AmendsError
from amends.core.events import Event

State = Remedy.State
UNDER_WAY = (State.CLAIMED, State.ACCEPTED, State.IN_DOUBT, State.DEAD)
log = logging.getLogger(__name__)


def types_of_news() -> frozenset[str]:
    """The types of event that may make a remedy pointless, as the policy declares them."""
    return frozenset(current_policy().facts["news"]["events"])


def stop_pointless(events: Iterable[Event], *, now: datetime) -> set[str]:
    """Stop the remedies that these events make pointless, as the tables say; return their orders.

    What was not begun is stopped, and its case is to be decided anew. What is under way may have
    been done: it is put before a person.
    """
    news = list(events)
    if not news:
        return set()
    mending = _mending({event.subject for event in news})
    return {e.subject for e in news if e.subject in mending and _stop(mending[e.subject], e, now)}


def _mending(orders: set[str]) -> dict[str, Case]:
    """The cases being mended, locked after their orders, which whoever judges has locked."""
    found = Case.objects.filter(order__in=orders, state=Case.State.MENDING, history=False)
    locked = found.select_for_update(of=("self",)).select_related("order", "customer", "promise")
    return {case.order_id: case for case in locked.order_by("order_id")}


def _stop(case: Case, event: Event, now: datetime) -> bool:
    remedy = case.remedies.filter(is_gesture=False).order_by("pk").last()
    if remedy is None or remedy.overtaken_by or not _is_pointless(case, event, now):
        return False
    remedy.case, remedy.overtaken_by = case, event.type
    remedy.save(update_fields=["overtaken_by"])
    note(action="remedy overtaken", now=now, case=case, key=str(remedy.key), event=event.type)
    if remedy.state == State.PLANNED:
        put(remedy, State.CANCELLED, now=now)
    return True


def _is_pointless(case: Case, event: Event, now: datetime) -> bool:
    try:
        decision = decide_in_passing(case, now=now, news=event.type)
    except AmendsError as error:
        log.error("order %s cannot be decided: %s", case.order_id, error)
        return False
    return bool(outputs_of(decision, "pointless")["stop"])
