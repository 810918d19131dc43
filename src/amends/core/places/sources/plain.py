"""Plain JSON: a list of objects whose fields have the names that columns may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amends.core.places.points import Point
from amends.core.places.sources.fields import known_fields, named, point_of
from amends.core.places.sources.rows import Draft, Row, each

NEEDED = {"code"}
INNER = ("location", "place", "geo", "coordinates", "coordinate", "position", "address")
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


def _flat(row: Mapping[str, Any], depth: int = 3) -> dict[str, Any]:
    """The fields of a row and of the objects that say where it is; the outermost holds."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if not isinstance(value, Mapping):
            flat[name] = value
    for name in INNER:
        value = row.get(name)
        if isinstance(value, Mapping) and depth:
            flat = {**_flat(value, depth - 1), **flat}
    return {**{name: value for name, value in row.items() if name not in INNER}, **flat}


def _listed(value: object) -> tuple[str, list[object]]:
    if isinstance(value, list):
        return "", value
    if isinstance(value, Mapping):
        lists = [(str(name), each) for name, each in value.items() if isinstance(each, list)]
        if len(lists) == 1:
            return lists[0]
    return "", []
