"""Plain JSON: a list of objects whose fields have the names that columns may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amends.core.places.points import Point
from amends.core.places.sources.fields import known_fields, named, point_of
from amends.core.places.sources.rows import Draft, Row, each

NEEDED = {"code"}
PLACE = {"lat", "lon", "hours", "address"}


def rows(value: object) -> Iterator[Row]:
    """The points of a list, or of the one list in an object."""
    name, listed = _listed(value)
    return each(listed, point, where=name, key="id")


def is_mine(value: object) -> bool:
    """Whether the first row has an id, and a place or hours."""
    first = next(iter(_listed(value)[1]), None)
    known = set(known_fields(_flat(first)).values()) if isinstance(first, Mapping) else set()
    return known >= NEEDED and bool(known & PLACE)


def point(row: Mapping[str, Any], draft: Draft) -> Point:
    """One object; a location in an object of its own is read too."""
    flat = _flat(row)
    return point_of(named(flat, known_fields(flat)), draft)


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    within = (row.get(name) for name in ("location", "coordinates", "coordinate", "position"))
    inner = [each for each in within if isinstance(each, Mapping)]
    address = row.get("address")
    if isinstance(address, Mapping):
        inner.append(address)
        row = {name: value for name, value in row.items() if name != "address"}
    return {**{name: value for each in inner for name, value in each.items()}, **row}


def _listed(value: object) -> tuple[str, list[object]]:
    if isinstance(value, list):
        return "", value
    if isinstance(value, Mapping):
        lists = [(str(name), each) for name, each in value.items() if isinstance(each, list)]
        if len(lists) == 1:
            return lists[0]
    return "", []
