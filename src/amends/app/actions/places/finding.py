"""Points found for a list, and one of them with all that is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Collate

from amends.app.actions.places.asking import Answer, ask, own_schedule, row_of_model
from amends.app.actions.places.reading import Period, reading_of
from amends.app.ledger.models import Point, PointChange
from amends.core.places.hours import Refused, Schedule

WEEK = timedelta(days=6)
LATEST = 20


@dataclass(frozen=True, slots=True)
class Known:
    """A point with its answer for now, its next seven days, and its latest changes first."""

    point: Point
    answer: Answer
    schedule: Schedule | None
    week: Period
    changes: list[PointChange]


def find_points(*, search: str = "", operator: str = "", hours: str = "") -> QuerySet[Point]:
    """Points by a part of their code, name or address, by operator, by how hours were read."""
    points = Point.objects.order_by(Collate("code", "C"))
    if search:
        points = points.filter(
            Q(code__icontains=search) | Q(name__icontains=search) | Q(address__icontains=search)
        )
    if operator:
        points = points.filter(operator__iexact=operator)
    if hours:
        points = points.filter(hours_state=hours)
    return points


def known_of(point: Point, *, now: datetime) -> Known:
    """All that is known of a point at a moment."""
    answer = ask(point, now)
    today = answer.at.date()
    week = Period(today, today + WEEK)
    row = row_of_model(point)
    reading = reading_of(row, week)
    schedule = None
    if not isinstance(reading, Refused):
        schedule = own_schedule(row, reading.schedule, week)
    changes = PointChange.objects.filter(point=point.code).select_related("load").order_by("-id")
    return Known(point, answer, schedule, week, list(changes[:LATEST]))
