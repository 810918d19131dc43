"""Which points suit this customer: on their way, open as they pass, holding their parcel (R5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from amends.app.actions.places import being_there as parcels
from amends.app.actions.places.counts import full_points
from amends.app.actions.places.ground import ground
from amends.app.actions.places.live import known_operators, live_table, table_until
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Case, Hold, Point, PointRecord, Room
from amends.core.places import Parcel, Spot
from amends.core.places.choosing import (
    Answer,
    BadQuestion,
    PointTable,
    Question,
    Why,
    why_not,
)
from amends.core.places.choosing.by_road import RoadAnswer, choose_by_road
from amends.core.places.choosing.question import ANY_PARCEL, moment_of
from amends.core.places.reliability import Basis, basis
from amends.core.places.roads import Cost, Mode, Way, along

ANYWHERE = ((0.0, 0.0),)
HARMLESS = frozenset({Why.BEHIND_OTHERS, Why.DETOUR})
"""What keeps a point from being among the best is no reason against one that was named."""


@dataclass(frozen=True, slots=True)
class Passing:
    """Where and when a customer passes: near one spot, or on the way through two and more.

    Both moments are aware.
    """

    way: tuple[Spot, ...]
    earliest: datetime
    latest: datetime
    mode: Mode = Mode.WALK


@dataclass(frozen=True, slots=True)
class Suited:
    """One point with its reasons; ``detour`` by road, or along straight lines (``by``).

    ``basis``: on whose record it is judged.
    """

    point: Point
    answer: Answer
    detour: Cost
    by: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Suiting:
    """The best points, best first, and the way itself; ``trouble`` says which router failed."""

    points: Sequence[Suited]
    way: Way | None
    trouble: str = ""


def suiting(
    passing: Passing,
    *,
    now: datetime,
    case: Case | None = None,
    parcel: Parcel = ANY_PARCEL,
    count: int = 0,
) -> Suiting:
    """The points that suit best by the time of the detour, among the best by the straight line.

    Of a ``case`` its parcel is meant: when it would be there, whether it is to be paid, and that it
    does not wait there already. Raise ``BadQuestion`` for a way or a window that is none.
    """
    return next(suitings([passing], now=now, case=case, parcel=parcel, count=count))


def suitings(
    passings: Iterable[Passing],
    *,
    now: datetime,
    case: Case | None = None,
    parcel: Parcel = ANY_PARCEL,
    count: int = 0,
) -> Iterator[Suiting]:
    """As ``suiting``, for one passing after the other; what holds for all is looked up once."""
    wanted = count or current_policy().limits.points
    full = full_points() - (held_points(case) if case else frozenset())
    operators = known_operators(now)
    table: PointTable | None = None
    question: Question | None = None
    for passing in passings:
        before, table = table, table_of(passing, now)
        if question is None or table is not before:
            question = question_of(table, case, parcel, now, count=wanted)
            question = replace(question, leave_out=question.leave_out | full)
        yield _suiting(table, at(question, passing, now), passing, operators)


def table_of(passing: Passing, now: datetime) -> PointTable:
    """The points with their hours as far as somebody passes."""
    return table_until(now, first=max(passing.earliest, now), last=passing.latest)


def _suiting(
    table: PointTable, question: Question, passing: Passing, operators: frozenset[str]
) -> Suiting:
    router, most = ground().router, current_policy().choosing.by_road
    found = choose_by_road(table, question, router, mode=passing.mode, most_tried=most)
    points = Point.objects.in_bulk([each.answer.code for each in found.answers])
    return Suiting(
        points=[
            _suited(points[each.answer.code], each, found.by, operators)
            for each in found.answers
            if each.answer.code in points
        ],
        way=along(router, passing.way, mode=passing.mode),
        trouble=found.trouble,
    )


def _suited(point: Point, found: RoadAnswer, by: str, operators: frozenset[str]) -> Suited:
    answer = found.answer
    whose = basis(visits=answer.total, operator_is_known=answer.operator in operators)
    return Suited(point, answer, found.more, by, whose)


def reasons_against(case: Case, code: str, *, now: datetime) -> tuple[Why, ...]:
    """What keeps the parcel of a case from another point at this moment; empty if nothing does."""
    return against(case, [code], now=now)[code]


def against(case: Case, codes: Collection[str], *, now: datetime) -> dict[str, tuple[Why, ...]]:
    """For each point what keeps the parcel of a case from it at this moment.

    A point in which the case itself holds a place has room for it.
    """
    soon = timedelta(hours=current_policy().limits.point_opens_within_hours)
    due = max(parcels.promised_by(case, now=now) or now, now)
    table = table_until(now, first=due, last=due + soon)
    own = held_points(case)
    question = question_of(table, case, ANY_PARCEL, now, count=1)
    known = moment_of(table.openings.end - 1)
    found = {}
    for code in codes:
        there = now if _has_leg(table, code) else due
        earliest = max(now, moment_of(table.openings.start))
        latest = min(there + soon, known)
        opens_by = replace(question, earliest=earliest, latest=max(earliest, latest))
        found[code] = _against(table, opens_by, code, has_place=code in own)
    return found


def _has_leg(table: PointTable, code: str) -> bool:
    row = _row(table, code)
    return row is not None and parcels.has_leg(table, row)


def _against(
    table: PointTable, question: Question, code: str, *, has_place: bool
) -> tuple[Why, ...]:
    row = _row(table, code)
    if row is None or row >= table.placed:
        return (Why.NO_PLACE,)
    there = replace(question, way=(table.spot(row),))
    harmless = HARMLESS | {Why.FULL} if has_place else HARMLESS
    return tuple(why for why in why_not(table, there, code) if why not in harmless)


def held_points(case: Case) -> frozenset[str]:
    """The points in which a case has a place."""
    held = case.holds.filter(state__in=Hold.LIVE, room__kind=Room.Kind.POINT)
    return frozenset(held.values_list("room__code", flat=True))


def there_by(case: Case, code: str, *, now: datetime) -> datetime | None:
    """When the parcel of a case would be at a point; ``None`` where no leg says."""
    table = live_table(now)
    row = _row(table, code)
    return None if row is None else parcels.there_by(table, case, row, now=now)


def _row(table: PointTable, code: str) -> int | None:
    try:
        return table.row(code)
    except BadQuestion:
        return None


def question_of(
    table: PointTable, case: Case | None, parcel: Parcel, now: datetime, *, count: int
) -> Question:
    """What holds wherever and whenever a customer passes."""
    policy = current_policy()
    out = frozenset(PointRecord.objects.filter(out=True).values_list("point", flat=True))
    own = frozenset({case.order.point}) if case else frozenset()
    return Question(
        way=ANYWHERE,
        earliest=now,
        latest=now,
        stay=policy.choosing.stay_minutes,
        parcel=Parcel(to_pay=not case.order.prepaid) if case else parcel,
        count=count,
        reliability=policy.reliability.least,
        detour=policy.choosing.longest_detour_metres,
        leave_out=out | own,
        arrivals=parcels.being_there(table, case, now=now) if case else None,
    )


def at(question: Question, passing: Passing, now: datetime) -> Question:
    """The question where and when a customer passes; nobody passes before ``now``."""
    earliest = max(passing.earliest, now)
    return replace(question, way=passing.way, earliest=earliest, latest=passing.latest)
