"""Geocoders behind HTTP: Nominatim and Photon, with a spare one where they fail.

What a customer typed is sent to the service: set one only if your privacy notice says so, or run
your own.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import Any, Final

from rapidfuzz import fuzz

from amends.core.places import Spot
from amends.core.places.addresses import Finding, Found, Geocoder, Kind, KnownAddresses
from amends.maps.asking import NoService, Service
from amends.maps.remote import Reading, spot_of
from amends.maps.spelling import MOST_LETTERS, folded

NOMINATIM_GAP: Final = 1.0
"""Seconds between two questions to a public Nominatim (operations.osmfoundation.org/policies/
nominatim: at most one a second, a user agent of your own, no auto-complete)."""

MOST_FOUND: Final = 10
MOST_TEXT: Final = 300
STATION_KEYS: Final = ("railway", "public_transport")
TOWN_KEYS: Final = ("city", "town", "village", "municipality", "district", "county")


class RemoteGeocoder(ABC):
    """A geocoder that asks an outside service, and its spare one where that fails."""

    name: str

    def __init__(self, service: Service, spare: Geocoder | None = None) -> None:
        self._service = service
        self._spare = spare or KnownAddresses({})

    def find(self, text: str, *, near: Spot | None = None, most: int = 5) -> Finding:
        """The places that a text may mean, as the service has them."""
        text = text.strip()[:MOST_LETTERS]
        if not text or most < 1:
            return Finding((), self.name)
        try:
            with Reading():
                found = list(islice(self._asked(text, near, min(most, MOST_FOUND)), most))
        except NoService as error:
            spare = self._spare.find(text, near=near, most=most)
            return replace(spare, trouble=f"{self.name}: {error}")
        found.sort(key=lambda each: -each.certainty)
        return Finding(tuple(found), self.name)

    @abstractmethod
    def _asked(self, text: str, near: Spot | None, most: int) -> list[Found]:
        """One question. Raises ``NoService``."""


class Nominatim(RemoteGeocoder):
    """nominatim.org/release-docs/latest/api/Search."""

    name = "nominatim"

    def _asked(self, text: str, near: Spot | None, most: int) -> list[Found]:
        params = {"q": text, "format": "jsonv2", "addressdetails": "1", "limit": str(most)}
        if near:
            (north, east), reach = near, 0.5
            box = (east - reach, north - reach, east + reach, north + reach)
            params["viewbox"] = ",".join(f"{side:.4f}" for side in box)
        answer = self._service.get("/search", params)
        if not isinstance(answer, list):
            raise NoService("the answer is no list of places")
        return [_nominatim_place(each, text) for each in answer]


class Photon(RemoteGeocoder):
    """github.com/komoot/photon, `/api`."""

    name = "photon"

    def _asked(self, text: str, near: Spot | None, most: int) -> list[Found]:
        params = {"q": text, "limit": str(most)}
        if near:
            params |= {"lat": f"{near[0]:.4f}", "lon": f"{near[1]:.4f}"}
        return [_photon_place(each, text) for each in self._service.get("/api", params)["features"]]


def _nominatim_place(place: Mapping[str, Any], text: str) -> Found:
    address = place.get("address") or {}
    road, number = address.get("road"), address.get("house_number")
    name = f"{road} {number}" if road and number else place.get("name") or place["display_name"]
    kind = _kind(str(place.get("category")), is_house=bool(road and number))
    spot = spot_of(place["lat"], place["lon"])
    return _found(text, name, kind, spot, _town(address), str(place["display_name"]))


def _photon_place(feature: Mapping[str, Any], text: str) -> Found:
    tags = feature["properties"]
    road, number = tags.get("street") or tags.get("name"), tags.get("housenumber")
    name = f"{road} {number}" if road and number else tags.get("name") or road
    east, north = feature["geometry"]["coordinates"]
    kind = _kind(str(tags.get("osm_key")), is_house=bool(number))
    whole = " ".join(str(tags[key]) for key in ("postcode", *TOWN_KEYS, "country") if key in tags)
    return _found(text, name, kind, spot_of(north, east), _town(tags), f"{name} {whole}")


def _kind(key: str, *, is_house: bool) -> Kind:
    if is_house:
        return Kind.HOUSE
    if key in STATION_KEYS:
        return Kind.STATION
    return Kind.STREET if key == "highway" else Kind.PLACE


def _town(address: Mapping[str, Any]) -> str:
    return str(next((address[key] for key in TOWN_KEYS if address.get(key)), ""))[:MOST_TEXT]


def _found(text: str, name: Any, kind: Kind, spot: Spot, within: str, whole: str) -> Found:
    """The services do not say how certain they are: how much of the text is in the answer."""
    if not name:
        raise ValueError("a place without a name")
    certainty = fuzz.token_set_ratio(folded(text), folded(whole[:MOST_TEXT])) / 100
    return Found(str(name)[:MOST_TEXT], kind, spot, round(certainty, 3), within)
