"""Very many points on a map: cells of a grid that say how many there are, and single points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from amends.core.places.distance import Spot

CELL = 84
"""Dots on the screen from cell to cell,"""
WORLD = 256
"""of which the whole world has so many at zoom 0 (Web Mercator)."""
MOST_CELLS = 400
"""A view that would show more has larger cells."""
POLE = 85.05
"""Degrees; no such map goes farther."""

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Box = tuple[Spot, Spot]
"""The south-western and the north-eastern corner."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Points near one another: the middle of them, the box they lie in, how many of each look."""

    spot: Spot
    box: Box
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a view shows: cells of two points and more, and the rows of the others."""

    cells: tuple[Cell, ...]
    rows: tuple[int, ...]


def gather(
    spots: Floats, looks: Ints, *, view: Box, zoom: float, kinds: int, singly: int
) -> Gathered:
    """The points of a view: each as itself where there are at most ``singly``, else in cells.

    ``spots``: (n, 2) degrees north and east; ``looks``: a number below ``kinds`` for each. Cells
    keep their places as the view moves.
    """
    inside = np.flatnonzero(_within(spots, view))
    if len(inside) <= singly:
        return Gathered((), tuple(inside.tolist()))
    spots, looks = spots[inside], looks[inside]
    _, of, sizes = np.unique(
        _numbers(spots, _size(view, zoom)), return_inverse=True, return_counts=True
    )
    alone = sizes[of] == 1
    return Gathered(
        _cells(spots, looks, of, sizes, kinds),
        tuple(inside[alone].tolist()),
    )


def bounds(spots: Floats) -> Box:
    """The box of all points; ``ValueError`` where there are none."""
    south, west = spots.min(axis=0).tolist()
    north, east = spots.max(axis=0).tolist()
    return (south, west), (north, east)


def _within(spots: Floats, view: Box) -> npt.NDArray[np.bool_]:
    (south, west), (north, east) = view
    lat, lon = spots[:, 0], spots[:, 1]
    return np.asarray((lat >= south) & (lat <= north) & (lon >= west) & (lon <= east))


def _size(view: Box, zoom: float) -> float:
    """The side of a cell, where the world has the side 1."""
    low, high = _flat(np.array([view[0], view[1]]))
    area = float(abs((high - low).prod()))
    return max(CELL / (WORLD * float(2.0**zoom)), float((area / MOST_CELLS) ** 0.5))


def _numbers(spots: Floats, size: float) -> Ints:
    grid = np.floor(_flat(spots) / size).astype(np.int64)
    numbers: Ints = grid[:, 0] * (1 << 32) + grid[:, 1]
    return numbers


def _flat(spots: Floats) -> Floats:
    """Web Mercator, the whole world from 0 to 1."""
    north = np.radians(np.clip(spots[:, 0], -POLE, POLE))
    down = (1 - np.log(np.tan(north) + 1 / np.cos(north)) / np.pi) / 2
    return np.column_stack([(spots[:, 1] + 180) / 360, down])


def _cells(spots: Floats, looks: Ints, of: Ints, sizes: Ints, kinds: int) -> tuple[Cell, ...]:
    many = len(sizes)
    counts = np.bincount(of * kinds + looks, minlength=many * kinds).reshape(many, kinds)
    middle = [np.bincount(of, weights=spots[:, side]) / sizes for side in (0, 1)]
    low, high = np.full((many, 2), np.inf), np.full((many, 2), -np.inf)
    np.minimum.at(low, of, spots)
    np.maximum.at(high, of, spots)
    return tuple(
        Cell(
            (float(middle[0][n]), float(middle[1][n])),
            ((float(low[n, 0]), float(low[n, 1])), (float(high[n, 0]), float(high[n, 1]))),
            tuple(counts[n].tolist()),
        )
        for n in np.flatnonzero(sizes > 1).tolist()
    )
