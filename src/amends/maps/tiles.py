"""The squares in which a map on a page asks for streets: the tiles of web maps."""

from __future__ import annotations

from math import atan, degrees, pi, sinh
from typing import Final

from amends.maps.streets import ZOOMS, Box

LARGER: Final = 1
"""A tile is drawn at twice the usual 256 pixels, so one zoom nearer."""


def box_of(zoom: int, x: int, y: int) -> Box:
    """The box of a tile, ``x`` from the west and ``y`` from the north of ``2**zoom`` each.

    Raises ``ValueError`` for a tile that is none. Formula: the spherical Mercator projection
    (EPSG:3857).
    """
    if zoom + LARGER not in ZOOMS or zoom < 0:
        raise ValueError(f"a zoom is a whole number from 0 to {ZOOMS[-1] - LARGER}")
    many = 2**zoom
    if not (0 <= x < many and 0 <= y < many):
        raise ValueError(f"a tile is between 0 and {many - 1}")
    west, east = (360 * side / many - 180 for side in (x, x + 1))
    north, south = (degrees(atan(sinh(pi * (1 - 2 * side / many)))) for side in (y, y + 1))
    return south, west, north, east
