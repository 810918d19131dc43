"""Where nobody can be brought anything: every delivery slot that was told is taken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from amends.app.ledger.models import Room


def booked_up(locations: Iterable[str], *, now: datetime) -> set[str]:
    """Those of these locations that have slots to come, all of them taken. One query.

    Slots that name no location are everybody's. Where no slots are told, the policy's windows hold.
    """
    asked = {"", *locations}
    to_come = Room.objects.filter(kind=Room.Kind.SLOT, begins__gt=now, location__in=asked)
    free = to_come.filter(taken__lt=F("places"))
    same = free.filter(Q(location=OuterRef("location")) | Q(location=""))
    full = to_come.filter(~Exists(same)).values_list("location", flat=True)
    booked = set(full)
    if "" in booked:
        others = set(free.exclude(location="").values_list("location", flat=True))
        return asked - others
    return booked
