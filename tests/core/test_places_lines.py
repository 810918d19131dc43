"""A whole way from a file: GPX and GeoJSON, and what is none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from amends.core.places.lines import MOST_SPOTS, BadWay, way_of

GPX = """<?xml version="1.0"?>
<gpx xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="1" lon="1"/><!-- a comment -->
<trk><trkseg><trkpt lat="60.17" lon="24.94"><ele>3</ele></trkpt></trkseg>
<trkseg><trkpt lat="60.18" lon="24.95"/><trkpt lat="60.19" lon="24.96"/></trkseg></trk></gpx>"""
LINE = {"type": "LineString", "coordinates": [[24.94, 60.17, 5], [24.95, 60.18], [24.96, 60.19]]}
PARTS = {
    "type": "MultiLineString",
    "coordinates": [[[24.94, 60.17], [24.95, 60.18]], [[24.96, 60.19]]],
}
FEATURE = {"type": "Feature", "properties": {}, "geometry": LINE}
SPOTS = ((60.17, 24.94), (60.18, 24.95), (60.19, 24.96))


def read(value: Any) -> Any:
    return way_of(json.dumps(value).encode(), name="way")


@pytest.mark.parametrize(
    "value", [LINE, PARTS, FEATURE, {"type": "FeatureCollection", "features": [FEATURE]}]
)
def test_a_line_of_geojson(value: Any):
    assert read(value) == SPOTS


def test_a_track_and_a_route_of_gpx():
    assert way_of(GPX.encode(), name="way") == SPOTS
    route = GPX.replace("trkpt", "rtept").replace("trkseg", "x").replace("trk>", "rte>")
    assert way_of(b"\xef\xbb\xbf" + route.encode(), name="way") == SPOTS


def test_spots_beside_one_another_are_one_and_very_many_are_thinned():
    still = {"type": "LineString", "coordinates": [[24.94, 60.17 + n / 10**6] for n in range(1200)]}
    assert len(read(still)) < 10
    long = {"type": "LineString", "coordinates": [[24.94, n / 100] for n in range(5_000)]}
    spots = read(long)
    assert len(spots) == MOST_SPOTS
    assert (spots[0], spots[-1]) == ((0.0, 24.94), (49.99, 24.94))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "GPX or GeoJSON"),
        (b"<gpx/>", "two spots"),
        (b"<gpx><trk>", "not GPX"),
        (b"<gpx><trkpt lat='x' lon='1'/></gpx>", "not on Earth"),
        (b"<gpx><trkpt lat='91' lon='1'/></gpx>", "not on Earth"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><gpx>&b;</gpx>", "entities"),
        (b"[" * 100_000, "GPX or GeoJSON"),
        (b"[1]", "it has 0"),
        (json.dumps({"features": [FEATURE, FEATURE]}).encode(), "it has 2"),
        (b'{"type": "LineString", "coordinates": [[1]]}', "longitude, latitude"),
        (b'{"type": "LineString", "coordinates": [[1, NaN]]}', "not on Earth"),
        (b'{"type": "LineString", "coordinates": [[1, 2], [1, 2]]}', "two spots"),
        (b" " * (16 * 2**20 + 1), "more than 16"),
    ],
)
def test_what_is_no_way_is_refused_kindly(data: bytes, says: str):
    with pytest.raises(BadWay, match=says):
        way_of(data, name="way")
