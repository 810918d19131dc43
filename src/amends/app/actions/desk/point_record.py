"""What was learned of one point: every step of its record, and what was passed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from amends.app.actions.places.live import known_operators
from amends.app.actions.places.records import COUNTED, PASSED_OVER, WAITING, seen
from amends.app.actions.places.states import as_state
from amends.app.actions.places.trust import prior_of
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Case, Point, PointRecord, PointSign
from amends.core.places.reliability import (
    NEW,
    VISITS,
    Basis,
    Sign,
    State,
    Step,
    Turn,
    basis,
    explain,
    lower_bound,
    replay,
)

LAST = 200
"""So many signs are told one by one; what was before them is counted."""
MOST_PASSED_OVER = 50
MOST_SIGNS = 10_000
"""The steps are told from so many last signs at most: older ones would move them very little."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the record: a step, or ``count`` hand-overs in a row, the last one's.

    ``began`` is the moment of the first of them. ``order`` said it, or ``staff`` did.
    """

    step: Step
    began: datetime
    count: int = 1
    order: str = ""
    case: UUID | None = None
    staff: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A sign that was not counted; ``because`` says why."""

    sign: PointSign
    case: UUID | None


@dataclass(frozen=True, slots=True)
class RecordShown:
    """The record of a point: where it stands, its steps (newest first), what was passed over.

    ``lower`` is the bound now, on whose record says ``basis``, ``least`` what the rulebook asks
    for; ``bounds`` the bound after each step told, oldest first, without those at which the point
    was out; ``earlier`` counts the signs before them.
    """

    state: State
    basis: Basis
    lower: float
    least: float
    steps: Sequence[Told]
    bounds: Sequence[float]
    earlier: int
    passed_over: Sequence[PassedOver]
    waiting: int


def record_of(point: Point, *, now: datetime) -> RecordShown:
    """All that is known of how well a point keeps what is promised of it."""
    rules = current_policy().reliability
    prior = prior_of(point.operator, now=now)
    counted = _counted(point.code)
    before, last = counted[:-LAST], counted[-LAST:]
    start = replay(map(seen, before), rules) if before else NEW
    signs = [seen(each) for each in last]
    steps = explain(signs, prior, rules, start=start)
    state = _state(point.code)
    passed_over = _passed_over(point.code)
    cases = _cases(each.order for each in (*last, *passed_over))
    return RecordShown(
        state=state,
        basis=basis(visits=state.visits, operator_is_known=point.operator in known_operators(now)),
        lower=lower_bound(state, prior, rules, now=now),
        least=rules.least,
        steps=_told(steps, {seen(each).key: each for each in last}, cases)[::-1],
        bounds=[step.lower for step in steps if not step.out],
        earlier=_all(point.code).count() - len(last),
        passed_over=[PassedOver(each, cases.get(each.order)) for each in passed_over],
        waiting=PointSign.objects.filter(point=point.code, state=WAITING)[:LAST].count(),
    )


def _state(code: str) -> State:
    bodies = PointRecord.objects.filter(point=code).values_list("body", flat=True)
    return as_state(bodies.first() or {})


def _counted(code: str) -> list[PointSign]:
    return list(_all(code).order_by("-at", "-event")[:MOST_SIGNS])[::-1]


def _all(code: str) -> QuerySet[PointSign]:
    return PointSign.objects.filter(point=code, state=COUNTED)


def _passed_over(code: str) -> list[PointSign]:
    found = PointSign.objects.filter(point=code, state=PASSED_OVER).order_by("-at", "-event")
    return list(found[:MOST_PASSED_OVER])


def _cases(orders: Iterable[str]) -> Mapping[str, UUID]:
    """The latest case of each order that has one."""
    named = {order for order in orders if order}
    found = Case.objects.filter(order__in=named).order_by("pk")
    return dict(found.values_list("order", "public_id"))


def _told(
    steps: Sequence[Step], signs: Mapping[str, PointSign], cases: Mapping[str, UUID]
) -> list[Told]:
    """Hand-overs that changed nothing are one line as long as they follow one another."""
    staff = _staff(signs)
    lines: list[Told] = []
    for step in steps:
        order = signs[step.key].order
        if lines and _is_quiet(lines[-1].step) and _is_quiet(step):
            before = lines.pop()
            lines.append(Told(step, before.began, before.count + 1))
        else:
            name, reason = staff.get(step.key, ("", ""))
            lines.append(Told(step, step.at, 1, order, cases.get(order), name, reason))
    return lines


def _is_quiet(step: Step) -> bool:
    return step.sign is Sign.HANDED_OVER and step.turn is Turn.NONE


def _staff(signs: Mapping[str, PointSign]) -> Mapping[str, tuple[str, str]]:
    """Who looked, and what they wrote, of the signs that are no visits."""
    looks = [each.pk for each in signs.values() if each.sign not in VISITS]
    found = PointSign.objects.filter(pk__in=looks).select_related("event")
    return {
        seen(each).key: (
            str(each.event.data.get("staff", "")),
            str(each.event.data.get("reason", "")),
        )
        for each in found
    }
