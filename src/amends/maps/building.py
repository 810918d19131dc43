"""The second step: from the ways of a file to the columns of an extract, with the road graph."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.core.places.distance import EARTH_RADIUS
from amends.maps.extract import DEGREE, Extract, Houses, Lines
from amends.maps.graph import roads_of
from amends.maps.pbf import MOST_BYTES, BadExtract
from amends.maps.reading import Found, read

MARGIN: Final = 0.001
"""Degrees around the outermost points."""


def build(path: Path, *, most_bytes: int = MOST_BYTES) -> Extract:
    """Read a file into an extract. Raises ``BadExtract``."""
    found = read(path, most_bytes=most_bytes)
    if not found.refs:
        raise BadExtract("holds no streets", where=path.name, hint="take an extract with `highway`")
    houses = _houses(found)
    lines = _lines(found)
    return Extract(
        source=path.name,
        box=_box(lines),
        names=tuple(found.names),
        lines=lines,
        roads=roads_of(found, _millimetres(lines)),
        houses=houses,
        named=tuple(found.named),
    )


def _lines(found: Found) -> Lines:
    return Lines(
        latitudes=np.asarray(found.latitudes, dtype=np.int32),
        longitudes=np.asarray(found.longitudes, dtype=np.int32),
        first=np.asarray(found.first, dtype=np.int32),
        rank=np.asarray(found.rank, dtype=np.int32),
        name=np.asarray(found.name, dtype=np.int32),
    )


def _houses(found: Found) -> Houses:
    return Houses(
        latitudes=np.array([round(h.spot[0] * DEGREE) for h in found.houses], dtype=np.int32),
        longitudes=np.array([round(h.spot[1] * DEGREE) for h in found.houses], dtype=np.int32),
        street=np.array([found.number_of((h.street,)) for h in found.houses], dtype=np.int32),
        town=np.array(
            [found.number_of((h.town,)) if h.town else -1 for h in found.houses], dtype=np.int32
        ),
        numbers=tuple(house.number for house in found.houses),
    )


def _box(lines: Lines) -> tuple[float, float, float, float]:
    return (
        float(lines.latitudes.min() / DEGREE - MARGIN),
        float(lines.longitudes.min() / DEGREE - MARGIN),
        float(lines.latitudes.max() / DEGREE + MARGIN),
        float(lines.longitudes.max() / DEGREE + MARGIN),
    )


def _millimetres(lines: Lines) -> NDArray[np.int64]:
    """From each point to the next along a way, by the haversine formula; 0 at a way's end."""
    north = np.radians(lines.latitudes / DEGREE)
    east = np.radians(lines.longitudes / DEGREE)
    chord = (
        np.sin(np.diff(north) / 2) ** 2
        + np.cos(north[:-1]) * np.cos(north[1:]) * np.sin(np.diff(east) / 2) ** 2
    )
    metres = 2 * EARTH_RADIUS * np.arcsin(np.sqrt(chord))
    steps = np.zeros(len(north), dtype=np.int64)
    steps[:-1] = np.rint(metres * 1000)
    steps[lines.first[1:] - 1] = 0
    return steps
