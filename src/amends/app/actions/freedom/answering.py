"""Whoever has more freedom says yes or no, with a reason; never to oneself."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.contrib.auth.models import User
from django.db import transaction

from amends.app.actions.freedom.carrying_out import carry_out
from amends.app.actions.freedom.giving import LONGEST, BadKindness, lock_case, spend, tell
from amends.app.actions.freedom.stated import Stated, stated_for
from amends.app.ledger.models import Case, Kindness
from amends.core.staff.freedom import Asked, covers, ladder

NOTHING = Decimal(0)


@transaction.atomic
def answer(kindness: Kindness, *, yes: bool, reason: str, by: User, now: datetime) -> Kindness:
    """Answer what was asked. The same answer of the same person again changes nothing.

    Raise ``BadKindness`` for one's own, without a reason, where one's own freedom is not enough,
    or where somebody was faster.
    """
    case = lock_case(kindness.case)
    mine = Kindness.objects.select_for_update(of=("self",)).select_related("by").get(pk=kindness.pk)
    mine.case = case
    to = Kindness.State.GIVEN if yes else Kindness.State.REFUSED
    if mine.state == to and mine.answered_by_id == by.pk:
        return mine
    if mine.state != Kindness.State.ASKED:
        raise BadKindness("this was answered already", where="kindness", code="ask_answered")
    spend(by)
    _check(mine, stated_for(case, by, now=now), yes, reason, by, now)
    mine.state, mine.answered_by, mine.answered_at = to, by, now
    mine.answer = " ".join(reason.split())
    mine.save(update_fields=["state", "answered_by", "answered_at", "answer"])
    tell(mine, "kindness given" if yes else "kindness refused", by=by, now=now)
    if yes:
        carry_out(mine, now=now)
    return mine


def may_answer(kindness: Kindness, stated: Stated, by: User) -> str:
    """Empty where they may; else why not: ``own`` or ``not_enough``."""
    if kindness.by_id == by.pk:
        return "own"
    steps = ladder(stated.rows, kindness.role)
    if stated.role not in steps[1:]:
        return "not_enough"
    asked = Asked(kindness.kind, kindness.amount)
    within = covers(stated.rows, stated.role, asked, stated.given)
    return "" if within and stated.month.holds(kindness.worth) else "not_enough"


def _check(
    asked: Kindness, stated: Stated, yes: bool, reason: str, by: User, now: datetime
) -> None:
    if not reason.strip() or len(" ".join(reason.split())) > LONGEST:
        raise BadKindness("say why, in one line", where="reason", code="reason_needed")
    why_not = may_answer(asked, stated, by)
    if why_not == "own":
        raise BadKindness("somebody else decides what you asked", where="by", code="kindness_own")
    if not yes:
        if stated.role not in ladder(stated.rows, asked.role)[1:]:
            raise BadKindness("another role decides this", where="by", code="kindness_above")
        return
    if why_not:
        raise BadKindness("it goes beyond your own freedom", where="by", code="kindness_above")
    if asked.case.state not in Case.LIVE:
        raise BadKindness("this case is over", where="case", code="case_over")
    choice = next((each for each in stated.choices if each.kind.name == asked.kind), None)
    if choice is None or (choice.most is not None and asked.amount > choice.most):
        raise BadKindness("less than that is left", where="amount", code="more_than_paid")
    if asked.due_at is not None and asked.due_at <= now:
        raise BadKindness("the date has passed", where="due", code="date_not_within")
