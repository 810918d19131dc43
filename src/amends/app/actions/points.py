"""Other pickup points that a customer could use, nearest first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Case, Point, PointRecord, Room
from amends.core.offers import Place
from amends.core.places import Spot, box_around, within

WIDER = (64, 8, 1)
"""The parts of the distance within which points are offered, looked through one after another."""


def other_points(cases: Sequence[Case], *, now: datetime) -> dict[str, tuple[Place, ...]]:
    """For each pickup order, the nearest open points where nobody stood in vain lately.

    Nearest to the point the parcel waits at; a point with an open case of its own failing is
    left out. A few queries, whatever the number of cases, points and failures.
    """
    waiting = {case.order_id: case.order.point for case in cases if _is_pickup(case)}
    if not waiting:
        return {}
    around = _around(_spots(set(waiting.values())), now)
    return {order: around.get(point, ()) for order, point in waiting.items()}


def name_of(code: str) -> str:
    """The name of a pickup point, or its code where it has none."""
    return Point.objects.filter(code=code).values_list("name", flat=True).first() or code


def failing_point(case: Case) -> str:
    """The pickup point of the case if its customer came there in vain, or an empty text."""
    return case.order.point if _is_pickup(case) and case.promise.wasted_visits else ""


def _is_pickup(case: Case) -> bool:
    by_point = current_policy().facts["other_point_known"].get("fulfilment", ())
    return case.order.fulfilment in by_point and bool(case.order.point)


def _spots(codes: Collection[str]) -> dict[str, Spot]:
    rows = Point.objects.filter(code__in=codes, latitude__isnull=False, longitude__isnull=False)
    return {
        code: (latitude or 0.0, longitude or 0.0)
        for code, latitude, longitude in rows.values_list("code", "latitude", "longitude")
    }


def _around(spots: Mapping[str, Spot], now: datetime) -> dict[str, tuple[Place, ...]]:
    """The nearest proven points around each spot, looking farther where there are too few."""
    limits = current_policy().limits
    found: dict[str, tuple[Place, ...]] = {}
    for part in WIDER:
        few = {c: spot for c, spot in spots.items() if len(found.get(c, ())) < limits.points}
        metres = limits.points_within_km * 1000 / part
        points = list(_proven(few.values(), metres, now)) if few else []
        places = {point.code: _place(point) for point in points}
        known = [(p.code, p.latitude or 0.0, p.longitude or 0.0) for p in points]
        for code, spot in few.items():
            others = [each for each in known if each[0] != code]
            codes = within(spot, others, metres=metres, most=limits.points)
            found[code] = tuple(places[each] for each in codes)
    return found


def _proven(spots: Collection[Spot], metres: float, now: datetime) -> QuerySet[Point]:
    """Open points around any of the spots, where nobody with an open case stood in vain lately."""
    boxes = (box_around(spot, metres=metres) for spot in spots)
    near = reduce(
        or_,
        (
            Q(latitude__range=(south, north), longitude__range=(west, east))
            for south, west, north, east in boxes
        ),
    )
    lately = now - timedelta(days=current_policy().limits.point_fails_for_days)
    failing = Case.objects.filter(
        failing_point=OuterRef("code"),
        opened_at__gte=lately,
        state__in=Case.LIVE,
        history=False,
    ).exclude(failing_point="")
    full = Room.objects.filter(kind="point", code=OuterRef("code"), taken__gte=F("places"))
    out = PointRecord.objects.filter(point=OuterRef("code"), out=True)
    return Point.objects.filter(near, ~Exists(failing), ~Exists(full), ~Exists(out), open=True)


def _place(point: Point) -> Place:
    return Place(point.code, point.name, point.address, point.hours)
