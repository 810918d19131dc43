"""Points that events described: their history grows, and their hours are read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from amends.app.actions.ingest.sql import as_rows, run
from amends.app.actions.places.columns import COLUMNS, KEPT_COLUMNS, READ, Row
from amends.app.actions.places.reading import HoursReader, period_of, schedule_ids
from amends.app.actions.places.storing import Changed, in_parts, write_changes
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Point
from amends.core.places.changes import changes


def stored_points(codes: Collection[str]) -> dict[str, Row]:
    """The points with these codes as they are stored."""
    found: dict[str, Row] = {}
    for part in in_parts(codes):
        rows = Point.objects.filter(code__in=part).values("code", *KEPT_COLUMNS)
        found |= {row["code"]: dict(row) for row in rows}
    return found


def settle_points(codes: Collection[str], before: Mapping[str, Row], *, now: datetime) -> None:
    """Read the hours of points that were written, and note what changed since ``before``."""
    if not codes:
        return
    after = stored_points(codes)
    _read_hours(after, now)
    write_changes(_changed(before, after), load=None, now=now)


def _changed(before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[Changed]:
    metres = current_policy().limits.point_moved_metres
    for code, row in after.items():
        told = {name: row[name] for name in COLUMNS}
        for change in changes(before.get(code), told, moved_beyond=metres):
            yield Changed(code, change)


def _read_hours(points: Mapping[str, Row], now: datetime) -> None:
    """Write how the hours are read now, where that is not what is stored."""
    reader = HoursReader(period_of(now.date()))
    read = {code: reader.read(row) for code, row in points.items()}
    numbers = schedule_ids(reader)
    fresh = [
        {"code": code, **row}
        for code, found in read.items()
        if (row := _row(found, numbers)) != {name: points[code][name] for name in READ}
    ]
    if fresh:
        run(
            """
            UPDATE ledger_point AS point
            SET hours_state = read.hours_state, hours_reason = read.hours_reason,
                hours_read_as = read.hours_read_as, hours_readings = read.hours_readings,
                schedule_id = read.schedule_id
            FROM jsonb_to_recordset(%s) AS read(
                code text, hours_state text, hours_reason text, hours_read_as text,
                hours_readings jsonb, schedule_id bigint)
            WHERE point.code = read.code
            """,
            as_rows(fresh),
        )


def _row(read: Row, numbers: Mapping[str, int]) -> Row:
    found = {name: read[name] for name in READ if name in read}
    return found | {"schedule_id": numbers.get(read["digest"])}
