"""When the parcel of a case would be at other points: by its legs, else as the offer says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np

from amends.app.actions.places.transfers import arrivals
from amends.app.actions.zones import zone_of
from amends.app.ledger.models import Case, Point
from amends.core.places.choosing import PointTable
from amends.core.places.choosing.question import NEVER_THERE, Arrivals, minute_from, moment_of
from amends.core.places.transfers import Arrival, operator_node, point_node
from amends.core.times import by_when

NEED = "point"


def being_there(table: PointTable, case: Case, *, now: datetime) -> Arrivals | None:
    """When the parcel would be at every point; ``None`` where neither legs nor an offer say.

    Without legs: when the offer says of another point. With legs: never sooner than it says, if
    somebody has to say yes first.
    """
    by_legs, due = _by_legs(table, case, now), promised_by(case, now=now)
    if by_legs is None:
        return None if due is None else table.arriving(dict.fromkeys(table.legs, due))
    if due is None or not any(option.get("approver") for option in _options(case)):
        return by_legs
    return replace(by_legs, minutes=np.maximum(by_legs.minutes, minute_from(due)))


def there_by(table: PointTable, case: Case, row: int, *, now: datetime) -> datetime | None:
    """When the parcel would be at the point of a row by legs; ``None`` where none says."""
    reached = _by_legs(table, case, now)
    if reached is None:
        return None
    minute = int(reached.minutes[table.live["leg"][row]])
    return None if minute == NEVER_THERE else moment_of(minute)


def nowhere_before(case: Case, *, now: datetime) -> datetime | None:
    """Before this moment the parcel is at no other point; ``None`` where legs or nobody say."""
    return None if _reached(case, now) else promised_by(case, now=now)


def promised_by(case: Case, *, now: datetime) -> datetime | None:
    """By when the offer has it at another point, chosen ``now``; of several options the latest."""
    zone = zone_of(case)
    moments = [by_when(option, {}, now=now, zone=zone) for option in _options(case)]
    return max(moments, default=None)


def _options(case: Case) -> Sequence[Mapping[str, Any]]:
    """The options of the latest offer that bring the parcel to another point."""
    offer = case.offers.order_by("-pk").first()
    return [each for each in offer.body["options"] if NEED in each["needs"]] if offer else []


def _by_legs(table: PointTable, case: Case, now: datetime) -> Arrivals | None:
    """A point that a leg of its own leads to is also reached by that to all of its operator."""
    reached = _reached(case, now)
    if not reached:
        return None
    return table.arriving({node: each.at for node, each in _by_leg(table, reached).items()})


def _reached(case: Case, now: datetime) -> Mapping[str, Arrival]:
    operator = Point.objects.filter(code=case.order.point).values_list("operator", flat=True)
    return arrivals(case, operator=operator.first() or "", now=now)


def _by_leg(table: PointTable, reached: Mapping[str, Arrival]) -> Mapping[str, Arrival]:
    own = {node for node in table.legs if node.startswith(point_node(""))}
    found = {node: reached[node] for node in table.legs if node in reached}
    for node in own:
        row = table.row(node.removeprefix(point_node("")))
        of_all = reached.get(operator_node(table.operators[int(table.fixed["operator"][row])]))
        if of_all and (node not in found or of_all.at < found[node].at):
            found[node] = of_all
    return found
