"""Other pickup points that a customer could use, nearest first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from amends.app.actions.places.counts import full_points
from amends.app.actions.places.live import live_table
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Case, Point, PointRecord
from amends.core.offers import Place
from amends.core.places import Parcel
from amends.core.places.choosing import BadQuestion, PointTable, Question, choose

KILOMETRE = 1000
THERE_AND_BACK = 2


class _Asked(NamedTuple):
    """Near which point another one is sought, and whether the parcel is to be paid there."""

    near: str
    to_pay: bool


def other_points(cases: Sequence[Case], *, now: datetime) -> dict[str, tuple[Place, ...]]:
    """For each pickup order, the nearest points that are open soon and take its parcel.

    Nearest to the point the parcel waits at. A point with an open case of its own failing is left
    out, and one that is full, out of service or of uncertain hours. A few queries, whatever the
    number of cases, points and failures.
    """
    asked = {
        case.order_id: _Asked(case.order.point, not case.order.prepaid)
        for case in cases
        if _is_pickup(case)
    }
    if not asked:
        return {}
    table, left_out = live_table(now), _left_out(now)
    found = {each: _around(table, each, left_out, now) for each in set(asked.values())}
    places = _places({code for codes in found.values() for code in codes})
    return {
        order: tuple(places[code] for code in found[each] if code in places)
        for order, each in asked.items()
    }


def name_of(code: str) -> str:
    """The name of a pickup point, or its code where it has none."""
    return Point.objects.filter(code=code).values_list("name", flat=True).first() or code


def failing_point(case: Case) -> str:
    """The pickup point of the case if its customer came there in vain, or an empty text."""
    return case.order.point if _is_pickup(case) and case.promise.wasted_visits else ""


def _is_pickup(case: Case) -> bool:
    by_point = current_policy().facts["other_point_known"].get("fulfilment", ())
    return case.order.fulfilment in by_point and bool(case.order.point)


def _around(
    table: PointTable, asked: _Asked, left_out: frozenset[str], now: datetime
) -> Sequence[str]:
    """The codes of the best points around one; none around a point of no known place."""
    policy = current_policy()
    limits = policy.limits
    try:
        row = table.row(asked.near)
    except BadQuestion:
        return ()
    if row >= table.placed:
        return ()
    question = Question(
        way=(table.spot(row),),
        earliest=now,
        latest=now + timedelta(hours=limits.point_opens_within_hours),
        stay=policy.choosing.stay_minutes,
        parcel=Parcel(to_pay=asked.to_pay),
        count=limits.points,
        reliability=policy.reliability.least,
        detour=THERE_AND_BACK * limits.points_within_km * KILOMETRE,
        leave_out=left_out | {asked.near},
    )
    return [answer.code for answer in choose(table, question)]


def _left_out(now: datetime) -> frozenset[str]:
    """Where somebody with an open case stood in vain lately, what fails, and what is full."""
    lately = now - timedelta(days=current_policy().limits.point_fails_for_days)
    failing = Case.objects.filter(
        opened_at__gte=lately, state__in=Case.LIVE, history=False
    ).exclude(failing_point="")
    out = PointRecord.objects.filter(out=True)
    rows = failing.values_list("failing_point").union(out.values_list("point"))
    return full_points().union(code for (code,) in rows)


def _places(codes: Collection[str]) -> Mapping[str, Place]:
    """The points as they are stored at this moment; only those that still give parcels out."""
    points = Point.objects.filter(code__in=codes, open=True, gives=True).exclude(
        hours_state__in=(Point.Hours.REFUSED, Point.Hours.FLAGGED)
    )
    return {point.code: _place(point) for point in points}


def _place(point: Point) -> Place:
    return Place(point.code, point.name, point.address, point.posted_hours)
