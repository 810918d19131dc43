"""From a spot to the nearest place on a street that a mode may use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, cos, hypot, radians
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.core.places import Spot
from amends.core.places.distance import EARTH_RADIUS
from amends.maps.extract import DEGREE, Extract, Whole

CELL: Final = 100.0
"""Metres along one side of a cell."""

MOST_CELLS: Final = 2_500
"""Cells for one piece of a street; a longer one (5 km and more) is looked at for every spot."""

FARTHEST: Final = 500.0
"""Metres: a spot farther than this from every street cannot be reached."""

NEAR: Final = 100.0
"""Metres: a spot is not put into a tunnel or on an upper floor while a street is this near."""

METRES: Final = radians(1) * EARTH_RADIUS
"""Of one degree along a meridian."""


@dataclass(frozen=True, slots=True)
class Snap:
    """A place on an edge: ``part`` of its length from its tail, ``metres`` away from the spot."""

    edge: int
    part: float
    metres: float
    spot: Spot


class Snapper:
    """The usable edges' straight pieces in a grid of cells; the nearest piece is found exactly.

    Around a spot the map is taken as flat.
    """

    def __init__(self, extract: Extract, usable: NDArray[np.bool_]) -> None:
        roads, lines = extract.roads, extract.lines
        self._south, self._west = extract.box[:2]
        polar = max(abs(extract.box[0]), abs(extract.box[2]))
        self._cell_lat = CELL / METRES
        self._cell_lon = CELL / (METRES * max(cos(radians(polar)), 0.01))
        self._columns = int((extract.box[3] - self._west) / self._cell_lon) + 2
        edges = np.flatnonzero(usable & (roads.end > roads.start))
        count = (roads.end - roads.start)[edges]
        self._edge = np.repeat(edges, count).astype(np.int32)
        before = np.concatenate([[0], np.cumsum(count)[:-1]])
        point = roads.start[self._edge] + np.arange(len(self._edge)) - np.repeat(before, count)
        self._lat, self._lon = lines.latitudes / DEGREE, lines.longitudes / DEGREE
        self._point = point.astype(np.int32)
        self._roads = roads
        self._on_ground = ~roads.off_ground[self._edge]
        self._cell, self._piece, self._long = self._grid()

    def nearest(self, spot: Spot) -> Snap | None:
        """The nearest place on an edge, ``None`` where none is within ``FARTHEST``.

        Edges off the ground count only where none at ground level is within ``NEAR``.
        """
        near = self._within(spot, NEAR, ground_only=True)
        return near or self._within(spot, FARTHEST, ground_only=False)

    def _within(self, spot: Spot, farthest: float, *, ground_only: bool) -> Snap | None:
        row = int((spot[0] - self._south) // self._cell_lat)
        column = int((spot[1] - self._west) // self._cell_lon)
        best: Snap | None = None
        for ring in range(1, ceil(farthest / CELL) + 1):
            pieces = self._around(row, column, ring)
            pieces = pieces[self._on_ground[pieces]] if ground_only else pieces
            if len(pieces):
                best = self._closest(spot, pieces)
            if best is not None and best.metres <= ring * CELL:
                break
        return best if best is not None and best.metres <= farthest else None

    def _around(self, row: int, column: int, ring: int) -> Whole:
        """The pieces in all cells at most so many cells away."""
        left, right = max(column - ring, 0), min(column + ring, self._columns - 1)
        if left > right:
            return self._long
        rows = np.arange(max(row - ring, 0), max(row + ring, -1) + 1) * self._columns
        first = np.searchsorted(self._cell, rows + left)
        last = np.searchsorted(self._cell, rows + right, side="right")
        found = [self._piece[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True)]
        return np.concatenate([self._long, *found])

    def _closest(self, spot: Spot, pieces: Whole) -> Snap:
        """Project the spot on every piece; the nearest projection wins."""
        east = METRES * cos(radians(spot[0]))
        start = self._point[pieces]
        x, y = (self._lon[start] - spot[1]) * east, (self._lat[start] - spot[0]) * METRES
        dx = (self._lon[start + 1] - spot[1]) * east - x
        dy = (self._lat[start + 1] - spot[0]) * METRES - y
        long = dx * dx + dy * dy
        at = np.clip(-(x * dx + y * dy) / np.where(long > 0, long, 1), 0, 1)
        gap = (x + at * dx) ** 2 + (y + at * dy) ** 2
        best = int(gap.argmin())
        place = (
            spot[0] + float(y[best] + at[best] * dy[best]) / METRES,
            spot[1] + float(x[best] + at[best] * dx[best]) / east,
        )
        return self._snap(int(pieces[best]), float(at[best]), float(gap[best]) ** 0.5, place)

    def _snap(self, piece: int, at: float, metres: float, place: Spot) -> Snap:
        edge, point = int(self._edge[piece]), int(self._point[piece])
        start, end = int(self._roads.start[edge]), int(self._roads.end[edge])
        lengths = list(self._lengths(start, end))
        done = sum(lengths[: point - start]) + at * lengths[point - start]
        return Snap(edge, done / (sum(lengths) or 1), metres, place)

    def _lengths(self, start: int, end: int) -> Iterator[float]:
        east = cos(radians(self._lat[start]))
        for point in range(start, end):
            north = self._lat[point + 1] - self._lat[point]
            yield float(hypot(north, (self._lon[point + 1] - self._lon[point]) * east))

    def _grid(self) -> tuple[NDArray[np.int64], Whole, Whole]:
        """The number of a cell for each piece, row after row; the pieces; and the long ones.

        A piece stands in every cell that its bounding box touches.
        """
        rows = self._cells(self._lat, self._south, self._cell_lat)
        columns = self._cells(self._lon, self._west, self._cell_lon)
        high, wide = rows[1] - rows[0] + 1, columns[1] - columns[0] + 1
        count = np.where(high * wide > MOST_CELLS, 0, high * wide)
        piece = np.repeat(np.arange(len(self._edge)), count)
        nth = np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count)
        row = rows[0][piece] + nth // wide[piece]
        cell = row * self._columns + columns[0][piece] + nth % wide[piece]
        order = np.argsort(cell, kind="stable")
        return (
            cell[order],
            piece[order].astype(np.int32),
            np.flatnonzero(count == 0).astype(np.int32),
        )

    def _cells(
        self, degrees: NDArray[np.float64], origin: float, size: float
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The first and last row (or column) of each piece."""
        one, other = degrees[self._point], degrees[self._point + 1]
        low, high = np.minimum(one, other), np.maximum(one, other)
        return (
            ((low - origin) // size).astype(np.int64),
            ((high - origin) // size).astype(np.int64),
        )
