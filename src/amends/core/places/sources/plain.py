"""Plain JSON: a list of objects whose fields have the names that columns may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from amends.core.places.points import Point
from amends.core.places.sources.columns import PassedOver, fields_passed_over
from amends.core.places.sources.fields import point_of
from amends.core.places.sources.names import known_fields, named, plain
from amends.core.places.sources.rows import Draft, Row, each

NEEDED = {"code"}
INNER = frozenset(
    {"location", "place", "geo", "coordinates", "coordinate", "position", "address", "ids"}
    | {"geocoordinates", "visitingaddress", "geolocation", "latlng", "gps"}
)
PLACE = {"lat", "lon", "spot", "hours", "address"}
DEPTH = 4
MOST_PARTS = 100


def rows(value: object) -> Iterator[Row]:
    """The points of a list, or of the one list of points inside an object."""
    name, listed = _listed(value)
    return each(listed, point, where=name, key="id")


def is_mine(value: object) -> bool:
    """Whether its rows have an id, and a place or hours."""
    return bool(_listed(value)[1])


def point(row: Mapping[str, Any], draft: Draft) -> Point:
    """One object; a location in an object of its own is read too."""
    flat = _flat(row)
    return point_of(named(flat, known_fields(flat)), draft)


def passed_over(value: object) -> tuple[PassedOver, ...]:
    """The fields that are not read, of the first rows that have a value in them."""
    return fields_passed_over(_flat(row) for row in _listed(value)[1] if _is(row))


def _flat(row: Mapping[str, Any], depth: int = 3) -> dict[str, Any]:
    """The fields of a row and of the objects that say where it is; the outermost holds."""
    parts = {name: _part(name, value) if depth else None for name, value in row.items()}
    flat = {name: value for name, value in row.items() if parts[name] is None}
    for part in parts.values():
        if part is not None:
            flat = {**flat, **{k: v for k, v in _flat(part, depth - 1).items() if k not in flat}}
    return flat


def _part(name: str, value: object) -> Mapping[str, Any] | None:
    """The object in a field that says where a point is; also as a list of one."""
    one = value[0] if isinstance(value, list) and len(value) == 1 else value
    return one if isinstance(one, Mapping) and plain(name) in INNER else None


def _listed(value: object) -> tuple[str, list[object]]:
    """The rows, and under which name they lie: the least deep, where no others are as deep."""
    layer: list[tuple[str, object]] = [("", value)]
    for _ in range(DEPTH):
        found = [(name, rows) for name, each in layer if (rows := _rows_of(each))]
        if found:
            return found[0] if len(found) == 1 else ("", [])
        layer = [
            (f"{name}.{key}".lstrip("."), inner)
            for name, each in layer
            if isinstance(each, Mapping) and len(each) <= MOST_PARTS
            for key, inner in each.items()
        ]
    return "", []


def _rows_of(value: object) -> list[object]:
    """A list of rows; the rows of an object by id; the lists in the groups of a list."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if not isinstance(value, list) or not value:
        return []
    return value if _is_row(value[0]) else _grouped(value)


def _grouped(groups: list[object]) -> list[object]:
    """``[{"country": "ru", "items": […]}]``: rows with what is said of their group."""
    rows: list[object] = []
    for group in (some if _is(some) else {} for some in groups):
        lists = [value for value in group.values() if isinstance(value, list)]
        if len(lists) != 1 or not all(map(_is, lists[0])):
            return []
        said = {name: text for name, text in group.items() if not isinstance(text, list | Mapping)}
        rows += [{**row, **{k: v for k, v in said.items() if k not in row}} for row in lists[0]]
    return rows if rows and _is_row(rows[0]) else []


def _is(value: object) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, Mapping)


def _is_row(value: object) -> bool:
    known = set(known_fields(_flat(value)).values()) if _is(value) else set()
    return known >= NEEDED and bool(known & PLACE)
