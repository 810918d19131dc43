"""One attempt in three steps: write it down, make the call, write its end down.

1. In a transaction the remedy is locked and the attempt is written: ``claimed``.
2. The call is made with no transaction open and nothing locked.
3. In a transaction the end is written, and the remedy moves as ``moves.py`` says.

A worker that is killed after step 1 leaves a claim whose lease runs out. Nobody knows whether it
had sent anything, so the remedy is ``in_doubt`` and the shop is asked.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from amends.app.actions.remedies.moves import SETTLED, TO_BE_ASKED, move
from amends.app.actions.remedies.past import past_of, time_left
from amends.app.actions.remedies.record import journal, keep_result, later, lock, put
from amends.app.connectors.answers import Answer, Kind
from amends.app.connectors.patience import Patience
from amends.app.connectors.shop import (
    RemedyRequest,
    ShopPort,
    UnconnectedShop,
    shop_patience,
)
from amends.app.ledger.models import Attempt, Remedy

BY_HAND = "remedy to be done by hand"
TOO_LATE = "remedy not begun in time"
State = Remedy.State


@dataclass(frozen=True, slots=True)
class Claim:
    """An attempt that is written down and may now be made."""

    attempt_id: int
    purpose: str
    key: UUID
    request: RemedyRequest


def attempt(
    remedy_id: int, *, now: datetime, shop: ShopPort, patience: Patience | None = None
) -> str:
    """Do what is due for this remedy, if anything: act, or ask. Return its state afterwards.

    May be called at any time, by many at once and as often as one likes.
    """
    numbers = patience or shop_patience()
    claim = _claim(remedy_id, now, numbers, shop)
    if claim is not None:
        began = time.monotonic()
        answer = shop.act(claim.request) if claim.purpose == "act" else shop.ask(claim.key)
        ended = now + timedelta(seconds=time.monotonic() - began)
        _end(remedy_id, claim.attempt_id, answer, ended, numbers)
    return Remedy.objects.values_list("state", flat=True).get(pk=remedy_id)


@transaction.atomic
def _claim(remedy_id: int, now: datetime, patience: Patience, shop: ShopPort) -> Claim | None:
    """Step 1. What is due is decided under the lock, by the state alone."""
    remedy = lock(remedy_id)
    if remedy.next_attempt_at is None or remedy.next_attempt_at > now:
        return None
    if remedy.state == State.CLAIMED:
        put(remedy, State.IN_DOUBT, now=now, cause="the claim ran out without an end")
    if remedy.state in TO_BE_ASKED:
        return _write(remedy, "ask", remedy.state, now, patience)
    if remedy.state != State.PLANNED:
        return None
    if time_left(remedy, now, patience) <= timedelta(0):
        _too_late(remedy, now)
    elif isinstance(shop, UnconnectedShop):
        _leave_to_staff(remedy, now)
    else:
        return _write(remedy, "act", State.CLAIMED, now, patience)
    return None


def _too_late(remedy: Remedy, now: datetime) -> None:
    """Nobody is sent to a door at which nobody waits any more: staff decide."""
    journal(remedy, TOO_LATE, now=now)
    keep_result(remedy, "its time has passed before it was begun", {})
    put(remedy, State.DEAD, now=now)


def _leave_to_staff(remedy: Remedy, now: datetime) -> None:
    """No shop is connected: a person does it, and says so in the console."""
    journal(remedy, BY_HAND, now=now)
    put(remedy, State.PLANNED, now=now, look_again=None)


def _write(remedy: Remedy, purpose: str, state: str, now: datetime, patience: Patience) -> Claim:
    number = (remedy.attempts.aggregate(last=Max("number"))["last"] or 0) + 1
    written = Attempt.objects.create(remedy=remedy, number=number, purpose=purpose, claimed_at=now)
    put(remedy, state, now=now, look_again=now + patience.lease, attempt=number)
    return Claim(written.pk, purpose, remedy.key, _request(remedy, now, patience))


def _request(remedy: Remedy, now: datetime, patience: Patience) -> RemedyRequest:
    case = remedy.case
    return RemedyRequest(
        key=remedy.key,
        kind=remedy.kind,
        is_gesture=remedy.is_gesture,
        order=case.order_id,
        customer=case.customer_id,
        case=case.public_id,
        details=remedy.details,
        amount=remedy.amount,
        currency=remedy.currency,
        borne_by=remedy.borne_by,
        due_at=remedy.due_at,
        act_before=now + patience.answer_within,
    )


@transaction.atomic
def _end(
    remedy_id: int, attempt_id: int, answer: Answer, now: datetime, patience: Patience
) -> None:
    """Step 3. An answer counts only if nothing was tried after it; ``done`` always counts."""
    remedy = lock(remedy_id)
    ended = _write_end(attempt_id, answer, now)
    is_last = not remedy.attempts.filter(number__gt=ended.number).exists()
    if remedy.state in SETTLED:
        _note_conflict(remedy, answer, now)
    elif is_last or answer.kind == Kind.DONE:
        keep_result(remedy, answer.detail, answer.result)
        to = move(ended.purpose, answer, past_of(remedy, now, patience), patience)
        put(remedy, to.state, now=now, look_again=later(now, to.wait))


def _write_end(attempt_id: int, answer: Answer, now: datetime) -> Attempt:
    ended = Attempt.objects.get(pk=attempt_id)
    ended.ended_at, ended.answer, ended.detail = now, answer.kind, answer.detail
    ended.save(update_fields=["ended_at", "answer", "detail"])
    return ended


def _note_conflict(remedy: Remedy, answer: Answer, now: datetime) -> None:
    """What came too late is kept; if it tells another story, people should know."""
    if (answer.kind == Kind.DONE) != (remedy.state == State.DONE):
        journal(remedy, "remedy answered late", now=now, answer=answer.kind)


def put_off(remedy_id: int, *, now: datetime) -> None:
    """After an error of ours: look again later, so that others are not kept waiting."""
    due = Remedy.objects.filter(pk=remedy_id, next_attempt_at__lte=now)
    due.update(next_attempt_at=now + shop_patience().lease)
