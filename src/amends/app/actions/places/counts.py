"""How much room there is, as the shop counts it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from amends.app.ledger.models import Hold, Room
from amends.core.events import Event


def slot_described(event: Event, now: datetime) -> None:
    """A delivery slot, with how many it takes in all."""
    data = event.data
    when = {"begins": data["begins"], "ends": data["ends"]}
    _tell("slot", event, data["capacity"], location=data.get("location") or "", **when)


@transaction.atomic
def point_counted(event: Event, now: datetime) -> None:
    """A point, with how many more it takes: what the shop had taken on by then is counted in."""
    room = Room.objects.select_for_update().filter(kind="point", code=event.subject).first()
    counted = Q(state__in=Hold.LIVE, known_at__lte=event.time)
    known = Hold.objects.filter(counted, room=room).count() if room else 0
    _tell("point", event, event.data["free"] + known)


def _tell(kind: str, event: Event, places: int, **more: str) -> None:
    """The latest word in time holds."""
    told = {"places": places, "told_at": event.time, **more}
    room, is_new = Room.objects.get_or_create(kind=kind, code=event.subject, defaults=told)
    if not is_new:
        Room.objects.filter(pk=room.pk, told_at__lte=event.time).update(**told)


def full_points() -> frozenset[str]:
    """The points that can take nothing more."""
    full = Room.objects.filter(kind=Room.Kind.POINT, taken__gte=F("places"))
    return frozenset(full.values_list("code", flat=True))
