"""One case with its whole line, from the first event to the outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID

from amends.app.actions.desk.cases import brand_names, waited, waiting_since
from amends.app.actions.desk.next_steps import NextStep, is_by_hand, next_step
from amends.app.actions.desk.reasons import Reason, explain
from amends.app.ledger.models import (
    Case,
    Decision,
    Event,
    Failure,
    FollowUp,
    Journal,
    Location,
    Message,
    Offer,
    Outcome,
    Point,
    Promise,
    Remedy,
)

WAY = (
    "event",
    "promise",
    "failure",
    "case",
    "decision",
    "offer",
    "choice",
    "remedy",
    "follow_up",
    "outcome",
)
"""The one way through the house; a step comes after those before it at the same moment."""

MOST_EVENTS = 200
MOST_LINES = 200
MOST_EARLIER = 10
LAST = 10**6


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the line: ``what`` is its record; ``is_current`` is false once replaced.

    ``number`` is that of the decision it follows from, 0 before the first.
    """

    kind: str
    at: datetime
    what: Any
    number: int = 0
    is_current: bool = True
    reasons: tuple[Reason, ...] = ()
    attempts: tuple[Any, ...] = ()
    is_by_hand: bool = False


@dataclass(frozen=True, slots=True)
class WholeCase:
    """All that the page of one case shows."""

    case: Case
    since: datetime
    waited: timedelta
    next: NextStep
    steps: Sequence[Step]
    offer: Offer | None
    remedies: Sequence[Remedy]
    follow_up: FollowUp | None
    promises: Sequence[Promise]
    messages: Sequence[Message]
    journal: Sequence[Journal]
    earlier: Sequence[Case]
    brand: str = ""
    location: str = ""
    point: Point | None = None
    reached: frozenset[str] = field(default=frozenset())


def whole_case(public_id: UUID, *, now: datetime) -> WholeCase:
    """The case with this public number; raise ``Case.DoesNotExist``."""
    case = Case.objects.select_related("order", "customer", "promise", "handled_by").get(
        public_id=public_id
    )
    decisions = _decisions(case)
    offers = [each.offer for each in decisions if hasattr(each, "offer")]
    remedies = list(Remedy.objects.filter(case=case).prefetch_related("attempts").order_by("id"))
    follow_ups = list(
        FollowUp.objects.filter(case=case).select_related("asked_by", "not_by").order_by("round")
    )
    promises = list(Promise.objects.filter(order=case.order_id).order_by("made_at", "id"))
    steps = sorted(
        [
            *_plain("event", "time", _events(case)),
            Step("promise", case.promise.made_at, case.promise),
            *_plain("failure", "at", Failure.objects.filter(promise__order=case.order_id)),
            Step("case", case.opened_at, case),
            *_decided(decisions, offers),
            *_mended(remedies, decisions),
            *(Step("follow_up", _asked(each), each, LAST) for each in follow_ups),
            *_plain("outcome", "at", Outcome.objects.filter(case=case), LAST),
        ],
        key=lambda step: (step.at, step.number, WAY.index(step.kind)),
    )
    follow_up = next((each for each in follow_ups if each.answered_at is None), None)
    offer = offers[-1] if offers else None
    return WholeCase(
        case=case,
        since=waiting_since(case),
        waited=waited(case, now),
        next=next_step(
            case,
            valid_until=offer.valid_until if offer else None,
            remedies=remedies,
            follow_up=follow_up,
            now=now,
        ),
        steps=steps,
        offer=offer,
        remedies=remedies,
        follow_up=follow_up,
        promises=promises,
        messages=list(Message.objects.filter(case=case).order_by("-id")[:MOST_LINES]),
        journal=list(Journal.objects.filter(case=case).order_by("-at", "-id")[:MOST_LINES]),
        earlier=_earlier(case),
        brand=brand_names({case.order.brand}).get(case.order.brand, case.order.brand),
        location=_location(case),
        point=Point.objects.filter(code=case.order.point).first(),
        reached=frozenset(step.kind for step in steps),
    )


def _events(case: Case) -> Sequence[Event]:
    return list(Event.objects.filter(subject=case.order_id).order_by("time", "id")[:MOST_EVENTS])


def _decisions(case: Case) -> list[Decision]:
    found = Decision.objects.filter(case=case).select_related("offer__choice")
    return list(found.order_by("-number")[:MOST_LINES])[::-1]


def _plain(kind: str, moment: str, found: Iterable[Any], number: int = 0) -> Iterator[Step]:
    return (Step(kind, attrgetter(moment)(each), each, number) for each in found)


def _decided(decisions: Sequence[Decision], offers: Sequence[Offer]) -> Iterator[Step]:
    for decision in decisions:
        offer = getattr(decision, "offer", None)
        choice = getattr(offer, "choice", None)
        stands = decision is decisions[-1] or choice is not None
        number, reasons = decision.number, explain(decision, offer)
        yield Step("decision", decision.made_at, decision, number, stands, reasons)
        if offer is not None:
            yield Step("offer", offer.made_at, offer, number, stands)
        if choice is not None:
            yield Step("choice", choice.chosen_at, choice, number)


def _mended(remedies: Sequence[Remedy], decisions: Sequence[Decision]) -> Iterator[Step]:
    numbers = {_choice_of(decision): decision.number for decision in decisions}
    for remedy in remedies:
        yield Step(
            "remedy",
            remedy.planned_at,
            remedy,
            numbers.get(remedy.choice_id, LAST),
            attempts=tuple(sorted(remedy.attempts.all(), key=lambda each: each.number)),
            is_by_hand=is_by_hand(remedy),
        )


def _choice_of(decision: Decision) -> int | None:
    choice = getattr(getattr(decision, "offer", None), "choice", None)
    return choice.pk if choice else None


def _asked(follow_up: FollowUp) -> datetime:
    """When somebody asked, or is to ask; an answer may come before either."""
    planned = follow_up.asked_at or follow_up.due_at
    return min(planned, follow_up.answered_at or planned)


def _earlier(case: Case) -> list[Case]:
    found = Case.objects.filter(customer=case.customer_id).exclude(pk=case.pk)
    return list(found.order_by("-opened_at")[:MOST_EARLIER])


def _location(case: Case) -> str:
    found = Location.objects.filter(code=case.order.location).values_list("name", flat=True)
    return found.first() or case.order.location
