"""When the parcel of a case would be at other points: by legs to them, else as the offer says."""

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
from amends.core.places.choosing.question import Arrivals, minute_from, moment_of
from amends.core.places.transfers import NO_LEG, Arrival, operator_node, point_node
from amends.core.times import by_when

NEED = "point"


def being_there(table: PointTable, case: Case, *, now: datetime) -> Arrivals | None:
    """When the parcel would be at every point; ``None`` where neither legs nor an offer say.

    At a point to which no leg leads: when the offer says of another point, at once where it says
    nothing. At others: by their legs, and never sooner than the offer says, if somebody has to say
    yes first.
    """
    due = promised_by(case, now=now)
    if due is None and not any(table.legs):
        return None
    arriving = table.arriving({**_by_legs(table, case, now), NO_LEG: due or moment_of(0)})
    if due is None or not any(option.get("approver") for option in _options(case)):
        return arriving
    return replace(arriving, minutes=np.maximum(arriving.minutes, minute_from(due)))


def there_by(table: PointTable, case: Case, row: int, *, now: datetime) -> datetime | None:
    """When the parcel would be at the point of a row by legs; ``None`` where none says."""
    there = _by_legs(table, case, now).get(_leg(table, row))
    return None if there is None else moment_of(minute_from(there))


def nowhere_before(case: Case, *, now: datetime) -> datetime | None:
    """Before this moment the parcel is at no other point; ``None`` where legs or nobody say."""
    by_legs = any(_is_of_points(node) and each.legs for node, each in _reached(case, now).items())
    return None if by_legs else promised_by(case, now=now)


def has_leg(table: PointTable, row: int) -> bool:
    """Whether a leg leads to the point of a row, from wherever."""
    return _leg(table, row) != NO_LEG


def promised_by(case: Case, *, now: datetime) -> datetime | None:
    """By when the offer has it at another point, chosen ``now``; of several options the latest."""
    zone = zone_of(case)
    moments = [by_when(option, {}, now=now, zone=zone) for option in _options(case)]
    return max(moments, default=None)


def _options(case: Case) -> Sequence[Mapping[str, Any]]:
    """The options of the latest offer that bring the parcel to another point."""
    offer = case.offers.order_by("-pk").first()
    return [each for each in offer.body["options"] if NEED in each["needs"]] if offer else []


def _leg(table: PointTable, row: int) -> str:
    return table.legs[int(table.live["leg"][row])]


def _is_of_points(node: str) -> bool:
    return node.startswith((point_node(""), operator_node("")))


def _by_legs(table: PointTable, case: Case, now: datetime) -> Mapping[str, datetime]:
    """A point that a leg of its own leads to is also reached by that to all of its operator."""
    reached = _reached(case, now)
    return {node: each.at for node, each in _by_leg(table, reached).items()} if reached else {}


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
