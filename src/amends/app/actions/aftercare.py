"""After the remedy: somebody else asks whether it helped, and the answer becomes the outcome."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from amends.app.actions.journal import note
from amends.app.actions.offers import make_offers
from amends.app.actions.telling import outputs_of, tell
from amends.app.ledger.models import Case, Decision, FollowUp, Offer, Outcome, Remedy
from amends.core.errors import AmendsError

SETTLED = (Remedy.State.DONE, Remedy.State.FAILED, Remedy.State.DEAD)
AT_MOST = 500


class NotNow(AmendsError):
    """An answer or an action that does not fit the state of the case."""

    code = "not_now"


def remedy_settled(remedy: Remedy, *, now: datetime) -> None:
    """Go on after a remedy came to its end; call it in the transaction that records the end.

    Done: the follow-up is planned. Failed or given up: the line starts again at the case.
    A gesture's end moves nothing: it stands on top of the remedy, never for it.
    """
    note(
        action=f"remedy {remedy.state}",
        now=now,
        case=remedy.case,
        kind=remedy.kind,
        key=str(remedy.key),
    )
    case = _lock(remedy.case_id)
    if remedy.is_gesture or case.state != Case.State.MENDING:
        return
    if remedy.state == Remedy.State.DONE:
        _plan_follow_up(case, now)
    else:
        _start_again(case, now)


def staff_did(*, remedy: Remedy, by: Any, now: datetime) -> None:
    """A member of staff carried out by hand what was theirs to do."""
    with transaction.atomic():
        locked = Remedy.objects.select_for_update().get(pk=remedy.pk)
        if locked.state in SETTLED or locked.next_attempt_at is not None:
            raise NotNow("this remedy is not yours to finish", where=f"remedy {locked.pk}")
        locked.state, locked.state_at = Remedy.State.DONE, now
        locked.save(update_fields=["state", "state_at"])
        Case.objects.filter(pk=locked.case_id).update(handled_by=by)
        note(action="done by hand", now=now, case=locked.case, actor=by.get_username())
        remedy_settled(locked, now=now)


def start_due_follow_ups(*, now: datetime) -> int:
    """Ask the customers whose follow-up is due, and put the task before staff; return how many."""
    return _each_due("due_at", now, _start, started_at=None)


def close_quiet_cases(*, now: datetime) -> int:
    """Close mended cases whose customer never answered, at the time the tables named."""
    return _each_due("closes_at", now, _close)


def end_unanswered_offers(*, now: datetime) -> int:
    """Close or renew, as the tables say, the offers that ran out unanswered; return how many."""
    open_still = Offer.objects.filter(case=OuterRef("pk"), valid_until__gt=now)
    with transaction.atomic():
        cases = list(
            Case.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("order", "customer", "promise")
            .filter(~Exists(open_still), state=Case.State.OFFERED, history=False)[:AT_MOST]
        )
        for case in cases:
            _end_offer(case, now)
        return len(cases)


def ask(*, follow_up: FollowUp, by: Any, now: datetime) -> None:
    """Take the task to ask; the one who handled the case may not."""
    with transaction.atomic():
        locked = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
        if locked.not_by_id is not None and locked.not_by_id == by.pk:
            raise NotNow("somebody else asks, not the one who handled the case", where="follow-up")
        if locked.asked_by_id not in (None, by.pk):
            raise NotNow("somebody else is asking already", where="follow-up")
        locked.asked_by, locked.asked_at = by, now
        locked.save(update_fields=["asked_by", "asked_at"])
        note(action="asked", now=now, case=locked.case, actor=by.get_username())


@transaction.atomic
def answer(
    *,
    case: Case,
    solved: bool,
    satisfied: int | None,
    recommends: bool | None,
    comment: str,
    now: datetime,
    by: str,
) -> Outcome:
    """Record what the customer answered; "no" starts the line again, knowing what was tried.

    The same answer again gives the same record; raise ``NotNow`` where nothing was asked.
    """
    locked = _lock(case.pk)
    known = Outcome.objects.filter(case=locked).order_by("-round").first()
    if known is not None and (known.round == locked.round or locked.state == Case.State.OFFERED):
        return known
    if locked.state != Case.State.MENDED:
        raise NotNow("there is nothing to answer yet", where=f"case {locked.pk}")
    outcome = Outcome.objects.create(
        case=locked,
        round=locked.round,
        solved=solved,
        satisfied=satisfied,
        recommends=recommends,
        comment=comment[:2000],
        at=now,
        by=by,
    )
    FollowUp.objects.filter(case=locked, round=locked.round).update(answered_at=now)
    note(action="solved" if solved else "still wrong", now=now, case=locked, actor=by)
    if solved:
        _move(locked, Case.State.SOLVED, now)
    else:
        _start_again(locked, now)
    return outcome


def _lock(case_id: int) -> Case:
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("order", "customer", "promise")
        .get(pk=case_id)
    )


def _move(case: Case, state: Case.State, now: datetime) -> None:
    case.state, case.state_at = state, now
    case.save(update_fields=["state", "state_at", "round"])


def _plan_follow_up(case: Case, now: datetime) -> None:
    _move(case, Case.State.MENDED, now)
    pace = outputs_of(_decision(case), "follow_up")
    due_at = now + timedelta(minutes=float(pace["after_minutes"]))
    FollowUp.objects.get_or_create(
        case=case,
        round=case.round,
        defaults={
            "due_at": due_at,
            "closes_at": due_at + timedelta(days=float(pace["close_after_days"])),
            "role": pace["role"],
            "not_by": case.handled_by,
        },
    )


def _start_again(case: Case, now: datetime) -> None:
    case.round += 1
    [made] = make_offers([case], now=now)
    tell(case, "again", decision=made.decision, now=now)


def _decision(case: Case) -> Decision:
    return Decision.objects.filter(case=case).latest("number")


def _each_due(
    moment: str, now: datetime, act: Callable[[FollowUp, datetime], None], **more: Any
) -> int:
    with transaction.atomic():
        due = list(
            FollowUp.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(answered_at=None, **{f"{moment}__lte": now}, **more)
            .select_related("case__order", "case__customer")
            .order_by(moment)[:AT_MOST]
        )
        for follow_up in due:
            act(follow_up, now)
        return len(due)


def _start(follow_up: FollowUp, now: datetime) -> None:
    follow_up.started_at = now
    follow_up.save(update_fields=["started_at"])
    tell(follow_up.case, "done", decision=_decision(follow_up.case), now=now)


def _end_offer(case: Case, now: datetime) -> None:
    if outputs_of(_decision(case), "first_word")["unanswered"] == "close":
        _move(case, Case.State.CLOSED, now)
        note(action="closed unanswered", now=now, case=case)
    else:
        make_offers([case], now=now)
        note(action="offer renewed", now=now, case=case)


def _close(follow_up: FollowUp, now: datetime) -> None:
    follow_up.answered_at = now
    follow_up.save(update_fields=["answered_at"])
    case = _lock(follow_up.case_id)
    if case.state == Case.State.MENDED:
        _move(case, Case.State.CLOSED, now)
        note(action="closed unanswered", now=now, case=case)
