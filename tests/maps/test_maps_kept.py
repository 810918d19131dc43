"""A built extract is kept, and never trusted blindly."""

import os

import numpy as np
import pytest

from amends.core.places.roads import Mode
from amends.maps import kept
from amends.maps.building import build
from amends.maps.pbf import BadExtract
from tests.support.town import Town


@pytest.fixture
def town(tmp_path):
    return draw(tmp_path, "Main Street")


def draw(folder, name):
    town = Town()
    town.node(1, 0, 0, {"place": "town", "name": "Вышний;Улан"})
    town.node(2, 0, 5, {"addr:street": name, "addr:housenumber": "1;3", "addr:city": "Town"})
    town.node(3, 5, 5, {"railway": "station", "name": "Halt"})
    town.way([1, 2, 3], {"highway": "residential", "name": name})
    return town.write(folder / "town.osm.pbf")


def same(one, other):
    assert (one.names, one.named, one.box) == (other.names, other.named, other.box)
    assert one.houses.numbers == other.houses.numbers
    for group in ("lines", "houses", "roads"):
        first, second = getattr(one, group), getattr(other, group)
        for column in type(first).__slots__:
            mine, yours = getattr(first, column), getattr(second, column)
            pairs = (
                [(mine[m], yours[m]) for m in Mode] if isinstance(mine, dict) else [(mine, yours)]
            )
            assert all(np.array_equal(a, b) for a, b in pairs)
    return True


@pytest.fixture
def builds(monkeypatch):
    built = []

    def counted(path, **options):
        built.append(path)
        return build(path, **options)

    monkeypatch.setattr(kept, "build", counted)
    return built


def test_what_is_kept_is_what_was_built(town, tmp_path, builds):
    first = kept.load(town, tmp_path / "kept")
    again = kept.load(town, tmp_path / "kept")
    assert same(first, again)
    assert len(builds) == 1
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["town.npz"]


def test_another_file_of_the_same_name_is_built_anew(town, tmp_path, builds):
    kept.load(town, tmp_path / "kept")
    town.unlink()
    draw(tmp_path, "Other Street")
    assert ("Other Street",) in kept.load(town, tmp_path / "kept").names
    assert len(builds) == 2


def test_what_another_version_kept_is_built_anew(town, tmp_path, builds, monkeypatch):
    kept.load(town, tmp_path / "kept")
    monkeypatch.setattr(kept, "FORM", kept.FORM + 1)
    kept.load(town, tmp_path / "kept")
    assert len(builds) == 2


@pytest.mark.parametrize("cut", [0, 1, 100, 1000])
def test_what_is_broken_is_built_anew(town, tmp_path, builds, cut):
    first = kept.load(town, tmp_path / "kept")
    file = tmp_path / "kept" / "town.npz"
    file.write_bytes(file.read_bytes()[:cut])
    assert same(kept.load(town, tmp_path / "kept"), first)
    assert len(builds) == 2


def test_objects_of_python_are_never_loaded(town, tmp_path, builds):
    class Evil:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "owned"),)

    kept.load(town, tmp_path / "kept")
    np.savez(tmp_path / "kept" / "town.npz", note=np.array([Evil()], dtype=object))
    kept.load(town, tmp_path / "kept")
    assert len(builds) == 2
    assert not (tmp_path / "owned").exists()


def test_a_failed_build_leaves_nothing_behind(tmp_path):
    bad = tmp_path / "bad.osm.pbf"
    bad.write_bytes(b"no map")
    with pytest.raises(BadExtract):
        kept.load(bad, tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_an_extract_without_streets_is_refused(tmp_path):
    town = Town()
    town.node(1, 0, 0, {"shop": "bakery"})
    with pytest.raises(BadExtract, match="holds no streets"):
        build(town.write(tmp_path / "town.osm.pbf"))


def test_names_houses_and_stations_are_read(town):
    extract = build(town)
    assert ("Вышний", "Улан") in extract.names
    houses = extract.houses
    assert houses.numbers == ("1", "3")
    assert {extract.names[name] for name in houses.street.tolist()} == {("Main Street",)}
    assert {extract.names[name] for name in houses.town.tolist()} == {("Town",)}
    assert [extract.names[each.name][0] for each in extract.named] == ["Вышний", "Halt"]
