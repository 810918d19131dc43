"""What of an offer can be chosen at this moment: windows with room, points with room."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from amends.app.actions.places.holds import held_by
from amends.app.actions.places.suiting import against
from amends.app.actions.places.transfers import arrivals
from amends.app.actions.zones import zone_of
from amends.app.ledger.models import Case, Point, Room
from amends.core.places.transfers import DOOR
from amends.core.times import windows_of


@dataclass(frozen=True, slots=True)
class OnOffer:
    """The windows ("start/end", the earliest first) and points that can be chosen now."""

    windows: Sequence[str]
    points: Sequence[Mapping[str, Any]]

    @property
    def codes(self) -> Sequence[str]:
        """The codes of the points."""
        return [point["code"] for point in self.points]


def on_offer(case: Case, offer: Mapping[str, Any], *, now: datetime) -> OnOffer:
    """What a stored offer of this case still gives, held against the room that is left.

    What the case itself holds has room for it.
    """
    needed = {need for option in offer["options"] for need in option["needs"]}
    return OnOffer(
        windows=_windows(case, offer, now) if "window" in needed else (),
        points=_points(case, offer, now) if "point" in needed else (),
    )


def _windows(case: Case, offer: Mapping[str, Any], now: datetime) -> Sequence[str]:
    slots = _slots(case, now)
    free = windows_of(offer, now=now, zone=zone_of(case)) if slots is None else slots
    soonest = _at_the_door(case, now)
    delivery = offer["possible"].get("delivery")
    if slots is not None and delivery:
        soonest = max(soonest, now + timedelta(hours=delivery["lead_hours"]))
    return tuple(w for w in free if datetime.fromisoformat(w.split("/")[0]) >= soonest)


def _slots(case: Case, now: datetime) -> Sequence[str] | None:
    """The counted slots with room in which the case's location delivers; None if none is told."""
    of_location = Q(kind=Room.Kind.SLOT, location__in=("", case.order.location), begins__gt=now)
    told = list(Room.objects.filter(of_location).order_by("begins", "ends"))
    if not told:
        return None
    own, zone = held_by(case), zone_of(case)
    free = [room for room in told if room.taken < room.places or room.pk in own]
    return tuple(
        f"{room.begins.astimezone(zone).isoformat()}/{room.ends.astimezone(zone).isoformat()}"
        for room in free
        if room.begins and room.ends
    )


def _at_the_door(case: Case, now: datetime) -> datetime:
    operator = Point.objects.filter(code=case.order.point).values_list("operator", flat=True)
    there = arrivals(case, operator=operator.first() or "", now=now).get(DOOR)
    return there.at if there else now


def _points(case: Case, offer: Mapping[str, Any], now: datetime) -> Sequence[Mapping[str, Any]]:
    points = offer["possible"]["points"]
    free = with_room(case, [point["code"] for point in points], now=now)
    return [point for point in points if point["code"] in free]


def with_room(case: Case, codes: Collection[str], *, now: datetime) -> Collection[str]:
    """Those of the points that can be chosen now: no reason against them, and room."""
    own = held_by(case)
    rooms = Room.objects.filter(kind=Room.Kind.POINT, code__in=codes)
    full = {room.code for room in rooms if room.taken >= room.places and room.pk not in own}
    reasons = against(case, codes, now=now)
    return {code for code in codes if code not in full and not reasons[code]}
