"""Other pickup points that a customer could use, nearest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from amends.app.ledger.models import Case, Point
from amends.core.offers import Place
from amends.core.places import nearest

TO_CHOOSE_FROM = 3
BY_POINT = "pickup_point"


def other_points(cases: Sequence[Case], *, now: datetime) -> dict[str, tuple[Place, ...]]:
    """For each pickup order, the nearest open points where nobody stood in vain lately.

    Nearest to the point the parcel waits at; a point with an open case of its own failing is
    left out.
    """
    waiting = [case for case in cases if case.order.fulfilment == BY_POINT and case.order.point]
    if not waiting:
        return {}
    points = {point.code: point for point in Point.objects.all()}
    failing = _failing()
    proven = [
        (point.code, point.latitude, point.longitude)
        for point in points.values()
        if point.open and point.code not in failing and point.latitude is not None
    ]
    return {case.order_id: _near(points, case.order.point, proven) for case in waiting}


def _near(
    points: dict[str, Point], here: str, proven: Sequence[tuple[str, float | None, float | None]]
) -> tuple[Place, ...]:
    origin = points.get(here)
    if origin is None or origin.latitude is None or origin.longitude is None:
        return ()
    others = [
        (code, latitude, longitude)
        for code, latitude, longitude in proven
        if code != here and latitude is not None and longitude is not None
    ]
    codes = nearest((origin.latitude, origin.longitude), others, most=TO_CHOOSE_FROM)
    return tuple(
        Place(code, points[code].name, points[code].address, points[code].hours) for code in codes
    )


def _failing() -> set[str]:
    return set(
        Case.objects.filter(
            state__in=Case.LIVE, promise__wasted_visits__gt=0, order__fulfilment=BY_POINT
        ).values_list("order__point", flat=True)
    )
