"""Nominatim and Photon over HTTP: asked politely, and never waited for."""

import time

import pytest

from amends.core.places.addresses import Found, Kind, KnownAddresses
from amends.maps.asking import Service
from amends.maps.lookup import NOMINATIM_GAP, Nominatim, Photon
from tests.support.services import played

HOUSE = {
    "place_id": 1,
    "licence": "Data © OpenStreetMap contributors, ODbL 1.0.",
    "lat": "60.1675939",
    "lon": "24.9413605",
    "category": "building",
    "type": "yes",
    "importance": 0.2,
    "addresstype": "building",
    "name": "",
    "display_name": "10, Mannerheimintie, Kluuvi, Helsinki, 00100, Suomi / Finland",
    "address": {"house_number": "10", "road": "Mannerheimintie", "city": "Helsinki"},
}
STATION = {
    "lat": "60.1703844",
    "lon": "24.9398457",
    "category": "railway",
    "type": "station",
    "name": "Rautatientori",
    "display_name": "Rautatientori, Kaivokatu, Helsinki, Suomi / Finland",
    "address": {"railway": "Rautatientori", "city": "Helsinki"},
}


def test_nominatim_finds_a_house_and_a_station():
    with played(lambda question: [HOUSE]) as service:
        told = Nominatim(Service(service.url)).find("Mannerheimintie 10", near=(60.2, 24.9))
    assert told.by == "nominatim"
    assert told.sure == Found(
        "Mannerheimintie 10", Kind.HOUSE, (60.1675939, 24.9413605), 1.0, "Helsinki"
    )
    (asked,) = service.asked
    assert asked.path == "/search"
    assert asked.params == {
        "q": "Mannerheimintie 10",
        "format": "jsonv2",
        "addressdetails": "1",
        "limit": "5",
        "viewbox": "24.4000,59.7000,25.4000,60.7000",
    }
    with played(lambda question: [STATION]) as service:
        sure = Nominatim(Service(service.url)).find("Rautatientori").sure
    assert sure is not None
    assert sure.kind is Kind.STATION


def test_photon_finds_a_house():
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [24.9413605, 60.1675939]},
        "properties": {
            "osm_key": "building",
            "osm_value": "yes",
            "street": "Mannerheimintie",
            "housenumber": "10",
            "postcode": "00100",
            "city": "Helsinki",
            "country": "Suomi / Finland",
        },
    }
    with played(lambda question: {"features": [feature]}) as service:
        told = Photon(Service(service.url)).find("Mannerheimintie 10", near=(60.2, 24.9))
    assert told.sure is not None
    assert (told.sure.name, told.sure.within) == ("Mannerheimintie 10", "Helsinki")
    assert service.asked[0].params == {
        "q": "Mannerheimintie 10",
        "limit": "5",
        "lat": "60.2000",
        "lon": "24.9000",
    }


def test_another_place_than_was_meant_is_not_sure():
    with played(lambda question: [HOUSE]) as service:
        told = Nominatim(Service(service.url)).find("Aleksanterinkatu 52")
    assert told.sure is None


BAD = {
    "fails": (503, {}),
    "refuses": (429, {}),
    "error": (400, {"error": {"code": 400}}),
    "no json": b"<html>",
    "no place": [{}],
    "nowhere": [HOUSE | {"lat": "91"}],
    "no number": [HOUSE | {"lat": "north"}],
    "number": 7,
    "texts": ["Helsinki"],
}


@pytest.mark.parametrize("bad", list(BAD))
@pytest.mark.parametrize("kind", [Nominatim, Photon])
def test_whatever_the_service_does_the_spare_one_answers(kind, bad):
    known = Found("Home", Kind.HOUSE, (1.0, 2.0), 1.0)
    with played(lambda question: BAD[bad]) as service:
        told = kind(Service(service.url), KnownAddresses({"home": (known,)})).find("home")
    assert told.found == (known,)
    assert told.trouble.startswith(f"{kind.name}: ")
    assert "home" not in told.trouble


def test_without_a_spare_nothing_is_found_and_that_is_said():
    with played(lambda question: (500, {})) as service:
        told = Photon(Service(service.url)).find("Mannerheimintie 10")
    assert (told.found, told.sure) == ((), None)
    assert told.trouble == "photon: the service answered 500"


def test_a_public_service_is_asked_at_most_once_a_second():
    with played(lambda question: [HOUSE]) as service:
        geocoder = Nominatim(Service(service.url, gap=NOMINATIM_GAP, seconds=1.5))
        began = time.monotonic()
        first, second = geocoder.find("a b c"), geocoder.find("d e f")
        assert time.monotonic() - began >= NOMINATIM_GAP
    assert (first.by, second.by) == ("nominatim", "nominatim")


def test_who_would_wait_too_long_for_a_turn_does_not_wait():
    now = 0.0
    with played(lambda question: [HOUSE]) as service:
        geocoder = Nominatim(Service(service.url, gap=10, seconds=3, clock=lambda: now))
        assert geocoder.find("one").trouble == ""
        assert geocoder.find("two").trouble == "nominatim: too many questions at once"
        now = 11.0
        assert geocoder.find("three").trouble == ""


def test_no_more_than_asked_for_is_told_and_nothing_is_asked_for_nothing():
    with played(lambda question: [HOUSE] * 50) as service:
        geocoder = Nominatim(Service(service.url))
        assert len(geocoder.find("Mannerheimintie", most=3).found) == 3
        assert geocoder.find("  ").found == ()
        assert geocoder.find("x", most=0).found == ()
        geocoder.find("x" * 10_000)
    assert len(service.asked) == 2
    assert len(service.asked[1].params["q"]) == 200
