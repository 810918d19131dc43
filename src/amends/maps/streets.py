"""The streets of an extract as a small answer for a map on a page: no tile service needed."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from amends.maps.extract import ATTRIBUTION, DEGREE, Extract
from amends.maps.ranks import PATH

Box = tuple[float, float, float, float]
"""South, west, north, east in degrees."""

MOST_POINTS: Final = 20_000
"""Of an answer: about 400 kB of JSON."""

RANK_FROM_ZOOM: Final = (0, 9, 11, 13, 15, 16)
"""From which zoom streets of each rank are drawn; motorways always."""

ZOOMS: Final = range(20)
TILE: Final = 256
"""Pixels of the whole world at zoom 0 (the scheme of web maps)."""


Line = tuple[tuple[float, float], ...]
"""Of (latitude, longitude)."""

Ranked = tuple[int, tuple[Line, ...]]
"""A rank and its lines."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Lines by rank, the largest streets first, and whether smaller ones were left out."""

    lines: tuple[Ranked, ...]
    is_whole: bool


class Streets:
    """Finds the streets in a box."""

    def __init__(self, extract: Extract) -> None:
        lines = extract.lines
        self._lines, self.box = lines, extract.box
        first = lines.first[:-1]
        self._south = np.minimum.reduceat(lines.latitudes, first)
        self._north = np.maximum.reduceat(lines.latitudes, first)
        self._west = np.minimum.reduceat(lines.longitudes, first)
        self._east = np.maximum.reduceat(lines.longitudes, first)

    def within(self, box: Box, zoom: int, *, most_points: int = MOST_POINTS) -> Drawn:
        """The streets that touch a box, as exact as a pixel at a zoom, in at most so many points.

        The largest come first; a rank that does not fit any more is left out whole. Raises
        ``ValueError`` for a box or zoom that is none.
        """
        _check(box, zoom)
        ways = np.flatnonzero(self._touching(box))
        told: list[Ranked] = []
        left = most_points
        for rank in (rank for rank in range(PATH + 1) if RANK_FROM_ZOOM[rank] <= zoom):
            lines, points = self._simplified(ways[self._lines.rank[ways] == rank], zoom, box)
            if points > left:
                return Drawn(tuple(told), False)
            left -= points
            told.append((rank, lines))
        return Drawn(tuple(told), True)

    def _touching(self, box: Box) -> NDArray[np.bool_]:
        south, west, north, east = (round(side * DEGREE) for side in box)
        inside: NDArray[np.bool_] = (
            (self._south <= north)
            & (self._north >= south)
            & (self._west <= east)
            & (self._east >= west)
        )
        return inside

    def _simplified(
        self, ways: NDArray[np.int64], zoom: int, box: Box
    ) -> tuple[tuple[Line, ...], int]:
        """Points moved to the nearest pixel, of those in one pixel only one; and their number."""
        across = max(1, round(360 * DEGREE / TILE / 2**zoom))
        down = max(1, round(across * cos(radians((box[0] + box[2]) / 2))))
        first = self._lines.first[ways].astype(np.int64)
        counts = self._lines.first[ways + 1] - first
        starts = np.cumsum(counts) - counts
        points = np.repeat(first - starts, counts) + np.arange(counts.sum())
        north = np.rint(self._lines.latitudes[points] / down).astype(np.int64) * down
        east = np.rint(self._lines.longitudes[points] / across).astype(np.int64) * across
        moved = np.ones(len(points), dtype=np.bool_)
        moved[1:] = (np.diff(north) != 0) | (np.diff(east) != 0)
        moved[starts] = True
        left = np.add.reduceat(moved, starts) if len(ways) else counts
        spots = _degrees(north[moved], east[moved])
        ends = np.cumsum(left)
        told = tuple(
            tuple(spots[end - count : end])
            for end, count in zip(ends.tolist(), left.tolist(), strict=True)
            if count > 1
        )
        return told, sum(len(line) for line in told)


def geojson(drawn: Drawn) -> dict[str, Any]:
    """Streets as a GeoJSON FeatureCollection (RFC 7946): a feature for each rank."""
    return {
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        "whole": drawn.is_whole,
        "features": [
            {
                "type": "Feature",
                "properties": {"rank": rank},
                "geometry": {
                    "type": "MultiLineString",
                    "coordinates": [[[east, north] for north, east in line] for line in lines],
                },
            }
            for rank, lines in drawn.lines
            if lines
        ],
    }


def _degrees(north: NDArray[np.int64], east: NDArray[np.int64]) -> list[tuple[float, float]]:
    latitudes = np.round(north / DEGREE, 6).tolist()
    longitudes = np.round(east / DEGREE, 6).tolist()
    return list(zip(latitudes, longitudes, strict=True))


def _check(box: Box, zoom: int) -> None:
    south, west, north, east = box
    if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):
        raise ValueError("a box is south, west, north, east in degrees")
    if zoom not in ZOOMS:
        raise ValueError(f"a zoom is a whole number from 0 to {ZOOMS[-1]}")
