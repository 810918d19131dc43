"""When the parcel of a case would be at another point or at the customer's door."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from functools import lru_cache

from django.db import connection

from amends.app.actions.places.looking import once
from amends.app.ledger.models import Case, Order
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

LEADING_ON = """
    WITH RECURSIVE reached (node) AS (
        SELECT unnest(%s::text[])
        UNION
        SELECT leg.destination FROM ledger_leg leg JOIN reached ON leg.origin = node WHERE leg.open
    )
    SELECT code, origin, destination, cut_off, arrives_at, time_zone, days, weekdays::text, calendar
    FROM ledger_leg JOIN reached ON origin = node WHERE open
"""
"""The open legs that begin somewhere that can be reached."""


def arrivals(case: Case, *, operator: str, now: datetime) -> Mapping[str, Arrival]:
    """The earliest arrivals of the case's parcel everywhere legs lead to, if it leaves ``now``.

    It leaves the pickup point where it waits, ``operator``'s, or comes anew from the location that
    the order was placed at. Empty where no legs are described at all.
    """
    order = case.order
    asked = "arrivals", order.pk, order.point, order.location, operator, now
    return once(asked, lambda: _arrivals(order, operator, now))


def _arrivals(order: Order, operator: str, now: datetime) -> Mapping[str, Arrival]:
    if not StoredLeg.objects.filter(open=True).exists():
        return {}
    here, of_operator = point_node(order.point), operator_node(operator)
    starts = {location_node(order.location): now} if order.location else {}
    if order.point:
        starts[here] = now
    legs = _legs_from([*starts, *([of_operator] if order.point and operator else ())])
    if order.point and operator:
        legs += [replace(leg, origin=here) for leg in legs if leg.origin == of_operator]
    return earliest(legs, starts, rests)


def _legs_from(starts: Sequence[str]) -> list[Leg]:
    """The legs on which a parcel can come anywhere from one of the starts; no others are read."""
    with connection.cursor() as cursor:
        cursor.execute(LEADING_ON, [list(starts)])
        return [_leg(*row) for row in cursor.fetchall()]


def _leg(
    code: str,
    origin: str,
    destination: str,
    cut_off: str,
    arrives_at: str,
    zone: str,
    days: float | None,
    weekdays: str,
    calendar: str,
) -> Leg:
    return Leg(
        code=code,
        origin=origin,
        destination=destination,
        cut_off=time.fromisoformat(cut_off),
        arrives_at=time.fromisoformat(arrives_at),
        zone=zone,
        days=int(days or 0),
        weekdays=_weekdays(weekdays),
        calendar=calendar,
    )


@lru_cache(maxsize=256)
def _weekdays(text: str) -> frozenset[int]:
    return frozenset(json.loads(text)) or WEEK
