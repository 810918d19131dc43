"""Incidents that nobody speaks of any more, or of points that are gone, are over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from amends.app.actions.places.incidents import anybody_waits, close
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Incident, Point, PointRecord, PointSign
from amends.core.places.incidents import Over, over


def close_ended(*, now: datetime) -> int:
    """Close every open incident that is over though its point has not come back; return how many.

    May be called at any time, and by many at once: a sign that comes meanwhile waits for the lock
    of the point's record, and then begins a new incident.
    """
    open_ones = Incident.objects.filter(closed_at=None).order_by("id").values_list("pk", "point")
    return sum(_close(number, point, now) for number, point in open_ones)


@transaction.atomic
def _close(number: int, point: str, now: datetime) -> bool:
    list(PointRecord.objects.select_for_update().filter(point=point))
    incident = Incident.objects.filter(pk=number, closed_at=None).first()
    why = _why(incident, now) if incident else None
    if incident is None or why is None:
        return False
    close(incident, at=now, over=why)
    return True


def _why(incident: Incident, now: datetime) -> Over | None:
    described = Point.objects.filter(code=incident.point).first()
    return over(
        heard=_heard(incident),
        gives=described is None or (described.open and described.gives),
        waits=anybody_waits(incident, now=now),
        now=now,
        quiet=timedelta(days=current_policy().limits.incident_quiet_days),
    )


def _heard(incident: Incident) -> datetime:
    last = PointSign.objects.filter(point=incident.point).aggregate(last=Max("at"))["last"]
    moments = (incident.opened_at, incident.told_at, last)
    return max(moment for moment in moments if moment is not None)
