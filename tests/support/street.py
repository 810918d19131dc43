"""A map of one long street with a side street and a station at each end, and shops in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.support.line import event
from tests.support.town import Town, spot

MIDDLE = 20


def write_street(path: Path) -> Path:
    """The map as an `.osm.pbf`."""
    town = Town()
    for number in range(5):
        town.node(number + 1, 0, number * 10)
    town.node(6, 4, MIDDLE)
    town.node(7, 0, 0, {"railway": "station", "name": "West Station"})
    town.node(8, 0, 40, {"railway": "station", "name": "East Station"})
    town.way([1, 2, 3, 4, 5], {"highway": "residential", "name": "Long Street"})
    town.way([3, 6], {"highway": "residential", "name": "Side Street"})
    return town.write(path)


def in_the_street(code: str, *, north: float = 0) -> dict[str, Any]:
    """A shop that is always open, in the middle of the street or so far up the side street."""
    latitude, longitude = spot(north, MIDDLE)
    about: dict[str, Any] = {"name": f"Shop {code}", "time_zone": "Europe/Moscow", "hours": "24/7"}
    return event("point.described", code, **about, lat=latitude, lon=longitude)
