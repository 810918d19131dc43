"""Points that events described: their history grows, and their hours are read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from amends.app.actions.places.columns import COLUMNS, KEPT_COLUMNS, Row
from amends.app.actions.places.rereading import write_hours
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
    write_hours(after, now=now)
    write_changes(_changed(before, after), load=None, now=now)


def _changed(before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[Changed]:
    metres = current_policy().limits.point_moved_metres
    for code, row in after.items():
        told = {name: row[name] for name in COLUMNS}
        for change in changes(before.get(code), told, moved_beyond=metres):
            yield Changed(code, change)
