"""The agreed time passed and the remedy is not done: the same case goes on, as the tables say."""

from __future__ import annotations

import logging
from datetime import datetime

from amends.app.actions.decisions import outputs_of
from amends.app.actions.journal import note
from amends.app.actions.offers import decide_in_passing
from amends.app.actions.remedies.record import put
from amends.app.actions.rounds import start_again
from amends.app.actions.telling import tell
from amends.app.ledger.models import Case, Promise, Remedy
from amends.core.errors import AmendsError

log = logging.getLogger(__name__)


def agreed_time_passed(
    case: Case, promise: Promise, *, now: datetime, silently: bool = False
) -> None:
    """Own it, put the case before staff as urgent, and offer anew if the tables say so.

    The order and the case are locked. A promise about another remedy than the one that was chosen
    last changes nothing.
    """
    remedy = case.remedies.filter(is_gesture=False).order_by("pk").last()
    if remedy is None or promise.event is None or not _is_about(promise, remedy):
        return
    remedy.case = case
    note(action="agreed time passed", now=now, case=case, kind=remedy.kind, key=str(remedy.key))
    try:
        decision = decide_in_passing(case, now=now)
    except AmendsError as error:
        log.error("order %s cannot be decided: %s", case.order_id, error)
        return
    if outputs_of(decision, "overdue")["again"]:
        stop(remedy, now=now)
        start_again(case, now, silently=silently)
    else:
        tell(case, "overdue", decision=decision, now=now, silently=silently)


def stop(remedy: Remedy, *, now: datetime) -> None:
    """What was not begun is not begun any more."""
    if remedy.state == Remedy.State.PLANNED:
        put(remedy, Remedy.State.CANCELLED, now=now)


def _is_about(promise: Promise, remedy: Remedy) -> bool:
    return promise.event is not None and promise.event.data.get("remedy") == str(remedy.key)
