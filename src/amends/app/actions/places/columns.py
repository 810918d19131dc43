"""A point as a row of the table, and a row as a point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from amends.core.places import Closure, DatedHours, Limits, Point

Row = dict[str, Any]

COLUMNS: Final[Mapping[str, str]] = {
    "name": "text",
    "kind": "text",
    "operator": "text",
    "address": "text",
    "way_there": "text",
    "latitude": "float8",
    "longitude": "float8",
    "country": "text",
    "region": "text",
    "time_zone": "text",
    "hours": "text",
    "hours_structure": "jsonb",
    "exceptions": "jsonb",
    "closures": "jsonb",
    "sides": "jsonb",
    "grams": "int",
    "payment": "bool",
    "fitting": "bool",
    "storage_days": "int",
    "capacity": "int",
    "open": "bool",
    "gives": "bool",
    "unclear": "text",
}
"""What a description says of a point, and the type of each column."""

READ: Final[Mapping[str, str]] = {
    "hours_state": "text",
    "hours_reason": "text",
    "hours_read_as": "text",
    "hours_readings": "jsonb",
    "schedule_id": "bigint",
}
"""How its hours were read."""


KEPT_COLUMNS: Final = (*COLUMNS, *READ)


def row_of(point: Point) -> Row:
    """The columns of a point as its list describes it."""
    latitude, longitude = point.spot or (None, None)
    limits = point.limits
    return {
        "name": point.name,
        "kind": point.kind,
        "operator": point.operator,
        "address": point.address,
        "way_there": point.way_there,
        "latitude": latitude,
        "longitude": longitude,
        "country": point.country,
        "region": point.region,
        "time_zone": point.zone,
        "hours": point.hours_text,
        "hours_structure": point.hours_structure,
        "exceptions": [{**asdict(each), "intervals": _pairs(each)} for each in point.exceptions],
        "closures": [asdict(each) for each in point.closures],
        "sides": list(limits.sides) if limits.sides else None,
        "grams": limits.grams,
        "payment": limits.payment,
        "fitting": limits.fitting,
        "storage_days": limits.storage_days,
        "capacity": point.capacity,
        "open": point.open,
        "gives": point.gives,
        "unclear": point.unclear,
    }


def _pairs(hours: DatedHours) -> list[list[str]]:
    return [list(pair) for pair in hours.intervals]


def exceptions_of(row: Mapping[str, Any]) -> tuple[DatedHours, ...]:
    """The dated hours in a row."""
    return tuple(
        DatedHours(
            each["first"], each["last"], tuple((start, end) for start, end in each["intervals"])
        )
        for each in row["exceptions"]
    )


def closures_of(row: Mapping[str, Any]) -> tuple[Closure, ...]:
    """The closures in a row."""
    return tuple(
        Closure(each["first"], each["last"], each.get("reason", "")) for each in row["closures"]
    )


def limits_of(row: Mapping[str, Any]) -> Limits:
    """The limits in a row."""
    sides = row["sides"]
    return Limits(
        sides=(sides[0], sides[1], sides[2]) if sides else None,
        grams=row["grams"],
        payment=row["payment"],
        fitting=row["fitting"],
        storage_days=row["storage_days"],
    )
