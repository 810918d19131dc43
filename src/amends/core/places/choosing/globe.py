"""Great-circle distances over arrays, by unit vectors and chords.

A chord *c* of the unit sphere spans 2 asin(c/2): the haversine formula, with the sines and cosines
of the points taken once, when the table is made.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from amends.core.places.distance import EARTH_RADIUS

Vectors = npt.NDArray[np.float64]


def vectors(latitude: npt.ArrayLike, longitude: npt.ArrayLike) -> Vectors:
    """Unit vectors (n, 3) of spots in degrees."""
    lat, lon = np.radians(latitude), np.radians(longitude)
    beside, made = np.cos(lat), np.empty((*lat.shape, 3))
    np.multiply(beside, np.cos(lon), out=made[..., 0])
    np.multiply(beside, np.sin(lon), out=made[..., 1])
    np.sin(lat, out=made[..., 2])
    return made


def metres(points: Vectors, spot: Vectors) -> npt.NDArray[np.float64]:
    """Metres from each of the points to one spot, or from each to each of as many."""
    apart = points - spot
    x, y, z = apart[..., 0], apart[..., 1], apart[..., 2]
    half = 0.5 * np.sqrt(x * x + y * y + z * z)
    return np.asarray(2 * EARTH_RADIUS * np.arcsin(np.minimum(half, 1.0)))


def detours(points: Vectors, way: Vectors) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int32]]:
    """The detour by each point in metres, and after which spot of the way one leaves it.

    From ``way[i]`` to the point and on to ``way[i + 1]``, less the straight line between those two,
    where that is least (cheapest insertion: Rosenkrantz, Stearns, Lewis, "An analysis of several
    heuristics for the traveling salesman problem", 1977). With one spot: there and back.
    """
    ends = way[1:] if len(way) > 1 else way
    least = np.full(len(points), np.inf)
    after = np.zeros(len(points), np.int32)
    there = metres(points, way[0])
    for place, end in enumerate(ends):
        back = metres(points, end)
        more = there + back - metres(way[place], end)
        after[more < least] = place
        least, there = np.minimum(least, more), back
    return np.maximum(least, 0.0), after
