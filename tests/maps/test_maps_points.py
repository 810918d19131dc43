"""Pickup points read from an OpenStreetMap extract, whole and broken."""

import gc
import sys

import osmium
import psutil
import pytest

from amends.maps.building import build
from amends.maps.pbf import BadExtract, things
from amends.maps.points import tagged_points
from tests.support.bombs import write_many_nodes
from tests.support.town import Town, spot


@pytest.fixture
def town(tmp_path):
    town = Town()
    town.node(1, 1, 1, {"shop": "supermarket", "name": "Лавка", "opening_hours": "24/7"})
    town.node(2, 2, 2, {"amenity": "parcel_locker", "ref": "HKI01"})
    town.node(3, 3, 3, {"amenity": "bench"})
    town.node(4, 4, 4, {"shop": "vacant"})
    corners = [(10, 10), (10, 12), (12, 12), (12, 10)]
    for number, (north, east) in enumerate(corners, start=5):
        town.node(number, north, east)
    town.way([5, 6, 7, 8, 5], {"amenity": "post_office"})
    town.way([5, 6, 7], {})
    town.way([7, 8, 5], {})
    town.area([2, 3], {"shop": "mall", "name": "Mall"})
    return town.write(tmp_path / "town.osm.pbf")


def test_shops_lockers_and_post_offices_are_found_with_their_tags(town):
    points = {point.code: point for point in tagged_points(town)}
    assert set(points) == {"node/1", "node/2", "way/1", "relation/1"}
    assert points["node/1"].tags["opening_hours"] == "24/7"
    assert points["node/1"].tags["name"] == "Лавка"
    assert points["node/1"].spot == pytest.approx(spot(1, 1))
    assert points["way/1"].spot == pytest.approx(spot(11, 11))
    assert points["relation/1"].spot == pytest.approx(spot(11, 11))


def test_other_tags_can_be_asked_for(town):
    assert [p.code for p in tagged_points(town, {"amenity": frozenset({"bench"})})] == ["node/3"]


@pytest.mark.parametrize(
    "content", [b"", b"<osm/>", b"\x00" * 100, b"\x1f\x8b" + b"x" * 500], ids=repr
)
def test_what_is_no_extract_is_refused(tmp_path, content):
    path = tmp_path / "bad.osm.pbf"
    path.write_bytes(content)
    with pytest.raises(BadExtract, match=r"bad\.osm\.pbf: is not a whole"):
        list(tagged_points(path))


def test_a_file_that_was_cut_off_is_refused(town):
    town.write_bytes(town.read_bytes()[:-40])
    with pytest.raises(BadExtract, match="is not a whole"):
        list(tagged_points(town))


@pytest.mark.parametrize("read", [build, lambda path: list(tagged_points(path))])
def test_names_that_are_no_text_are_refused(tmp_path, read):
    town = Town()
    town.node(1, 0, 0, {"shop": "bakery", "name": "NAME"})
    town.node(2, 0, 5)
    town.way([1, 2], {"highway": "residential", "name": "NAME"})
    path = tmp_path / "town.osm.pbf"
    with osmium.SimpleWriter(osmium.io.File(str(path), "pbf,pbf_compression=none")) as writer:
        town.put(writer)
    path.write_bytes(path.read_bytes().replace(b"NAME", b"N\xffME"))
    with pytest.raises(BadExtract, match="is not a whole"):
        read(path)


def test_a_file_on_which_the_library_crashes_is_refused(town, tmp_path, monkeypatch):
    crash = tmp_path / "crash"
    crash.write_text("#!/bin/sh\nkill -SEGV $$\n")
    crash.chmod(0o700)
    monkeypatch.setattr("sys.executable", str(crash))
    with pytest.raises(BadExtract, match="reading it crashed"):
        list(tagged_points(town))


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel must limit memory")
def test_a_file_that_unpacks_to_more_than_memory_is_refused(town, tmp_path):
    path = write_many_nodes(tmp_path / "bomb.osm.pbf", blocks=6)
    assert path.stat().st_size < 100_000
    with pytest.raises(BadExtract, match="memory"):
        list(things(path, ("shop",), room=300 * 2**20))
    assert list(things(town, ("shop",), room=300 * 2**20))


def test_who_needs_only_the_first_points_leaves_no_process_behind(town):
    before = set(psutil.Process().children())
    assert next(tagged_points(town)).code == "node/1"
    gc.collect()
    assert set(psutil.Process().children()) <= before


def test_an_area_of_which_parts_were_cut_off_is_where_the_rest_is(tmp_path):
    town = Town()
    town.node(1, 0, 0)
    town.node(2, 0, 4)
    town.way([1, 2, 900], {})
    town.area([1, 77], {"shop": "mall"})
    (point,) = tagged_points(town.write(tmp_path / "town.osm.pbf"))
    assert point.spot == pytest.approx(spot(0, 2))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(town):
    with pytest.raises(BadExtract, match="at most 10 are read"):
        list(tagged_points(town, most_bytes=10))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadExtract, match="is no file"):
        list(tagged_points(tmp_path / "nowhere.osm.pbf"))


def test_helsinki_is_read(shared_data):
    points = list(tagged_points(shared_data / "osm" / "helsinki.osm.pbf"))
    assert len(points) > 400
    assert sum("opening_hours" in point.tags for point in points) > 200
