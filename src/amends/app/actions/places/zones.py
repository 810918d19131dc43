"""The time zone and the country of a place, from its coordinates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from zoneinfo import ZoneInfo

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

    A zone that the list names holds, if it is one of that country or keeps the same time: many
    files have UTC for all points. Else it is that of the coordinates, if the country has it; a
    country of one zone needs no coordinates.
    """
    there = tzfpy.get_tz(spot[1], spot[0]) if spot else ""
    if zone and is_time_zone(zone):
        of_country = _countries().of_zone.get(zone, frozenset())
        around = _countries().of_zone.get(there, frozenset()) | {country} - {""}
        if not around or of_country & around or _same_time(zone, there):
            return Zoned(zone, country or _only(of_country))
        doubt = f"its time zone {zone} is not that of its coordinates, {there}"
        return Zoned("", country, doubt) if of_country else _by_place(spot, there, country, doubt)
    return _by_place(spot, there, country, "")


def _by_place(spot: Spot | None, there: str, country: str, doubt: str) -> Zoned:
    """The zone of the coordinates, held against the country; a zone of no country is put aside."""
    if not there or there.startswith(AT_SEA):
        at_sea = "its coordinates are at sea" if there else ""
        return Zoned(_only(_countries().zones.get(country, ())), country, at_sea)
    around = _countries().of_zone.get(there, frozenset())
    if not country or not around or country in around:
        return Zoned(there, country or _only(around), doubt)
    return _elsewhere(spot, there, country)


def _elsewhere(spot: Spot | None, there: str, country: str) -> Zoned:
    """Near a border the zone of the coordinates may be the neighbour's."""
    doubt = f"its coordinates are in {there}, not in {country}"
    if spot and abs(spot[1]) <= 90:
        swapped = _countries().of_zone.get(tzfpy.get_tz(spot[0], spot[1]), frozenset())
        if country in swapped:
            return Zoned("", country, f"{doubt}: are they swapped?")
    return Zoned(_only(_countries().zones.get(country, ())), country, doubt)


_SAME_BUT_FOR_CUSTOM = ({"Asia/Shanghai", "Asia/Urumqi"},)
"""Zones of one place whose people keep either time."""


@cache
def _same_time(one: str, other: str) -> bool:
    """Whether two zones have the same clock in every month of some years."""
    if {one, other} in _SAME_BUT_FOR_CUSTOM:
        return True
    months = [datetime(year, month, 15, tzinfo=UTC) for year in _YEARS for month in range(1, 13)]
    clocks = (ZoneInfo(one), ZoneInfo(other))
    return all(
        len({each.astimezone(clock).utcoffset() for clock in clocks}) == 1 for each in months
    )


_YEARS = (2025, 2026, 2027)


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
