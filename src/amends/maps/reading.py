"""The first step from an `.osm.pbf` to an extract: what is of use, as it stands in the file."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from amends.core.places import Spot
from amends.core.places.addresses import Kind
from amends.core.places.roads import Mode
from amends.maps import access, ranks
from amends.maps.extract import Named
from amends.maps.pbf import MOST_BYTES, BadExtract, Thing, things

KEYS: Final = (
    "highway",
    "addr:housenumber",
    "place",
    "railway",
    "public_transport",
    "barrier",
)
MOST_POINTS: Final = 100_000_000
MOST_SPELLINGS: Final = 12
LANGUAGES: Final = ("", ":en", ":ru", ":mn", ":fi", ":sv", ":de", ":pl", ":kk", ":uk", ":et")
NAMING: Final = ("name", "alt_name", "official_name", "short_name", "loc_name", "old_name")
STATIONS: Final[Mapping[str, int]] = {
    "station": ranks.STATION,
    "halt": ranks.STATION,
    "tram_stop": ranks.STOP,
    "subway_entrance": ranks.ENTRANCE,
}
UNBUILT: Final = frozenset({"construction", "proposed", "razed", "abandoned", "no"})


@dataclass
class House:
    """An address as it is written."""

    street: str
    number: str
    town: str
    spot: Spot


@dataclass
class Found:
    """Everything of use in a file, way after way."""

    names: dict[tuple[str, ...], int] = field(default_factory=dict)
    refs: array[int] = field(default_factory=lambda: array("q"))
    latitudes: array[int] = field(default_factory=lambda: array("i"))
    longitudes: array[int] = field(default_factory=lambda: array("i"))
    first: array[int] = field(default_factory=lambda: array("i", [0]))
    rank: array[int] = field(default_factory=lambda: array("i"))
    name: array[int] = field(default_factory=lambda: array("i"))
    off_ground: array[int] = field(default_factory=lambda: array("b"))
    along: dict[Mode, array[float]] = field(
        default_factory=lambda: {mode: array("d") for mode in Mode}
    )
    against: dict[Mode, array[float]] = field(
        default_factory=lambda: {mode: array("d") for mode in Mode}
    )
    stops: dict[Mode, set[int]] = field(default_factory=lambda: {mode: set() for mode in Mode})
    houses: list[House] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)

    def number_of(self, spellings: tuple[str, ...]) -> int:
        """The number of a name; -1 for none."""
        return self.names.setdefault(spellings, len(self.names)) if spellings else -1


def read(path: Path, *, most_bytes: int = MOST_BYTES) -> Found:
    """Everything of use in a file. Raises ``BadExtract``."""
    found = Found()
    for thing in things(path, KEYS, most_bytes=most_bytes):
        if thing.kind == "way" and "highway" in thing.tags:
            _add_way(found, thing)
        elif thing.kind == "node" and "barrier" in thing.tags:
            _add_barrier(found, thing)
        _add_house(found, thing)
        _add_named(found, thing)
        if len(found.refs) > MOST_POINTS:
            raise BadExtract(f"has more than {MOST_POINTS:,} points of streets", where=path.name)
    return found


def spellings(tags: Mapping[str, str]) -> tuple[str, ...]:
    """All names of a thing, the one to show first, each once."""
    said = (tags.get(key + language, "") for key in NAMING for language in LANGUAGES)
    each = (name.strip() for value in said for name in value.split(";"))
    return tuple(dict.fromkeys(name for name in each if name))[:MOST_SPELLINGS]


def _add_way(found: Found, way: Thing) -> None:
    tags = way.tags
    if len(way.refs) < 2 or tags["highway"] in UNBUILT:
        return
    found.refs.extend(way.refs)
    found.latitudes.extend(way.latitudes)
    found.longitudes.extend(way.longitudes)
    found.first.append(len(found.refs))
    found.rank.append(ranks.STREETS.get(tags["highway"], ranks.PATH))
    found.name.append(found.number_of(spellings(tags)))
    found.off_ground.append(access.is_off_ground(tags))
    for mode, speeds in ((Mode.WALK, access.walking(tags)), (Mode.CAR, access.driving(tags))):
        found.along[mode].append(speeds.along)
        found.against[mode].append(speeds.against)


def _add_barrier(found: Found, node: Thing) -> None:
    if access.stops_walkers(node.tags):
        found.stops[Mode.WALK].add(node.number)
    if access.stops_cars(node.tags):
        found.stops[Mode.CAR].add(node.number)


def _add_house(found: Found, thing: Thing) -> None:
    street = thing.tags.get("addr:street") or thing.tags.get("addr:place")
    number = thing.tags.get("addr:housenumber")
    spot = thing.spot if street and number else None
    if street and number and spot:
        town = thing.tags.get("addr:city", "")
        found.houses.extend(House(street, each, town, spot) for each in _numbers(number))


def _numbers(text: str) -> Iterator[str]:
    """The house numbers in a tag; ``12;14`` are two."""
    return (number.strip() for number in re.split(r"[;,]", text) if number.strip())


def _add_named(found: Found, thing: Thing) -> None:
    tags = thing.tags
    station = STATIONS.get(tags.get("railway", ""))
    if tags.get("public_transport") == "station":
        station = ranks.STATION
    place = ranks.PLACES.get(tags.get("place", ""))
    rank = place if station is None else station
    spot = None if rank is None else thing.spot
    name = found.number_of(spellings(tags)) if spot else -1
    if rank is not None and spot and name >= 0:
        kind = Kind.PLACE if station is None else Kind.STATION
        found.named.append(Named(name, kind, spot, rank))
