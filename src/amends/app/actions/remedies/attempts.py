"""One attempt in three steps: write it down, make the call, write its end down.

1. In a transaction the remedy is locked and the attempt is written: ``claimed``.
2. The call is made with no transaction open and nothing locked.
3. In a transaction the end is written, and the remedy moves as ``moves.py`` says.

A worker that is killed after step 1 leaves a claim whose lease runs out. Nobody knows whether it
had sent anything, so the remedy is ``in_doubt`` and the shop is asked.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from amends.app.actions.remedies.moves import SETTLED, TO_BE_ASKED, Past, move
from amends.app.actions.remedies.record import journal, keep_result, later, lock, put
from amends.app.connectors.answers import Answer, Kind
from amends.app.connectors.patience import Patience
from amends.app.connectors.shop import RemedyRequest, ShopPort, shop_patience
from amends.app.ledger.models import Attempt, Journal, Remedy

SET_FREE = "remedy requeued"
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
    claim = _claim(remedy_id, now, numbers)
    if claim is not None:
        began = time.monotonic()
        answer = shop.act(claim.request) if claim.purpose == "act" else shop.ask(claim.key)
        ended = now + timedelta(seconds=time.monotonic() - began)
        _end(remedy_id, claim.attempt_id, answer, ended, numbers)
    return Remedy.objects.values_list("state", flat=True).get(pk=remedy_id)


@transaction.atomic
def _claim(remedy_id: int, now: datetime, patience: Patience) -> Claim | None:
    """Step 1. What is due is decided under the lock, by the state alone."""
    remedy = lock(remedy_id)
    if remedy.next_attempt_at is None or remedy.next_attempt_at > now:
        return None
    if remedy.state == State.CLAIMED:
        put(remedy, State.IN_DOUBT, now=now, cause="the claim ran out without an end")
    if remedy.state == State.PLANNED:
        return _write(remedy, "act", State.CLAIMED, now, patience)
    if remedy.state in TO_BE_ASKED:
        return _write(remedy, "ask", remedy.state, now, patience)
    return None


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
        to = move(ended.purpose, answer, _past(remedy, now, patience), patience)
        put(remedy, to.state, now=now, look_again=later(now, to.wait))


def _write_end(attempt_id: int, answer: Answer, now: datetime) -> Attempt:
    ended = Attempt.objects.get(pk=attempt_id)
    ended.ended_at, ended.answer, ended.detail = now, answer.kind, answer.detail
    ended.save(update_fields=["ended_at", "answer", "detail"])
    return ended


def _past(remedy: Remedy, now: datetime, patience: Patience) -> Past:
    tried = list(remedy.attempts.order_by("number"))
    acts = [each for each in tried if each.purpose == "act"]
    freed = _set_free_at(remedy)
    return Past(
        state=remedy.state,
        acted=sum(1 for each in acts if freed is None or each.claimed_at >= freed),
        asked=sum(1 for each in tried if each.number > acts[-1].number) if acts else len(tried),
        was_accepted=any(each.answer == Kind.ACCEPTED for each in tried),
        lease_left=_lease_left(acts, now, patience),
        luck=random.random(),
    )


def _lease_left(acts: list[Attempt], now: datetime, patience: Patience) -> timedelta:
    since = acts[-1].claimed_at if acts else now
    return max(since + patience.lease - now, timedelta(0))


def _set_free_at(remedy: Remedy) -> datetime | None:
    """When staff last gave this remedy a new round of tries."""
    rows = Journal.objects.filter(case=remedy.case_id, action=SET_FREE, detail__key=str(remedy.key))
    return rows.order_by("-at").values_list("at", flat=True).first()


def _note_conflict(remedy: Remedy, answer: Answer, now: datetime) -> None:
    """What came too late is kept; if it tells another story, people should know."""
    if (answer.kind == Kind.DONE) != (remedy.state == State.DONE):
        journal(remedy, "remedy answered late", now=now, answer=answer.kind)
