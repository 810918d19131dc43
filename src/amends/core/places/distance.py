"""Distances on the globe."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nsmallest
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS = 6_371_008.8
"""Mean radius of the Earth in metres (IUGG)."""


def metres(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Great-circle distance in metres between two (latitude, longitude) pairs in degrees.

    Haversine formula: Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984).
    """
    (lat1, lon1), (lat2, lon2) = start, end
    half_lat, half_lon = radians(lat2 - lat1) / 2, radians(lon2 - lon1) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(chord)))


def nearest(
    start: tuple[float, float], places: Sequence[tuple[str, float, float]], *, most: int
) -> list[str]:
    """The codes of at most ``most`` places nearest to ``start``, nearest first."""
    ranked = nsmallest(most, places, key=lambda place: (metres(start, place[1:]), place[0]))
    return [code for code, _, _ in ranked]
