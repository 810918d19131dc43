"""When the parcel of a case would be at another point or at the customer's door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time

from amends.app.ledger.models import Case
from amends.app.ledger.models import Leg as StoredLeg
from amends.core.places.calendars import rests
from amends.core.places.transfers import (
    WEEK,
    Arrival,
    Leg,
    earliest,
    location_node,
    operator_node,
    point_node,
)


def arrivals(case: Case, *, operator: str, now: datetime) -> Mapping[str, Arrival]:
    """The earliest arrivals of the case's parcel everywhere legs lead to, if it leaves ``now``.

    It leaves the pickup point where it waits, ``operator``'s, or comes anew from the location that
    the order was placed at. Empty where no legs are described.
    """
    legs = _legs()
    if not legs:
        return {}
    order = case.order
    starts = {location_node(order.location): now} if order.location else {}
    if order.point:
        here = point_node(order.point)
        starts[here] = now
        of_all = (leg for leg in legs if operator and leg.origin == operator_node(operator))
        legs += [replace(leg, origin=here) for leg in of_all]
    return earliest(legs, starts, rests)


def _legs() -> list[Leg]:
    return [_leg(each) for each in StoredLeg.objects.filter(open=True)]


def _leg(stored: StoredLeg) -> Leg:
    return Leg(
        code=stored.code,
        origin=stored.origin,
        destination=stored.destination,
        cut_off=time.fromisoformat(stored.cut_off),
        arrives_at=time.fromisoformat(stored.arrives_at),
        zone=stored.time_zone,
        days=int(stored.days or 0),
        weekdays=frozenset(stored.weekdays) or WEEK,
        calendar=stored.calendar,
    )
