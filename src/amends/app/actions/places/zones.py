"""The time zone and the country of a place, from its coordinates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import tzfpy

from amends.core.forms import is_time_zone
from amends.core.places import Spot

TABLES = ("zone1970.tab", "zone.tab")
AT_SEA = "Etc/"


class Zoned(NamedTuple):
    """A time zone and a country, empty where they are not certain, and what is odd about them."""

    zone: str
    country: str
    doubt: str = ""


class _Countries(NamedTuple):
    of_zone: Mapping[str, frozenset[str]]
    zones: Mapping[str, tuple[str, ...]]


def zoned(spot: Spot | None, *, zone: str, country: str) -> Zoned:
    """Where a place lies: what its list says, held against its coordinates.

    A zone that the list names holds. Else it is that of the coordinates, if the country has it; a
    country of one zone needs no coordinates.
    """
    if zone and is_time_zone(zone):
        return Zoned(zone, country or _only(_countries().of_zone.get(zone, frozenset())))
    there = tzfpy.get_tz(spot[1], spot[0]) if spot else ""
    if not there or there.startswith(AT_SEA):
        doubt = "its coordinates are at sea" if there else ""
        return Zoned(_only(_countries().zones.get(country, ())), country, doubt)
    around = _countries().of_zone.get(there, frozenset())
    if not country or not around or country in around:
        return Zoned(there, country or _only(around))
    return _elsewhere(there, country)


def _elsewhere(there: str, country: str) -> Zoned:
    """Near a border the zone of the coordinates may be the neighbour's."""
    zone = _only(_countries().zones.get(country, ()))
    return Zoned(zone, country, f"its coordinates are in {there}, not in {country}")


def _only(names: frozenset[str] | tuple[str, ...]) -> str:
    return next(iter(names)) if len(names) == 1 else ""


@cache
def _countries() -> _Countries:
    """Which countries lie in a zone, and the zones of each country, by the IANA tables."""
    of_zone: dict[str, set[str]] = defaultdict(set)
    zones: dict[str, list[str]] = defaultdict(list)
    for table in TABLES:
        for line in files("tzdata.zoneinfo").joinpath(table).read_text("utf-8").splitlines():
            if line.startswith("#"):
                continue
            codes, _, zone, *_ = line.split("\t")
            if table == "zone.tab":
                zones[codes].append(zone)
                of_zone[zone] = {codes} | (of_zone[zone] if zone in DISPUTED else set())
            else:
                of_zone[zone] |= set(codes.split(","))
    return _Countries(
        {zone: frozenset(codes) for zone, codes in of_zone.items()},
        {country: tuple(names) for country, names in zones.items()},
    )


DISPUTED = frozenset({"Europe/Simferopol"})
"""Zones of which the tables name two countries."""
