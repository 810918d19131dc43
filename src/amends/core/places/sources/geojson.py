"""GeoJSON (RFC 7946): a FeatureCollection of Points, its properties OpenStreetMap's or named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from amends.core.places.distance import Spot
from amends.core.places.points import Point
from amends.core.places.sources.columns import PassedOver, fields_passed_over
from amends.core.places.sources.fields import point_of
from amends.core.places.sources.names import known_fields, named
from amends.core.places.sources.osm_tags import code_of_object, is_tagged, tagged_point
from amends.core.places.sources.rows import BadRow, Draft, Row, each
from amends.core.places.sources.values import NO_PLACE, code_of, inner, number_of, spot_of

IDS = ("@id", "id", "code", "ref", "osm_id")


def rows(value: object) -> Iterator[Row]:
    """The points of a collection."""
    return each(_features(value), point, where="features", key="id")


def is_mine(value: object) -> bool:
    """Whether this is a FeatureCollection, one Feature, or a list of them."""
    if isinstance(value, Mapping):
        return value.get("type") in ("FeatureCollection", "Feature")
    first = value[0] if isinstance(value, list) and value else None
    return isinstance(first, Mapping) and first.get("type") == "Feature"


def passed_over(value: object) -> tuple[PassedOver, ...]:
    """The properties that are not read; OpenStreetMap's tags are no columns."""
    objects = (inner(each, "properties") for each in _features(value) if isinstance(each, Mapping))
    return fields_passed_over(each for each in objects if not is_tagged(each))


def _features(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    found = value.get("features", [value]) if isinstance(value, Mapping) else []
    return found if isinstance(found, list) else []


def point(feature: Mapping[str, Any], draft: Draft) -> Point:
    """One feature; of other shapes than points, the middle of their corners."""
    properties = inner(feature, "properties")
    spot = _spot(feature, draft)
    code = _code(feature, properties)
    fields = named(properties, known_fields(properties)) | {"code": code, "lat": None, "lon": None}
    said = replace(_described(fields, draft), spot=spot)
    if not is_tagged(properties):
        return said
    tagged = tagged_point(code, spot, properties, draft)
    return replace(
        said,
        name=tagged.name,
        kind=tagged.kind if said.kind == "counter" else said.kind,
        operator=said.operator or tagged.operator,
        address=said.address or tagged.address,
        country=said.country or tagged.country,
        limits=replace(said.limits, payment=said.limits.payment or tagged.limits.payment),
        open=said.open and tagged.open,
        gives=said.gives and tagged.gives,
    )


def _described(fields: Mapping[str, Any], draft: Draft) -> Point:
    """A point by its properties, of which none has to say where it is."""
    inner_draft = Draft(unclear=draft.unclear)
    point = point_of(fields, inner_draft)
    draft.doubts += [doubt for doubt in inner_draft.doubts if doubt != NO_PLACE]
    return point


def _code(feature: Mapping[str, Any], properties: Mapping[str, Any]) -> str:
    said = feature.get("id") or next((properties[name] for name in IDS if properties.get(name)), "")
    if not said:
        named_id = named(properties, known_fields(properties)).get("code")
        said = named_id or ""
    return code_of_object(code_of(said, where="id"))


def _spot(feature: Mapping[str, Any], draft: Draft) -> Spot | None:
    geometry = inner(feature, "geometry")
    if geometry and geometry.get("type") not in ("Point", "Polygon", "MultiPolygon", "LineString"):
        raise BadRow(f"a Point is required, not {geometry.get('type')!r:.40}", where="geometry")
    corners = list(_corners(geometry.get("coordinates")))
    if not corners:
        return spot_of(None, None, draft)
    middle = [sum(each) / len(corners) for each in zip(*corners, strict=True)]
    return spot_of(middle[1], middle[0], draft)


def _corners(coordinates: object) -> Iterator[tuple[float, float]]:
    """The corners in nested lists, as deep as a MultiPolygon has them."""
    layer = [coordinates]
    for _ in range(4):
        deeper: list[object] = []
        for value in layer:
            if not isinstance(value, list) or not value:
                continue
            lon, lat = (number_of(each) for each in [*value, None][:2])
            if lon is not None and lat is not None:
                yield lon, lat
            else:
                deeper += value
        layer = deeper
