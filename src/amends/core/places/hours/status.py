"""One schedule at one moment: open or not, until when, and when next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from amends.core.places.hours.moments import as_minutes, as_moment
from amends.core.places.hours.schedule import Schedule
from amends.core.places.hours.timetable import pack

AHEAD = timedelta(days=400)
"""How far ahead the next change is looked for."""


@dataclass(frozen=True)
class Status:
    """What is true of a place at a moment; all moments are in the place's zone.

    ``until`` is when it closes, if it is open; ``next`` when it opens next, if it is closed. None
    means: not within 400 days, or not known.
    """

    open: bool
    until: datetime | None
    next: datetime | None


def status(schedule: Schedule, *, zone: str, at: datetime) -> Status:
    """The status at an aware moment. Errors: ``ValueError`` without a zone or an unknown one."""
    local = ZoneInfo(zone)
    today = at.astimezone(local).date()
    last = today + AHEAD
    table, rows = pack([(schedule, zone)], first=today - timedelta(days=1), last=last)
    moment = as_minutes(at)
    if not table.open_at(rows, moment)[0]:
        opening = as_moment(int(table.next_opening(rows, moment)[0]))
        return Status(open=False, until=None, next=opening and opening.astimezone(local))
    until = as_moment(int(table.open_until(rows, moment)[0]))
    ends = until and until.astimezone(local)
    return Status(open=True, until=ends if ends and ends.date() <= last else None, next=None)
