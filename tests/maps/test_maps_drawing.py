"""Streets for a page and pictures for a terminal."""

import json
from io import BytesIO

import pytest
from PIL import Image

from amends.core.places import distance
from amends.maps.building import build
from amends.maps.extract import ATTRIBUTION
from amends.maps.kept import load
from amends.maps.picture import LARGEST, WAY, Mark, frame_of, png, scale_bar
from amends.maps.streets import Streets, geojson
from tests.support.town import Town, spot


@pytest.fixture
def streets(tmp_path):
    town = Town()
    for number in range(1, 12):
        town.node(number, number, 0.01 * (number % 2))
    town.way(range(1, 12), {"highway": "primary"})
    town.node(20, 5, 5)
    town.node(21, 5, 9)
    town.way([20, 21], {"highway": "footway"})
    return Streets(build(town.write(tmp_path / "town.osm.pbf")))


def lines_of(drawn):
    return [(rank, line) for rank, lines in drawn.lines for line in lines]


def test_from_afar_only_large_streets_are_drawn(streets):
    assert [rank for rank, _ in lines_of(streets.within(streets.box, 12))] == [1]
    assert [rank for rank, _ in lines_of(streets.within(streets.box, 17))] == [1, 5]


def test_a_line_is_as_exact_as_a_pixel(streets):
    ((_, near), *_) = lines_of(streets.within(streets.box, 19))
    assert len(near) == 11
    assert distance(near[0], spot(1, 0.01)) < 1
    ((_, far),) = lines_of(streets.within(streets.box, 9))
    assert 2 <= len(far) < 11
    assert distance(far[0], spot(1, 0.01)) < 360 * 111_200 / 256 / 2**9


def test_what_lies_outside_is_not_told(streets):
    south_west, north_east = spot(4, 4), spot(6, 10)
    drawn = streets.within((*south_west, *north_east), 17)
    assert [rank for rank, _ in lines_of(drawn)] == [5]
    elsewhere = streets.within((10.0, 10.0, 11.0, 11.0), 17)
    assert lines_of(elsewhere) == []
    assert elsewhere.is_whole


def test_what_does_not_fit_is_left_out_and_that_is_said(streets):
    drawn = streets.within(streets.box, 17, most_points=11)
    assert [rank for rank, _ in lines_of(drawn)] == [1]
    assert not drawn.is_whole
    assert not geojson(drawn)["whole"]


@pytest.mark.parametrize(
    ("box", "zoom"),
    [
        ((1.0, 1.0, 0.0, 2.0), 5),
        ((-91.0, 0.0, 0.0, 1.0), 5),
        ((float("nan"), 0.0, 1.0, 1.0), 5),
        ((0.0, 0.0, 1.0, 1.0), 20),
        ((0.0, 0.0, 1.0, 1.0), -1),
    ],
)
def test_a_box_that_is_none_is_refused(streets, box, zoom):
    with pytest.raises(ValueError):
        streets.within(box, zoom)


def test_streets_are_geojson_with_their_attribution(streets):
    told = json.loads(json.dumps(geojson(streets.within(streets.box, 17))))
    assert told["attribution"] == ATTRIBUTION == "© OpenStreetMap contributors"
    large, small = told["features"]
    assert (large["properties"], small["properties"]) == ({"rank": 1}, {"rank": 5})
    assert small["geometry"]["type"] == "MultiLineString"
    (east, north), _ = small["geometry"]["coordinates"][0]
    assert distance((north, east), spot(5, 5)) < 2


def test_helsinki_is_a_small_answer(shared_data, tmp_path):
    extract = load(shared_data / "osm" / "helsinki.osm.pbf", tmp_path)
    streets = Streets(extract)
    for zoom in range(20):
        drawn = streets.within(streets.box, zoom)
        assert drawn.is_whole
        assert len(json.dumps(geojson(drawn))) < 600_000


def opened(content):
    with Image.open(BytesIO(content)) as image:
        image.load()
        return image.convert("RGB")


def test_a_picture_shows_the_way_and_its_points(streets):
    way = [spot(2, 0), spot(8, 0)]
    marks = [Mark(way[0], "A", is_end=True), Mark(way[1], "B", is_end=True)]
    image = opened(png(streets, marks=marks, ways=[way], width=400, height=300))
    assert image.size == (400, 300)
    frame = frame_of(way, 400, 300)
    assert image.getpixel((200, 150)) == pytest.approx(tuple(bytes.fromhex(WAY[1:])), abs=8)
    for end in way:
        across, down = frame.pixel(end)
        assert 0 < across / 2 < 400
        assert 0 < down / 2 < 300


def test_a_picture_needs_no_streets(streets):
    mark = Mark(spot(0, 0), "1")
    assert opened(png(None, marks=[mark])).size == (800, 600)
    assert opened(png(streets, marks=[Mark((89.9, 179.9), "1")])).size == (800, 600)


@pytest.mark.parametrize("size", [0, -1, LARGEST + 1])
def test_no_picture_is_too_large(size):
    with pytest.raises(ValueError, match="pixels along a side"):
        png(None, marks=[Mark(spot(0, 0), "1")], width=size)


def test_a_picture_of_nothing_is_refused(streets):
    with pytest.raises(ValueError, match="at least one spot"):
        png(streets, marks=[])


@pytest.mark.parametrize(
    ("metres", "bar"), [(0.2, 1), (1, 1), (19, 10), (20, 20), (499, 200), (999, 500), (5100, 5000)]
)
def test_a_scale_bar_is_round(metres, bar):
    assert scale_bar(metres) == bar
