"""Distances on the globe."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nsmallest
from math import asin, cos, degrees, radians, sin, sqrt

EARTH_RADIUS = 6_371_008.8
"""Mean radius of the Earth in metres (IUGG)."""

STEEPEST = 89.0
"""Nearer to a pole than this latitude, a box stays as wide as here."""

Spot = tuple[float, float]
"""Latitude and longitude in degrees."""

DIGITS = 7
"""Of a degree that are shown: a centimetre."""


def rounded(spot: Spot) -> list[float]:
    """A spot as it is shown: latitude and longitude."""
    return [round(degree, DIGITS) for degree in spot]


def distance(start: Spot, end: Spot) -> float:
    """Great-circle distance in metres between two (latitude, longitude) pairs in degrees.

    Haversine formula: Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984).
    """
    (lat1, lon1), (lat2, lon2) = start, end
    half_lat, half_lon = radians(lat2 - lat1) / 2, radians(lon2 - lon1) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(chord)))


def within(
    start: Spot, places: Sequence[tuple[str, float, float]], *, metres: float, most: int
) -> list[str]:
    """The codes of at most ``most`` places not farther than ``metres``, nearest first."""
    measured = ((distance(start, (lat, lon)), code) for code, lat, lon in places)
    return [code for _, code in nsmallest(most, (each for each in measured if each[0] <= metres))]


def box_around(spot: Spot, *, metres: float) -> tuple[float, float, float, float]:
    """South, west, north and east of a box that holds every place within ``metres`` of a spot.

    It does not reach across the 180th meridian.
    """
    latitude, longitude = spot
    high = degrees(metres / EARTH_RADIUS)
    narrowest = cos(radians(min(abs(latitude) + high, STEEPEST)))
    wide = min(high / narrowest, 180.0)
    return latitude - high, longitude - wide, latitude + high, longitude + wide
