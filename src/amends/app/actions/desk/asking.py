"""Today's follow-ups: whom to ask, who asks, what they answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from amends.app.actions import aftercare
from amends.app.actions.aftercare import NotNow
from amends.app.actions.desk.pages import ROWS, Page, cut, mark, moment, read_mark
from amends.app.actions.staff import MANAGER, roles_of
from amends.app.ledger.models import FollowUp, Outcome, Remedy

SOON = timedelta(hours=24)
LAST_ANSWERS = 8


@dataclass(frozen=True, slots=True)
class Answered:
    """What a customer answered to somebody who asked."""

    solved: bool
    satisfied: int | None
    recommends: bool | None
    comment: str


def to_ask(after: str = "", *, now: datetime) -> Page[FollowUp]:
    """Follow-ups that are due, the longest due first."""
    found = _open().filter(due_at__lte=now).order_by("due_at", "id")
    place = read_mark(after, 2)
    if place is not None:
        due_at, number = moment(place[0]), place[1]
        found = found.filter(Q(due_at__gt=due_at) | Q(due_at=due_at, id__gt=number))
    return Page(*cut(found[: ROWS + 1], lambda each: mark(each.due_at, each.pk)))


def remedies_done(follow_ups: Sequence[FollowUp]) -> Mapping[int, str]:
    """What was done last, by the number of the case."""
    cases = [each.case_id for each in follow_ups]
    done = Remedy.objects.filter(case__in=cases, is_gesture=False).order_by("id")
    return dict(done.values_list("case_id", "kind"))


def coming(*, now: datetime) -> Sequence[FollowUp]:
    """The next follow-ups that are not due yet."""
    found = _open().filter(due_at__gt=now, due_at__lte=now + SOON)
    return list(found.order_by("due_at", "id")[:ROWS])


def last_answers() -> Sequence[Outcome]:
    """What customers answered last."""
    return list(Outcome.objects.select_related("case__customer").order_by("-id")[:LAST_ANSWERS])


def one_to_ask(number: int) -> FollowUp:
    """The follow-up with this number; raise ``FollowUp.DoesNotExist``."""
    return _open(answered=True).get(pk=number)


def remedy_asked_about(follow_up: FollowUp) -> Remedy | None:
    """What was done for this customer, as far as the follow-up asks about it."""
    done = Remedy.objects.filter(case=follow_up.case_id, is_gesture=False)
    return done.select_related("choice__offer").order_by("-id").first()


def why_not(follow_up: FollowUp, user: Any) -> str:
    """Why this user may not ask (handled, role, taken, answered), or an empty text."""
    if follow_up.answered_at is not None:
        return "answered"
    if follow_up.not_by_id is not None and follow_up.not_by_id == user.pk:
        return "handled"
    if not roles_of(user) & {follow_up.role, MANAGER}:
        return "role"
    if follow_up.asked_by_id not in (None, user.pk):
        return "taken"
    return ""


def ask(follow_up: FollowUp, *, by: Any, now: datetime) -> None:
    """Take the task to ask; raise ``NotNow`` for who may not."""
    _insist(follow_up, by)
    aftercare.ask(follow_up=follow_up, by=by, now=now)


@transaction.atomic
def answer(follow_up: FollowUp, answered: Answered, *, by: Any, now: datetime) -> Outcome:
    """Record what the customer told the member of staff who asked."""
    current = _anew(follow_up)
    _insist(current, by)
    if current.asked_by_id != by.pk:
        raise NotNow("take the task to ask first", where="follow-up")
    if current.round != current.case.round:
        raise NotNow("the case went on without this question", where="follow-up")
    return aftercare.answer(
        case=current.case,
        solved=answered.solved,
        satisfied=answered.satisfied,
        recommends=answered.recommends,
        comment=answered.comment,
        now=now,
        by=by.get_username(),
    )


def _open(*, answered: bool = False) -> QuerySet[FollowUp, FollowUp]:
    found = FollowUp.objects.select_related(
        "case__order", "case__customer", "case__promise", "asked_by", "not_by"
    )
    return found if answered else found.filter(answered_at=None)


def _anew(follow_up: FollowUp) -> FollowUp:
    return FollowUp.objects.select_related("case").get(pk=follow_up.pk)


def _insist(follow_up: FollowUp, by: Any) -> None:
    reason = why_not(follow_up, by)
    if reason:
        raise NotNow(f"you cannot ask here: {reason}", where="follow-up", code=f"ask_{reason}")
