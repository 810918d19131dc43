"""One point asked for: is it open then, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from amends.app.actions.places.columns import KEPT_COLUMNS, Row, closures_of, exceptions_of
from amends.app.actions.places.reading import NO_ZONE, Period, flags_of, reading_of
from amends.app.ledger.models import Point
from amends.core.errors import AmendsError
from amends.core.places.hours import Refused, Schedule, status
from amends.core.places.hours.status import AHEAD
from amends.core.places.own_days import with_own_days

FIRST_YEAR, LAST_YEAR = 1900, 2200
BEHIND = timedelta(days=8)
BEYOND = AHEAD + timedelta(days=8)


class NoSuchPoint(AmendsError):
    """No pickup point has this id."""

    code = "no_such_point"


class BadMoment(AmendsError):
    """A time that is none."""

    code = "bad_moment"


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a point is open at a moment by its hours; ``open`` is ``None`` if they are not known.

    ``until`` is when it closes, ``next`` when it opens; ``in_service`` whether its operator, and
    our own record, let it hand over parcels at all. ``flags`` say what is odd about the hours.
    """

    point: Point
    at: datetime
    open: bool | None
    until: datetime | None = None
    next: datetime | None = None
    reason: str = ""
    flags: tuple[str, ...] = ()

    @property
    def in_service(self) -> bool:
        return self.point.open and self.point.gives and not self.point.unclear


def find_point(name: str) -> Point:
    """The point with this code, or the only one that a list gives this id."""
    point = Point.objects.select_related("source").filter(code=name).first()
    if point is not None:
        return point
    found = list(Point.objects.select_related("source").filter(source_code=name)[:2])
    if len(found) == 1:
        return found[0]
    raise NoSuchPoint(
        "no pickup point has this id", where=name, hint="amends places list --search TEXT"
    )


def ask(point: Point, at: datetime) -> Answer:
    """Whether a point is open at a moment; one without an offset is the point's local time.

    Raise ``BadMoment`` for one of which no calendar tells.
    """
    if not FIRST_YEAR < at.year < LAST_YEAR:
        raise BadMoment(
            "no calendar tells of this year",
            where=at.isoformat(),
            hint=f"a time between {FIRST_YEAR + 1} and {LAST_YEAR - 1}",
        )
    row = row_of_model(point)
    if not point.time_zone:
        return Answer(point, at, None, reason=NO_ZONE)
    zone = ZoneInfo(point.time_zone)
    moment = at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)
    period = Period((moment - BEHIND).date(), (moment + BEYOND).date())
    reading = reading_of(row, period)
    if isinstance(reading, Refused):
        return Answer(point, moment, None, reason=reading.reason)
    schedule = own_schedule(row, reading.schedule, period)
    found, flags = status(schedule, zone=point.time_zone, at=moment), flags_of(row, reading)
    return Answer(point, moment, found.open, found.until, found.next, "; ".join(flags), flags)


def own_schedule(row: Row, schedule: Schedule, period: Period) -> Schedule:
    """A schedule with the point's own dated hours and closures."""
    return with_own_days(
        schedule,
        exceptions=exceptions_of(row),
        closures=closures_of(row),
        first=period.first,
        last=period.last,
    )


def row_of_model(point: Point) -> Row:
    """The columns of a stored point."""
    return {name: getattr(point, name) for name in KEPT_COLUMNS}


def read_moment(text: str) -> datetime:
    """A moment as it is typed: ISO 8601, with or without an offset."""
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadMoment(
            f"“{text:.60}” is not a time", where="--at", hint="like 2026-11-23T18:30"
        ) from None
