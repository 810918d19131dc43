"""All points as one table in memory, kept by each process and made anew when they changed.

The number of the points' version, which the database counts, tells whether it is still true. A
table that takes long to make is not made all the time: what is offered by it is looked up again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from time import monotonic
from typing import NamedTuple

from amends.app.actions.places.asking import own_schedule
from amends.app.actions.places.columns import Row, limits_of
from amends.app.actions.places.reading import Period
from amends.app.actions.places.storing import in_parts
from amends.app.actions.places.warming import warm
from amends.app.ledger.models import Point, PointsVersion
from amends.app.ledger.models import Schedule as StoredSchedule
from amends.core.forms import is_time_zone
from amends.core.places.choosing import Listed, PointTable, Service, openings, pack_points
from amends.core.places.hours import Schedule, as_minutes, pack

DAYS = 70
"""For so many days from the beginning of a month on, the hours of a table are known."""
MOST_KEPT = 2
QUICK = 0.5
"""Seconds: a table that is made as quickly as this is made at once whenever something changed."""
REST = 10
"""For so many times as long as it takes to make one, a slow table is kept."""

COLUMNS = (
    "code",
    "kind",
    "operator",
    "latitude",
    "longitude",
    "time_zone",
    "exceptions",
    "closures",
    "hours_state",
    "schedule_id",
    "sides",
    "grams",
    "payment",
    "fitting",
    "storage_days",
    "open",
    "gives",
)


class _Kept(NamedTuple):
    version: int
    table: PointTable
    rests_until: float


_kept: dict[Period, _Kept] = {}


def point_table(now: datetime) -> PointTable:
    """The table of all points with their hours around a moment. One query, if nothing changed."""
    version, period = _version(), days_around(now)
    kept = _kept.get(period)
    if kept is not None and (kept.version == version or monotonic() < kept.rests_until):
        return kept.table
    began = monotonic()
    table = _table(period)
    took = monotonic() - began
    warm(table)
    rest = REST * took if took > QUICK else 0.0
    _keep(period, _Kept(version, table, monotonic() + rest))
    return table


def _keep(period: Period, kept: _Kept) -> None:
    _kept.pop(period, None)
    while len(_kept) >= MOST_KEPT:
        _kept.pop(next(iter(_kept)))
    _kept[period] = kept


def _version() -> int:
    return PointsVersion.objects.values_list("number", flat=True).first() or 0


def days_around(moment: datetime) -> Period:
    """The days of a table: the same ones for a whole month."""
    first = moment.astimezone(UTC).date().replace(day=1) - timedelta(days=1)
    return Period(first, first + timedelta(days=DAYS))


def _table(period: Period) -> PointTable:
    rows = list(Point.objects.values(*COLUMNS))
    schedules = _schedules(row["schedule_id"] for row in rows)
    hours: list[int | None] = [None] * len(rows)
    known = [number for number, row in enumerate(rows) if _has_hours(row)]
    entries = (
        (_own(rows[number], schedules, period), rows[number]["time_zone"]) for number in known
    )
    timetable, numbers = pack(entries, first=period.first, last=period.last)
    for number, row in zip(known, numbers, strict=True):
        hours[number] = int(row)
    span = (_minute(period.first), _minute(period.last))
    listed = (_listed(row, own) for row, own in zip(rows, hours, strict=True))
    return pack_points(listed, openings(timetable, start=span[0], end=span[1]))


def _has_hours(row: Row) -> bool:
    return row["schedule_id"] is not None and is_time_zone(row["time_zone"])


def _schedules(ids: Iterable[int | None]) -> dict[int, Schedule]:
    found: dict[int, Schedule] = {}
    for part in in_parts({each for each in ids if each is not None}):
        bodies = StoredSchedule.objects.filter(pk__in=part).values_list("pk", "body")
        found |= {pk: Schedule.from_data(body) for pk, body in bodies}
    return found


def _own(row: Row, schedules: dict[int, Schedule], period: Period) -> Schedule:
    schedule = schedules[row["schedule_id"]]
    if row["exceptions"] or row["closures"]:
        return own_schedule(row, schedule, period)
    return schedule


def _minute(day: date) -> int:
    return as_minutes(datetime.combine(day, time(), tzinfo=UTC))


def _listed(row: Row, hours: int | None) -> Listed:
    nowhere = row["latitude"] is None or row["longitude"] is None
    return Listed(
        code=row["code"],
        spot=None if nowhere else (row["latitude"], row["longitude"]),
        hours=hours,
        kind=row["kind"],
        operator=row["operator"],
        limits=limits_of(row),
        service=_service(row),
    )


def _service(row: Row) -> Service:
    if not row["open"]:
        return Service.CLOSED
    if not row["gives"]:
        return Service.TAKES_IN_ONLY
    return Service.UNSURE if row["hours_state"] == Point.Hours.FLAGGED else Service.WORKING
