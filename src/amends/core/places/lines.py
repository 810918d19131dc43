"""A whole way from a file: a GPX track or route, or a line of GeoJSON.

Both come from strangers: a file is read up to a size, entities of XML are refused, and of a line
with very many spots every so manieth is taken.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from math import isfinite
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

from amends.core.errors import AmendsError
from amends.core.places.distance import Spot, distance

MOST_BYTES: Final = 16 * 2**20
MOST_SPOTS: Final = 200
"""A way of more is thinned out evenly."""
APART: Final = 20.0
"""Metres: spots nearer to the one before say nothing new of where somebody passes."""
SPOTS: Final = ("trkpt", "rtept")


class BadWay(AmendsError):
    """A file that holds no way; ``where`` names it."""

    code = "bad_way"


def way_of(data: bytes, *, name: str) -> tuple[Spot, ...]:
    """The spots of a way in the order in which it is gone: latitude, longitude in degrees.

    GPX (its tracks, else its routes) or GeoJSON: a LineString, a MultiLineString whose parts follow
    one another, a Feature or a collection with exactly one of them. Errors: ``BadWay``.
    """
    if len(data) > MOST_BYTES:
        raise BadWay(f"it holds more than {MOST_BYTES // 2**20} MiB", where=name, hint="split it")
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    found = list(_of_gpx(data, name) if start == b"<" else _of_geojson(data, name))
    spots = _thinned(_apart(found))
    if len(spots) < 2:
        raise BadWay("a way has two spots at least", where=name)
    return spots


def _of_gpx(data: bytes, name: str) -> Iterator[Spot]:
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        root = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise BadWay("entities in XML are refused", where=name) from None
    except ParseError as error:
        raise BadWay(f"this is not GPX: {error}", where=name, hint="get the file again") from error
    for kind in SPOTS:
        listed = [each for each in root.iter() if _bare(each) == kind]
        if listed:
            yield from (_spot(each.get("lat"), each.get("lon"), name) for each in listed)
            return


def _bare(element: Element) -> str:
    """The name of an element without its namespace; "" of a comment."""
    tag: Any = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _of_geojson(data: bytes, name: str) -> Iterator[Spot]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadWay("this is no way: GPX or GeoJSON is required", where=name) from error
    lines = list(_lines(value))
    if len(lines) != 1:
        raise BadWay(f"one line is required, it has {len(lines)}", where=name)
    for pair in _pairs(lines[0]):
        if not isinstance(pair, list) or len(pair) < 2:
            raise BadWay("a line is a list of [longitude, latitude]", where=name)
        yield _spot(pair[1], pair[0], name)


def _lines(value: object) -> Iterator[dict[str, Any]]:
    """The lines of a geometry, a feature or a collection."""
    if not isinstance(value, dict):
        return
    features = value.get("features")
    for each in features if isinstance(features, list) else [value]:
        geometry = each.get("geometry", each) if isinstance(each, dict) else {}
        kind = geometry.get("type") if isinstance(geometry, dict) else ""
        if kind in ("LineString", "MultiLineString"):
            yield geometry


def _pairs(line: dict[str, Any]) -> Iterable[object]:
    coordinates = line.get("coordinates")
    listed = coordinates if isinstance(coordinates, list) else []
    if line["type"] == "LineString":
        return listed
    return (pair for part in listed if isinstance(part, list) for pair in part)


def _spot(latitude: object, longitude: object, name: str) -> Spot:
    try:
        spot = float(str(latitude)), float(str(longitude))
    except ValueError:
        spot = (float("nan"), 0.0)
    if not (isfinite(sum(spot)) and abs(spot[0]) <= 90 and abs(spot[1]) <= 180):
        raise BadWay("a spot is not on Earth", where=name, hint=f"{latitude}, {longitude}"[:80])
    return spot


def _apart(spots: Sequence[Spot]) -> list[Spot]:
    """Without the spots that lie beside the one before; the last one stays."""
    kept: list[Spot] = []
    for spot in spots:
        if not kept or distance(kept[-1], spot) >= APART:
            kept.append(spot)
    return [*kept, spots[-1]] if spots and kept[-1] != spots[-1] else kept


def _thinned(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    if len(spots) <= MOST_SPOTS:
        return tuple(spots)
    step = (len(spots) - 1) / (MOST_SPOTS - 1)
    return tuple(spots[round(number * step)] for number in range(MOST_SPOTS))
