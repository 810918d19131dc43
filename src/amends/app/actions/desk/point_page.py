"""One pickup point with all that is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from amends.app.actions.desk.incidents import IncidentRow, incidents_of
from amends.app.actions.desk.point_record import RecordShown, record_of
from amends.app.actions.desk.points import PointRow, rows_of
from amends.app.actions.places.finding import Known, known_of
from amends.app.ledger.models import Point
from amends.core.places.hours import Spans

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """A point, its coming seven days (date and open minutes), its record and its incidents."""

    row: PointRow
    known: Known
    days: Sequence[tuple[date, Spans]]
    record: RecordShown
    incidents: Sequence[IncidentRow]


def show_point(code: str, *, now: datetime) -> Shown:
    """All that is known of a point; raise ``Point.DoesNotExist`` for an unknown code."""
    point = Point.objects.select_related("source").get(code=code)
    known = known_of(point, now=now)
    return Shown(
        row=rows_of([point], now=now)[0],
        known=known,
        days=_days(known),
        record=record_of(point, now=now),
        incidents=incidents_of(code),
    )


def _days(known: Known) -> Sequence[tuple[date, Spans]]:
    if known.schedule is None:
        return ()
    week = known.week
    days = (week.first + DAY * number for number in range((week.last - week.first).days + 1))
    return [(day, known.schedule.on(day)) for day in days]
