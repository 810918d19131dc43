"""What staff decide about remedies that could not be carried out, or whose end nobody knows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from amends.app.actions.aftercare import NotNow
from amends.app.actions.queue import enqueue
from amends.app.actions.remedies.moves import TO_BE_ASKED
from amends.app.actions.remedies.past import SET_FREE
from amends.app.actions.remedies.record import journal, keep_result, lock, put, take_back_the_offer
from amends.app.actions.staff import roles_of
from amends.app.ledger.models import Remedy

State = Remedy.State


@transaction.atomic
def requeue(remedy: Remedy, *, by: Any, now: datetime) -> None:
    """Give a dead remedy a new round of tries, as long as nothing was chosen in its place."""
    locked = _expect(remedy, State.DEAD)
    if not take_back_the_offer(locked, now):
        raise NotNow("the case went on without this remedy", where=f"remedy {locked.pk}")
    journal(locked, SET_FREE, now=now, actor=by.get_username())
    put(locked, State.PLANNED, now=now, look_again=now)
    enqueue("attempt_remedy", remedy_id=locked.pk)


@transaction.atomic
def approve(remedy: Remedy, *, by: Any, now: datetime) -> None:
    """Say the yes that a remedy waits for; it begins at once. Raise ``NotNow`` for another role."""
    locked = _expect(remedy, State.PLANNED)
    if not locked.approver:
        raise NotNow("it waits for nobody's yes", where=f"remedy {locked.pk}")
    if locked.approver not in roles_of(by):
        raise NotNow(f"the yes of the {locked.approver} is needed", where=f"remedy {locked.pk}")
    journal(locked, "remedy approved", now=now, actor=by.get_username())
    locked.approver, locked.next_attempt_at = "", now
    locked.save(update_fields=["approver", "next_attempt_at"])
    enqueue("attempt_remedy", remedy_id=locked.pk)


@transaction.atomic
def give_up(remedy: Remedy, *, by: Any, now: datetime) -> None:
    """Stop trying; the case goes on with a new offer. Not while an end is unknown."""
    locked = _expect(remedy, State.DEAD, State.PLANNED)
    put(locked, State.FAILED, now=now, actor=by.get_username())


@transaction.atomic
def settle_by_hand(remedy: Remedy, *, done: bool, detail: str, by: Any, now: datetime) -> None:
    """Write down what a person found out about a remedy whose end was not known.

    What was not done and is pointless by now did not fail: it is stopped.
    """
    locked = _expect(remedy, *TO_BE_ASKED)
    keep_result(locked, detail, {})
    not_done = State.CANCELLED if locked.overtaken_by else State.FAILED
    state = State.DONE if done else not_done
    put(locked, state, now=now, actor=by.get_username())


@transaction.atomic
def settle_gesture(remedy: Remedy, *, given: bool, detail: str, by: Any, now: datetime) -> None:
    """Write down what became of a gesture that failed for good: given otherwise, or not at all.

    A remedy that failed has a new offer in its place; nothing takes the place of a gesture.
    """
    locked = _expect(remedy, State.FAILED)
    if not locked.is_gesture:
        raise NotNow("a new offer took its place", where=f"remedy {locked.pk}")
    keep_result(locked, detail, {})
    state = State.DONE if given else State.CANCELLED
    put(locked, state, now=now, actor=by.get_username())


def _expect(remedy: Remedy, *states: str) -> Remedy:
    locked = lock(remedy.pk)
    if locked.state not in states:
        raise NotNow(f"it is {locked.state} now", where=f"remedy {locked.pk}")
    return locked
