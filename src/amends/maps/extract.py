"""What Amends keeps of an OpenStreetMap extract: streets, the road graph, addresses, places.

Plain columns, so that a large town is small in memory, is kept in one file and read back at once.
Coordinates are whole numbers of 10^-7 degrees, as OpenStreetMap has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.core.places import Spot
from amends.core.places.addresses import Kind
from amends.core.places.roads import Mode

Whole = NDArray[np.int32]

DEGREE: Final = 10_000_000
"""Coordinate units in one degree."""

ATTRIBUTION: Final = "© OpenStreetMap contributors"
"""Must be shown wherever the data is (Open Database License 1.0)."""

NEVER: Final = -1
"""Milliseconds along an edge that a mode must not use."""


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Ways as they are drawn: way ``i`` has the points ``first[i]`` up to ``first[i + 1]``."""

    latitudes: Whole
    longitudes: Whole
    first: Whole
    rank: Whole
    """0 for motorways up to 5 for paths: ``amends.maps.ranks``."""
    name: Whole
    """Which of the extract's names, -1 for none."""


@dataclass(frozen=True, slots=True, eq=False)
class Roads:
    """The road graph: an edge is the stretch of a way between two nodes, with its points.

    Nodes are crossings, ends of ways and barriers. ``tail`` and ``head`` are nodes; the edge runs
    over the points ``start`` to ``end`` (both included) of the lines. ``go`` and ``back`` are
    milliseconds by mode, ``NEVER`` where it must not be used in that direction. ``off_ground``:
    the edge lies under ground or on an upper floor.
    """

    node_point: Whole
    """Which of the lines' points lies where a node is."""
    tail: Whole
    head: Whole
    start: Whole
    end: Whole
    millimetres: Whole
    off_ground: NDArray[np.bool_]
    order: Whole
    """The nodes in the order in which the hierarchy contracts them."""
    go: dict[Mode, Whole]
    back: dict[Mode, Whole]


@dataclass(frozen=True, slots=True, eq=False)
class Houses:
    """Addresses: which of the names is the street's, which is the town's (-1: not said)."""

    latitudes: Whole
    longitudes: Whole
    street: Whole
    town: Whole
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A station or a place; ``rank`` is 0 for the largest (a city) and grows."""

    name: int
    kind: Kind
    spot: Spot
    rank: int


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """One extract, read. A name is all its spellings and languages, the one to show first."""

    source: str
    box: tuple[float, float, float, float]
    """South, west, north, east."""
    names: tuple[tuple[str, ...], ...]
    lines: Lines
    roads: Roads
    houses: Houses
    named: tuple[Named, ...]


def spots(latitudes: Whole, longitudes: Whole) -> list[Spot]:
    """Coordinate columns as spots in degrees."""
    north, east = (latitudes / DEGREE).tolist(), (longitudes / DEGREE).tolist()
    return list(zip(north, east, strict=True))
