"""How remedies and attempts are locked, moved and written down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from amends.app.actions.aftercare import remedy_settled
from amends.app.actions.agreed import lock_order
from amends.app.actions.journal import SYSTEM, note
from amends.app.actions.places.holds import remedy_moved
from amends.app.actions.remedies.moves import SETTLED
from amends.app.ledger.models import Case, Choice, Remedy

FINAL = (Remedy.State.DONE, Remedy.State.FAILED)


def lock(remedy_id: int) -> Remedy:
    """The remedy, locked after its order and its case: everybody takes them in this order."""
    case_id, order = Remedy.objects.values_list("case_id", "case__order_id").get(pk=remedy_id)
    lock_order(order)
    case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    remedy = Remedy.objects.select_for_update().get(pk=remedy_id)
    remedy.case = case
    return remedy


def put(
    remedy: Remedy, state: str, *, now: datetime, look_again: datetime | None = None, **more: Any
) -> None:
    """Move the remedy to ``state``; where that is its end, the case goes on with it."""
    was = remedy.state
    remedy.state, remedy.next_attempt_at = state, look_again
    remedy.state_at = remedy.state_at if was == state else now
    remedy.save(update_fields=["state", "state_at", "next_attempt_at", "result"])
    if state == Remedy.State.DONE:
        take_back_the_offer(remedy, now)
    if was == state:
        return
    remedy_moved(remedy, now=now)
    if state not in SETTLED or more:
        journal(remedy, f"remedy {state}", now=now, **more)
    if state in SETTLED and (was not in FINAL or state == Remedy.State.DONE):
        remedy_settled(remedy, now=now)


def journal(
    remedy: Remedy, action: str, *, now: datetime, actor: str = SYSTEM, **more: Any
) -> None:
    note(action=action, now=now, case=remedy.case, actor=actor, key=str(remedy.key), **more)


def keep_result(remedy: Remedy, detail: str, result: Mapping[str, Any]) -> None:
    """What the other side said, beside what it said before."""
    said = {**result, "detail": detail} if detail else dict(result)
    remedy.result = {**remedy.result, **said}


def take_back_the_offer(remedy: Remedy, now: datetime) -> bool:
    """Let the case mend with a remedy it had gone on from; only if nothing else was chosen yet."""
    case = remedy.case
    newest = Choice.objects.filter(offer__case=case).order_by("-pk").first()
    is_last = newest is not None and newest.pk == remedy.choice_id
    if remedy.is_gesture or (case.state == Case.State.MENDING and is_last):
        return True
    if case.state != Case.State.OFFERED or not is_last:
        return False
    case.state, case.state_at = Case.State.MENDING, now
    case.save(update_fields=["state", "state_at"])
    return True


def later(now: datetime, wait: timedelta | None) -> datetime | None:
    return None if wait is None else now + wait
