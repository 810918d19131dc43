"""What a point's source says of its hours, read: understood, refused or flagged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

import orjson

from amends.app.actions.places.columns import Row
from amends.app.actions.places.storing import in_parts
from amends.app.ledger.models import Point, Schedule
from amends.core.places.hours import Reading, Refused, Understood, read_hours

State = Point.Hours
YEARS_AHEAD = 2
MISSING = "no hours are given"
NO_ZONE = "its time zone is not known"
SAID = ("hours", "hours_structure", "country", "region", "unclear")
UNREAD: Row = {
    "hours_state": "",
    "hours_reason": "",
    "hours_read_as": "",
    "hours_readings": [],
    "digest": "",
}


class Period(NamedTuple):
    """The days, both included, for which what depends on the date is worked out."""

    first: date
    last: date


def period_of(today: date) -> Period:
    """From the year before to two years ahead: whole years, so that the same hours stay equal."""
    return Period(date(today.year - 1, 1, 1), date(today.year + YEARS_AHEAD, 12, 31))


@dataclass(slots=True)
class HoursReader:
    """Reads hours, the same ones only once; ``schedules`` are those that were understood."""

    period: Period
    schedules: dict[str, dict[str, Any]] = field(default_factory=dict)
    _seen: dict[bytes, Row] = field(default_factory=dict)

    def read(self, row: Mapping[str, Any]) -> Row:
        """How a row's hours were read: state, reason, readings, and the schedule's ``digest``."""
        said = tuple(row[name] for name in SAID)
        key = orjson.dumps((*said, bool(row["time_zone"])), option=orjson.OPT_SORT_KEYS)
        if key not in self._seen:
            self._seen[key] = self._read(row)
        return self._seen[key]

    def _read(self, row: Mapping[str, Any]) -> Row:
        reading = reading_of(row, self.period)
        if isinstance(reading, Refused):
            return {**UNREAD, "hours_state": str(State.REFUSED), "hours_reason": reading.reason}
        if not row["time_zone"]:
            return {**UNREAD, "hours_state": str(State.REFUSED), "hours_reason": NO_ZONE}
        found = {**UNREAD, "hours_read_as": reading.read_as, "digest": self._keep(reading)}
        flags = flags_of(row, reading)
        if not flags:
            return found | {"hours_state": str(State.UNDERSTOOD)}
        return found | {
            "hours_state": str(State.FLAGGED),
            "hours_reason": "; ".join(flags),
            "hours_readings": _readings(row, self.period) if reading.flags else [],
        }

    def _keep(self, reading: Understood) -> str:
        body = reading.schedule.as_data()
        digest = sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()
        self.schedules[digest] = body
        return digest


def flags_of(row: Mapping[str, Any], reading: Understood) -> tuple[str, ...]:
    """What is odd about understood hours, and what is not understood of the point's service."""
    return (*reading.flags, row["unclear"]) if row["unclear"] else reading.flags


def reading_of(row: Mapping[str, Any], period: Period) -> Reading:
    """What the text and the weekly table of a row mean together."""
    return _reading(row, period, row["hours"], row["hours_structure"])


def _reading(row: Mapping[str, Any], period: Period, text: str, structure: Any) -> Reading:
    if not text and structure is None:
        return Refused(MISSING, code="missing")
    return read_hours(
        text or None,
        structure,
        first=period.first,
        last=period.last,
        country=row["country"],
        region=row["region"],
    )


def _readings(row: Mapping[str, Any], period: Period) -> list[dict[str, str]]:
    """What the text says alone, and what the weekly table says alone."""
    both = {"text": (row["hours"], None), "structure": ("", row["hours_structure"])}
    found = []
    for name, (text, structure) in both.items():
        if text or structure is not None:
            reading = _reading(row, period, text, structure)
            said = reading.reason if isinstance(reading, Refused) else reading.read_as
            found.append({"of": name, "says": said})
    return found


def schedule_ids(reader: HoursReader) -> dict[str, int]:
    """The numbers of the schedules that were read, by digest; new ones are stored."""
    bodies = reader.schedules
    if not bodies:
        return {}
    known = _ids(bodies)
    new = [Schedule(digest=each, body=bodies[each]) for each in sorted(bodies) if each not in known]
    if new:
        Schedule.objects.bulk_create(new, batch_size=1000, ignore_conflicts=True)
        known = _ids(bodies)
    return known


def _ids(digests: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in in_parts(digests):
        found |= dict(Schedule.objects.filter(digest__in=part).values_list("digest", "pk"))
    return found
