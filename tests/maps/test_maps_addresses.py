"""What people write is found on the map, spelled well or badly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.places import distance
from amends.core.places.addresses import Kind
from amends.maps.addresses import MapGeocoder
from amends.maps.building import build
from amends.maps.kept import load
from amends.maps.spelling import folded
from tests.support.town import Town, spot


def house(street, number, town=""):
    return {"addr:street": street, "addr:housenumber": number} | (
        {"addr:city": town} if town else {}
    )


@pytest.fixture(scope="module")
def geocoder(tmp_path_factory):
    town = Town()
    streets = [
        ("Mühlenstraße", "", "Kirchdorf"),
        ("Энхтайваны өргөн чөлөө", "", ""),
        ("улица 8 Марта", "", ""),
        ("Mannerheimintie", "Mannerheimvägen", ""),
        ("Hauptstraße", "", ""),
    ]
    for row, (name, other, _) in enumerate(streets):
        town.node(10 * row + 1, row, 0, house(name, "10-12"))
        town.node(10 * row + 2, row, 9, house(name, "5") | {"addr:unit": "2"})
        town.node(10 * row + 3, row, 5, house(name, "7a"))
        tags = {"highway": "residential", "name": name}
        town.way([10 * row + 1, 10 * row + 2], tags | ({"name:sv": other} if other else {}))
    town.node(100, 2, 5, {"place": "town", "name": "Нордград", "name:en": "Nordgrad"})
    town.node(101, 300, 5, {"place": "town", "name": "Südstadt"})
    town.node(102, 300, 0)
    town.node(103, 300, 9, house("Hauptstraße", "5", "Südstadt"))
    town.way([102, 103], {"highway": "residential", "name": "Hauptstraße"})
    town.node(110, 2, 2, {"railway": "station", "name": "Комсомольская", "station": "subway"})
    town.node(111, 2.5, 2, {"railway": "subway_entrance", "name": "Metro Комсомольская B"})
    town.node(112, 3, 3, {"place": "square", "name": "Комсомольская"})
    path = tmp_path_factory.mktemp("town") / "town.osm.pbf"
    return MapGeocoder(build(town.write(path)))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Mühlenstraße 5", "Mühlenstraße 5", Kind.HOUSE),
        ("muhlenstrasse 5", "Mühlenstraße 5", Kind.HOUSE),
        ("Muehlenstr. 5", "Mühlenstraße 5", Kind.HOUSE),
        ("MÜHLENSTRASSE 5, Nordgrad", "Mühlenstraße 5", Kind.HOUSE),
        ("5 Muhlenstrase", "Mühlenstraße 5", Kind.HOUSE),
        ("Mühlenstraße 12", "Mühlenstraße 10-12", Kind.HOUSE),
        ("Mühlenstraße 7 A", "Mühlenstraße 7a", Kind.HOUSE),
        ("Manerheimintie 5 B 31, 00100 Nordgrad", "Mannerheimintie 5", Kind.HOUSE),
        ("Mannerheimvägen 5", "Mannerheimintie 5", Kind.HOUSE),
        ("Маннергейминтие 5", "Mannerheimintie 5", Kind.HOUSE),
        ("Mannerheimintie", "Mannerheimintie", Kind.STREET),
        ("Энхтайваны өргөн чөлөө 5", "Энхтайваны өргөн чөлөө 5", Kind.HOUSE),
        ("Enkhtaivany urgun chuluu", "Энхтайваны өргөн чөлөө", Kind.STREET),
        ("ул. 8 Марта, д. 5", "улица 8 Марта 5", Kind.HOUSE),
        ("ulitsa 8 marta 7a", "улица 8 Марта 7a", Kind.HOUSE),
        ("метро Комсомольская", "Комсомольская", Kind.STATION),
        ("metro Komsomolskaya", "Комсомольская", Kind.STATION),
        ("станция Комсамольская", "Комсомольская", Kind.STATION),
        ("Комсомольская B metro", "Metro Комсомольская B", Kind.STATION),
        ("Hauptstr 5 Südstadt", "Hauptstraße 5", Kind.HOUSE),
        ("Nordgrad", "Нордград", Kind.PLACE),
    ],
)
def test_what_is_meant_is_found_for_sure(geocoder, text, name, kind):
    sure = geocoder.find(text).sure
    assert sure is not None
    assert (sure.name, sure.kind) == (name, kind)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Комсомольская", {("Комсомольская", Kind.STATION), ("Комсомольская", Kind.PLACE)}),
        ("Hauptstraße 5", {("Hauptstraße 5", Kind.HOUSE)}),
        ("Mühlenstraße 99", {("Mühlenstraße", Kind.STREET)}),
    ],
)
def test_where_several_are_meant_it_asks(geocoder, text, names):
    finding = geocoder.find(text)
    assert finding.sure is None
    assert {(found.name, found.kind) for found in finding.found[:2]} >= names


def test_the_same_street_in_two_towns_is_told_apart(geocoder):
    within = {found.within for found in geocoder.find("Hauptstraße 5").found[:2]}
    assert within == {"Нордград", "Südstadt"}
    there = geocoder.find("Hauptstraße 5, Südstadt").sure
    assert there is not None
    assert distance(there.spot, spot(300, 9)) < 1


def test_among_equals_the_nearer_comes_first(geocoder):
    for row in (4, 300):
        first = geocoder.find("Hauptstraße 5", near=spot(row, 0)).found[0]
        assert distance(first.spot, spot(row, 9)) < 1


@pytest.mark.parametrize("text", ["", "   ", "10", ",.;", "qqqqqqq", "00100", "ab" * 5000])
def test_what_is_nowhere_is_not_found(geocoder, text):
    assert geocoder.find(text).found == ()


@given(st.text(max_size=300))
def test_whatever_is_written_is_answered(geocoder, text):
    for found in geocoder.find(text, most=3).found:
        assert 0.5 <= found.certainty <= 1


def test_no_more_is_told_than_asked_for(geocoder):
    assert len(geocoder.find("Hauptstraße", most=1).found) == 1
    assert geocoder.find("Hauptstraße", most=0).found == ()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  Größe-Straße ", "grosse-strasse"),
        ("Ёлки, ПАЛКИ", "elki palki"),
        ("Өргөө Khoroo хороо", "orgoo horoo horoo"),
        ("Åbo/Turku 3", "abo/turku 3"),
        ("O’Connell’s", "oconnells"),
    ],
)
def test_letters_become_plain(text, plain):
    assert folded(text) == plain


@pytest.fixture(scope="module")
def helsinki(shared_data, tmp_path_factory):
    path = shared_data / "osm" / "helsinki.osm.pbf"
    return MapGeocoder(load(path, tmp_path_factory.mktemp("kept")))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mannerheimintie 10", "Mannerheimintie 10"),
        ("Manerheimintie 10 Helsinki", "Mannerheimintie 10"),
        ("metro Rautatientori", "Rautatientori"),
        ("Rautatientorin metroasema", "Rautatientori"),
        ("Kaisaniemi metro", "Helsingin yliopisto"),
        ("Alexandersgatan 52", "Aleksanterinkatu 52"),
        ("Helsinki railway station", "Helsinki"),
    ],
)
def test_helsinki_is_known_by_its_names(helsinki, text, name):
    sure = helsinki.find(text).sure
    assert sure is not None
    assert sure.name == name


def test_a_name_of_many_things_is_asked_about(helsinki):
    finding = helsinki.find("Rautatientori")
    assert finding.sure is None
    assert {found.kind for found in finding.found} >= {Kind.STATION, Kind.STREET}
