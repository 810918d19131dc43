"""The line of one case, from the first event to the outcome, as steps in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from amends.app.actions.agreed import SOURCE as OURS
from amends.app.actions.desk.next_steps import is_by_hand
from amends.app.actions.desk.reasons import Reason, explain
from amends.app.ledger.models import (
    Case,
    Decision,
    Event,
    Failure,
    FollowUp,
    Offer,
    Outcome,
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

PLACES = (*WAY[:-3], "kindness", *WAY[-3:])
"""The order of steps at one moment; a kindness stands beside the way, not on it."""

MOST = 200
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
class Followed:
    """What followed from the case: its decisions, remedies and follow-ups, oldest first."""

    decisions: Sequence[Decision]
    remedies: Sequence[Remedy]
    follow_ups: Sequence[FollowUp]

    @property
    def offer(self) -> Offer | None:
        """The offer of the last decision that made one."""
        return next((each for each in map(_offer, reversed(self.decisions)) if each), None)

    @property
    def follow_up(self) -> FollowUp | None:
        """The follow-up that is not answered yet."""
        return next((each for each in self.follow_ups if each.answered_at is None), None)


def followed(case: Case) -> Followed:
    """Everything that followed from this case, in a few queries."""
    decisions = Decision.objects.filter(case=case).select_related("offer__choice")
    remedies = Remedy.objects.filter(case=case).prefetch_related("attempts")
    asked = FollowUp.objects.filter(case=case).select_related("asked_by", "not_by")
    return Followed(
        decisions=list(decisions.order_by("-number")[:MOST])[::-1],
        remedies=list(remedies.order_by("id")),
        follow_ups=list(asked.order_by("round")),
    )


def line_of(case: Case, after: Followed) -> Sequence[Step]:
    """Every step of the line, in order."""
    steps = [
        *_before(case),
        Step("case", case.opened_at, case),
        *_decided(after.decisions),
        *_mended(after.remedies, after.decisions),
        *_given(case),
        *(Step("follow_up", _asked(each), each, LAST) for each in after.follow_ups),
        *_plain("outcome", "at", Outcome.objects.filter(case=case), LAST),
    ]
    return sorted(steps, key=lambda step: (step.at, step.number, PLACES.index(step.kind)))


def _before(case: Case) -> Iterator[Step]:
    told = Event.objects.filter(subject=case.order_id).exclude(source=OURS)
    events = told.order_by("time", "id")
    yield from _plain("event", "time", events[:MOST])
    yield Step("promise", case.promise.made_at, case.promise)
    yield from _plain("failure", "at", Failure.objects.filter(promise__order=case.order_id))


def _plain(kind: str, moment: str, found: Iterable[Any], number: int = 0) -> Iterator[Step]:
    return (Step(kind, attrgetter(moment)(each), each, number) for each in found)


def _decided(decisions: Sequence[Decision]) -> Iterator[Step]:
    for decision in decisions:
        offer, choice, number = _offer(decision), _choice(decision), decision.number
        stands = decision is decisions[-1] or choice is not None
        reasons = explain(decision)
        yield Step("decision", decision.made_at, decision, number, stands, reasons)
        if offer is not None:
            yield Step("offer", offer.made_at, offer, number, stands)
        if choice is not None:
            yield Step("choice", choice.chosen_at, choice, number)


def _mended(remedies: Sequence[Remedy], decisions: Sequence[Decision]) -> Iterator[Step]:
    numbers = {made.pk: each.number for each in decisions if (made := _choice(each))}
    for remedy in remedies:
        yield Step(
            "remedy",
            remedy.planned_at,
            remedy,
            numbers.get(remedy.choice_id, LAST),
            attempts=tuple(sorted(remedy.attempts.all(), key=lambda each: each.number)),
            is_by_hand=is_by_hand(remedy),
        )


def _given(case: Case) -> Iterator[Step]:
    if not getattr(case, "has_kindness", True):
        return iter(())
    found = case.kindnesses.select_related("by", "answered_by").order_by("id")
    return (Step("kindness", each.at, each, LAST) for each in found[:MOST])


def _offer(decision: Decision) -> Offer | None:
    return getattr(decision, "offer", None)


def _choice(decision: Decision) -> Any:
    return getattr(_offer(decision), "choice", None)


def _asked(follow_up: FollowUp) -> datetime:
    """When somebody asked, or is to ask; an answer may come before either."""
    planned = follow_up.asked_at or follow_up.due_at
    return min(planned, follow_up.answered_at or planned)
