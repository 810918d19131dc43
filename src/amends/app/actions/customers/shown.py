"""How a customer is met, and why, as they read it themselves (R10, R23)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from amends.app.actions import phrases
from amends.app.actions.customers.records import AS_USUAL, Standing, records_of
from amends.app.actions.customers.ruling import was_answered
from amends.app.actions.customers.standings import step_of
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Case, Ruling, Suggestion
from amends.app.locale import Speech
from amends.core.customers import Told, earlier_tellings

MOST = 20
GOOD_FOR_THEM = "confirmed_share"


@dataclass(frozen=True, slots=True)
class Rested:
    """A claim that a step rests on: what it was, of which order, when, and what came of it."""

    meaning: str
    order: str
    at: str
    found: str


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a customer stands: ``reason`` in their language, what it ``rests`` on, that time heals.

    ``said`` is what a person who decided said. ``asked``: they have objected, and somebody looks;
    ``answer``: what came of their last objection, ``outside``: where else they may turn after it.
    """

    reason: str
    rests: Sequence[Rested]
    heals: str
    said: str
    asked: str = ""
    answer: str = ""
    outside: str = ""
    may_object: bool = False


def stands(case: Case, speech: Speech, *, now: datetime) -> Stands | None:
    """How the customer of this case is met, where that is not as everybody, or was until lately."""
    standing = records_of({case.customer_id}, now=now)[case.customer_id]
    step = step_of(standing)
    objections = _objections(case)
    answered = next((_answer(each, speech) for each in objections if each.settled_at), "")
    if step.step == AS_USUAL:
        return Stands("", (), "", "", answer=answered) if answered else None
    waiting = next((each for each in objections if each.settled_at is None), None)
    policy, over = current_policy(), was_answered(case.customer)
    half_life = policy.customers.rules.half_life
    return Stands(
        reason=phrases.reason(speech, step.reasons),
        rests=_rests(standing, speech),
        heals=speech.say("page.stands.heals", count=half_life.days),
        said=_said(case, now),
        asked=speech.say("page.stands.asked", at=speech.at(waiting.made_at)) if waiting else "",
        answer=answered,
        outside=phrases.reason(speech, policy.objections.outside) if over else "",
        may_object=not (waiting or over),
    )


def _objections(case: Case) -> Sequence[Suggestion]:
    """The latest ones of this case's time, the last one first."""
    about = Suggestion.objects.filter(
        customer=case.customer_id, about=Suggestion.About.OBJECTION
    ).exclude(settled_at__lt=case.opened_at)
    return list(about.order_by("-id")[:2])


def _answer(objection: Suggestion, speech: Speech) -> str:
    assert objection.settled_at is not None
    at = speech.at(objection.settled_at)
    return speech.say(f"page.stands.answer.{objection.answer}", at=at, reason=objection.reason)


def _said(case: Case, now: datetime) -> str:
    """Why a person decided so, as long as it holds."""
    rulings = Ruling.objects.filter(customer=case.customer_id, about=Ruling.About.RECORD)
    last = rulings.order_by("-id").first()
    holds = last is not None and (last.until is None or last.until > now)
    return last.reason if last is not None and holds and last.value != AS_USUAL else ""


def _rests(standing: Standing, speech: Speech) -> list[Rested]:
    """The claims behind the facts that count against them, the last ones."""
    facts = standing.record.rests_on()
    numbers = {n for name, rests in facts.items() if name != GOOD_FOR_THEM for n in rests}
    again = earlier_tellings(standing.told, current_policy().customers.rules)
    told = [each for each in standing.told if each.number in numbers]
    return [_rested(each, each.number in again, speech) for each in told[-MOST:]]


def _rested(told: Told, again: bool, speech: Speech) -> Rested:
    kind = current_policy().declarations.claims.get(told.kind)
    found = "again" if again else told.verdict
    return Rested(
        meaning=phrases.reason(speech, kind.meaning) if kind else "",
        order=told.order,
        at=speech.at(told.said_at),
        found=speech.say(f"page.stands.{found}"),
    )
