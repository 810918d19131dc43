"""Which streets and places are the large ones: what is drawn from afar, what is found first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PATH: Final = 5
STREETS: Final[Mapping[str, int]] = {
    "motorway": 0,
    "motorway_link": 0,
    "trunk": 0,
    "trunk_link": 0,
    "primary": 1,
    "primary_link": 1,
    "secondary": 2,
    "secondary_link": 2,
    "tertiary": 2,
    "tertiary_link": 2,
    "unclassified": 3,
    "residential": 3,
    "living_street": 3,
    "pedestrian": 3,
    "road": 3,
    "service": 4,
}
"""By the value of ``highway``; every other way is a path."""

PLACES: Final[Mapping[str, int]] = {
    "city": 0,
    "town": 1,
    "village": 2,
    "suburb": 3,
    "borough": 3,
    "quarter": 4,
    "neighbourhood": 4,
    "hamlet": 3,
    "square": 4,
    "island": 4,
    "locality": 5,
}
"""By the value of ``place``; others (city blocks, farms) are not what customers write."""

TOWN: Final = 2
"""A place of at most this rank is the town in which an address lies."""

STATION: Final = 1
"""A railway or metro station."""
STOP: Final = 4
"""A stop of trams."""
ENTRANCE: Final = 5
"""An entrance of a station."""
