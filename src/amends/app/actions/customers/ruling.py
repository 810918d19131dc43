"""What a person decides about a customer, having looked; and the customer's objection to a step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from amends.app.actions.cases import decide_anew, lock_undecided
from amends.app.actions.customers.records import AS_USUAL, records_of
from amends.app.actions.customers.standings import note_standings, step_of
from amends.app.actions.hands import through_whom, word_of
from amends.app.actions.journal import note
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Customer, Ruling, Standing, Suggestion
from amends.core.errors import AmendsError

ABOUT = Ruling.About
VALUES: Mapping[str, tuple[str, ...]] = {
    ABOUT.RECORD: (AS_USUAL, "legal_minimum", "part_ways"),
    ABOUT.CONDUCT: ("usual", "rude", "threatening"),
}
LONGEST = 2_000


class BadRuling(AmendsError):
    """Something that cannot be decided like this."""

    code = "bad_ruling"


@transaction.atomic
def rule(
    customer: Customer, *, about: str, value: str, reason: str, by: User, now: datetime
) -> Ruling:
    """Decide something about a customer, with a reason that the customer may read.

    Who is met as everybody again is so in what is not yet chosen too. A step below all rights is
    not lifted by a person alone: the record has to bear it as well, as the ladder says. Raise
    ``BadRuling``.
    """
    _check(about, value, reason)
    heals = value == AS_USUAL and about == ABOUT.RECORD
    cases = lock_undecided(customer.ref) if heals else []
    declared = current_policy().customers
    holds = declared.conduct_holds if about == ABOUT.CONDUCT else declared.word_holds
    ruling = Ruling.objects.create(
        customer=customer,
        about=about,
        value=value,
        reason=reason.strip(),
        made_at=now,
        until=None if value in (AS_USUAL, "usual") else now + holds,
        by=by,
    )
    _note("decided about a customer", customer.ref, by, now, about=about, value=value)
    note_standings({customer.ref}, now=now)
    decide_anew(cases, now=now)
    return ruling


def _check(about: str, value: str, reason: str) -> None:
    if value not in VALUES.get(about, ()):
        raise BadRuling(
            f"{value!r} cannot be decided about {about!r}",
            where="value",
            hint=", ".join(VALUES.get(about, VALUES)),
        )
    if not reason.strip() or len(reason) > LONGEST:
        raise BadRuling("say why, in a few words that the customer may read", where="reason")


@transaction.atomic
def object_to_step(
    customer: Customer, *, text: str, now: datetime, through: User | None = None
) -> Suggestion:
    """The customer does not agree with how they are met: somebody else than before looks at it.

    Nor does whoever passed it on (``through``), where nobody decided before. Saying so twice is
    one objection. Raise ``BadRuling`` where nothing is out of the ordinary, or where an objection
    to this very step was answered.
    """
    step = step_of(records_of({customer.ref}, now=now)[customer.ref])
    if step.step == AS_USUAL:
        raise BadRuling("this customer is treated as everybody", where="step")
    Customer.objects.select_for_update().get(pk=customer.pk)
    if was_answered(customer):
        raise BadRuling("somebody else has looked at it", where="step", code="step_answered")
    before = Ruling.objects.filter(customer=customer, about=ABOUT.RECORD).order_by("-id").first()
    made, _ = Suggestion.objects.get_or_create(
        about=Suggestion.About.OBJECTION,
        customer=customer,
        settled_at=None,
        defaults={
            "detail": {"text": _plain(text), "step": step.step, "by": word_of(through)},
            "made_at": now,
            "not_by": before.by if before else through,
        },
    )
    return made


def was_answered(customer: Customer) -> bool:
    """Whether the customer has objected to the step where they stand, and was answered."""
    step = Standing.objects.filter(customer=customer).order_by("-number").first()
    answered = Suggestion.objects.filter(customer=customer, about=Suggestion.About.OBJECTION)
    return step is not None and answered.filter(settled_at__gte=step.made_at).exists()


def _plain(text: str) -> str:
    return text.replace("\x00", "").strip()[:LONGEST]


@transaction.atomic
def settle(
    suggestion: Suggestion, *, answer: str, reason: str, by: User, now: datetime
) -> Suggestion:
    """Answer what was suggested: ``yes`` or ``no``, with a reason.

    Confirmed conduct counts from now on; a link that is confirmed is known to people and changes
    nothing; an objection that is right begins the customer's record anew. Raise ``BadRuling`` for
    whoever decided before, or where somebody was faster.
    """
    locked = Suggestion.objects.select_for_update(of=("self",)).select_related("customer")
    mine = locked.get(pk=suggestion.pk)
    if mine.settled_at is not None:
        raise BadRuling("somebody has answered this already", where="suggestion")
    passed_on = through_whom(str(mine.detail.get("by") or ""))
    if by.pk == mine.not_by_id or by.get_username() == passed_on:
        raise BadRuling("another person answers an objection to your decision", where="by")
    if answer not in ("yes", "no"):
        raise BadRuling("the answer is yes or no", where="answer")
    _check(ABOUT.RECORD, AS_USUAL, reason)
    mine.settled_at, mine.settled_by, mine.answer, mine.reason = now, by, answer, reason.strip()
    mine.save(update_fields=["settled_at", "settled_by", "answer", "reason"])
    _lead_on(mine, by, now)
    return mine


def _lead_on(settled: Suggestion, by: User, now: datetime) -> None:
    said: dict[str, Any] = {"reason": settled.reason, "by": by, "now": now}
    if settled.answer != "yes":
        _note("suggestion dismissed", settled.customer_id, by, now, about=settled.about)
    elif settled.about == Suggestion.About.CONDUCT:
        value = str(settled.detail.get("conduct", "rude"))
        rule(settled.customer, about=ABOUT.CONDUCT, value=value, **said)
    elif settled.about == Suggestion.About.OBJECTION:
        rule(settled.customer, about=ABOUT.RECORD, value=AS_USUAL, **said)
    else:
        _note("accounts looked at", settled.customer_id, by, now, about=settled.about)


def _note(action: str, customer: str, by: User, now: datetime, **detail: str) -> None:
    actor = by.get_username()
    note(action=action, now=now, case=None, actor=actor, customer=customer, **detail)
