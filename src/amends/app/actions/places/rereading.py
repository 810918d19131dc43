"""How the hours of stored points are read, written beside them, and read again in time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

from amends.app.actions.ingest.sql import as_rows, run
from amends.app.actions.places.columns import KEPT_COLUMNS, READ, Row
from amends.app.actions.places.reading import HoursReader, period_of, schedule_ids
from amends.app.actions.places.storing import AT_ONCE, wait_for_other_loads
from amends.app.ledger.models import Point

AHEAD = timedelta(days=365)
"""So long before what is worked out of them ends, hours are read again."""

WRITE = """
    UPDATE ledger_point AS point
    SET hours_state = read.hours_state, hours_reason = read.hours_reason,
        hours_read_as = read.hours_read_as, hours_readings = read.hours_readings,
        schedule_id = read.schedule_id
    FROM jsonb_to_recordset(%s) AS read(
        code text, hours_state text, hours_reason text, hours_read_as text,
        hours_readings jsonb, schedule_id bigint)
    WHERE point.code = read.code
"""


def write_hours(points: Mapping[str, Row], *, now: datetime) -> None:
    """Read the hours of points, and write down how, where that is not what is stored."""
    reader = HoursReader(period_of(now.date()))
    read = {code: reader.read(row) for code, row in points.items()}
    numbers = schedule_ids(reader)
    fresh = [
        {"code": code, **row}
        for code, found in read.items()
        if (row := _row(found, numbers)) != {name: points[code][name] for name in READ}
    ]
    if fresh:
        run(WRITE, as_rows(fresh))


def renew_hours(*, now: datetime) -> int:
    """Read the hours that nobody read yet, or that are known for less than a year from now.

    Some thousands at once, each in a transaction of its own. How many were read.
    """
    done, last = 0, ""
    while codes := _renew_some(now, after=last):
        done, last = done + len(codes), codes[-1]
    return done


@transaction.atomic
def _renew_some(now: datetime, *, after: str) -> list[str]:
    wait_for_other_loads()
    soon = (now + AHEAD).date().isoformat()
    known = Point.objects.annotate(known_until=KeyTextTransform("last", "schedule__body"))
    stale = Q(hours_state="") | Q(known_until__lt=soon)
    rows = known.filter(stale, code__gt=after).order_by("code")
    points = {row["code"]: dict(row) for row in rows.values("code", *KEPT_COLUMNS)[:AT_ONCE]}
    write_hours(points, now=now)
    return list(points)


def _row(read: Row, numbers: Mapping[str, int]) -> Row:
    found = {name: read[name] for name in READ if name in read}
    return found | {"schedule_id": numbers.get(read["digest"])}
