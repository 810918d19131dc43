"""After the remedy: somebody else asks whether it helped, and the answer becomes the outcome."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from amends.app.actions.accounts.settling import settle
from amends.app.actions.agreed import lock_order, remedy_ended
from amends.app.actions.deciding import make_offers
from amends.app.actions.decisions import outputs_of
from amends.app.actions.journal import note
from amends.app.actions.letters import withdraw_letters
from amends.app.actions.places.holds import remedy_moved
from amends.app.actions.rounds import start_again
from amends.app.actions.sweeping import each_case
from amends.app.actions.telling import quiet_hours, tell
from amends.app.actions.zones import zone_of
from amends.app.ledger.models import Case, Decision, FollowUp, Message, Outcome, Remedy
from amends.core.errors import AmendsError
from amends.core.quiet import earliest
from amends.core.times import asked_from

SETTLED = (
    Remedy.State.DONE,
    Remedy.State.FAILED,
    Remedy.State.DEAD,
    Remedy.State.CANCELLED,
)
NOT_DONE = (Remedy.State.FAILED, Remedy.State.CANCELLED)


class NotNow(AmendsError):
    """An answer or an action that does not fit the state of the case."""

    code = "not_now"


def remedy_settled(remedy: Remedy, *, now: datetime) -> None:
    """Go on after a remedy came to its end; call it in the transaction that records the end.

    Done: what it cost is posted, and the follow-up is planned. Refused for good: the line starts
    again at the case. Given up after the last try: nobody knows better than staff, and the customer
    is told nothing that is not known. Not done and not needed any more: the case is decided anew,
    as it stands now. A gesture's end moves nothing: it stands on top of the remedy, never for it.
    """
    note(
        action=f"remedy {remedy.state}",
        now=now,
        case=remedy.case,
        kind=remedy.kind,
        key=str(remedy.key),
    )
    remedy_ended(remedy, now=now)
    case = _lock(remedy.case_id)
    if remedy.state == Remedy.State.DONE:
        settle(case, now=now)
    if remedy.is_gesture or case.state != Case.State.MENDING:
        return
    if remedy.state == Remedy.State.DONE:
        _plan_follow_up(case, remedy, now)
    elif remedy.overtaken_by and remedy.state in NOT_DONE:
        _move(case, Case.State.OPEN, now)
    elif remedy.state == Remedy.State.FAILED:
        start_again(case, now)


def staff_did(*, remedy: Remedy, by: Any, now: datetime) -> None:
    """A member of staff carried out by hand what was theirs to do."""
    with transaction.atomic():
        lock_order(remedy.case.order_id)
        _lock(remedy.case_id)
        locked = Remedy.objects.select_for_update().get(pk=remedy.pk)
        if locked.state in SETTLED or locked.next_attempt_at is not None:
            raise NotNow("this remedy is not yours to finish", where=f"remedy {locked.pk}")
        locked.state, locked.state_at = Remedy.State.DONE, now
        locked.save(update_fields=["state", "state_at"])
        remedy_moved(locked, now=now)
        Case.objects.filter(pk=locked.case_id).update(handled_by=by)
        note(action="done by hand", now=now, case=locked.case, actor=by.get_username())
        remedy_settled(locked, now=now)


def start_due_follow_ups(*, now: datetime) -> int:
    """Ask the customers whose follow-up is due, and put the task before staff; return how many."""
    due = FollowUp.objects.filter(answered_at=None, started_at=None, due_at__lte=now)
    return each_case(due.order_by("due_at").values_list("case_id", flat=True), _start, now=now)


def close_quiet_cases(*, now: datetime) -> int:
    """Close mended cases whose customer never answered, at the time the tables named."""
    due = FollowUp.objects.filter(answered_at=None, closes_at__lte=now)
    return each_case(due.order_by("closes_at").values_list("case_id", flat=True), _close, now=now)


def end_unanswered_offers(*, now: datetime) -> int:
    """End the offers that ran out unanswered, as the tables say; return how many.

    The customer is reminded once or as often as the tables say, with a new offer and a new link;
    then the case is closed. From its page the customer can take it up again. An offer that staff
    have yet to look at is made anew and stays theirs.
    """
    ended = Case.objects.filter(state=Case.State.OFFERED, history=False, offer_until__lte=now)
    numbers = ended.order_by("offer_until").values_list("pk", flat=True)
    return each_case(numbers, _end_offer, now=now)


@transaction.atomic
def reopen(*, case: Case, now: datetime, by: str) -> Case:
    """The customer comes back to a case that is over: still wrong, or answered too late."""
    locked = _lock(case.pk)
    if locked.state not in (Case.State.SOLVED, Case.State.CLOSED) or locked.history:
        raise NotNow("this case is open", where=f"case {locked.pk}")
    if Case.objects.filter(order=locked.order_id, state__in=Case.LIVE).exists():
        raise NotNow("the order has an open case", where=f"case {locked.pk}")
    note(action="taken up again", now=now, case=locked, actor=by)
    start_again(locked, now)
    return locked


def ask(*, follow_up: FollowUp, by: Any, now: datetime) -> None:
    """Take the task to ask; the one who handled the case may not."""
    with transaction.atomic():
        _lock(follow_up.case_id)
        locked = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
        if locked.not_by_id is not None and locked.not_by_id == by.pk:
            raise NotNow("somebody else asks, not the one who handled the case", where="follow-up")
        if locked.asked_by_id not in (None, by.pk):
            raise NotNow("somebody else is asking already", where="follow-up")
        if locked.asked_by_id == by.pk:
            return
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
    through: User | None = None,
) -> Outcome:
    """Record what the customer answered; "no" starts the line again, knowing what was tried.

    ``through`` is the member of staff through whose hands it came: "yes, solved" is not believed
    of the one who handled the case. The same answer again gives the same record; raise ``NotNow``
    where nothing was asked.
    """
    locked = _lock(case.pk)
    known = Outcome.objects.filter(case=locked).order_by("-round").first()
    if known is not None and (known.round == locked.round or locked.state == Case.State.OFFERED):
        return known
    if locked.state != Case.State.MENDED:
        raise NotNow("there is nothing to answer yet", where=f"case {locked.pk}")
    if solved and through is not None and _handled(locked, through):
        raise NotNow("somebody else asks", where=f"case {locked.pk}", code="ask_handled")
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
        withdraw_letters(locked)
    else:
        start_again(locked, now)
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


def _plan_follow_up(case: Case, remedy: Remedy, now: datetime) -> None:
    _move(case, Case.State.MENDED, now)
    decision = _decision(case)
    pace = outputs_of(decision, "follow_up")
    came = asked_from(remedy.details, done=now, if_early=pace.get("if_early", "window_end"))
    asked = came + timedelta(minutes=float(pace["after_minutes"]))
    due_at = earliest(asked, zone=zone_of(case), quiet=quiet_hours(decision, "follow_up"))
    FollowUp.objects.get_or_create(
        case=case,
        round=case.round,
        defaults={
            "planned_at": now,
            "due_at": due_at,
            "closes_at": due_at + timedelta(days=float(pace["close_after_days"])),
            "role": pace["role"],
            "not_by": case.handled_by,
        },
    )


def _decision(case: Case) -> Decision:
    return Decision.objects.filter(case=case).latest("number")


def _follow_up(case: Case) -> FollowUp | None:
    return FollowUp.objects.filter(case=case, round=case.round, answered_at=None).first()


def _handled(case: Case, by: User) -> bool:
    return FollowUp.objects.filter(case=case, round=case.round, not_by=by).exists()


def _start(case: Case, now: datetime) -> None:
    for follow_up in FollowUp.objects.filter(case=case, answered_at=None, started_at=None):
        follow_up.started_at = now
        follow_up.save(update_fields=["started_at"])
    if case.state == Case.State.MENDED and _follow_up(case):
        tell(case, "done", decision=_decision(case), now=now)


def _close(case: Case, now: datetime) -> None:
    FollowUp.objects.filter(case=case, answered_at=None, closes_at__lte=now).update(answered_at=now)
    if case.state == Case.State.MENDED:
        _close_unanswered(case, now)


def _end_offer(case: Case, now: datetime) -> None:
    if case.state != Case.State.OFFERED:
        return
    decision = _decision(case)
    rule = outputs_of(decision, "first_word")
    letters = Message.objects.filter(case=case, round=case.round)
    if letters.filter(state=Message.State.HELD).exists():
        for made in make_offers([case], now=now):
            tell(case, "offer", decision=made.decision, now=now, silently=True)
        return
    reminded = letters.filter(step="reminder").exists()
    if rule["unanswered"] == "close" or reminded:
        _close_unanswered(case, now)
        return
    for made in make_offers([case], now=now):
        note(action="offer renewed", now=now, case=case)
        tell(case, "reminder", decision=made.decision, now=now)


def _close_unanswered(case: Case, now: datetime) -> None:
    _move(case, Case.State.CLOSED, now)
    withdraw_letters(case)
    note(action="closed unanswered", now=now, case=case)
