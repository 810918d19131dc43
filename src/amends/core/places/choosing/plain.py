"""The k best in plain NumPy: every point is looked at. The faster ways must answer the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from amends.core.places.choosing.asked import Asked
from amends.core.places.choosing.filters import Rows, serving, visits
from amends.core.places.choosing.found import Found
from amends.core.places.choosing.globe import detours
from amends.core.places.choosing.table import PER_DEGREE, PointTable


def search(table: PointTable, asked: Asked) -> Found:
    """The best rows in their order: by millimetres of detour, then reliability, then code."""
    rows = serving(table, asked)
    more, after = detours(table.fixed["vector"][rows], asked.way)
    near = np.rint(more * 1000) <= asked.most_metres * 1000
    rows, more, after = rows[near], more[near], after[near]
    come, until = visits(table, asked, rows)
    open_ = np.flatnonzero(come >= 0)
    ties = (table.fixed["rank"][rows[open_]], -table.live["lower"][rows[open_]])
    order = open_[np.lexsort((*ties, np.rint(more[open_] * 1000)))]
    best = order[: asked.wanted]
    return _told(table, asked, rows[best], more[best], after[best], come[best], until[best])


def _told(table: PointTable, asked: Asked, rows: Rows, *found: npt.NDArray[Any]) -> Found:
    fixed, live = table.fixed[rows], table.live[rows]
    detour, after, come, until = found
    begin, end = (table.codes.offsets[fixed["rank"] + more] for more in (0, 1))
    numbers = (fixed["kind"], fixed["operator"], live["free"], live["good"], live["total"])
    arrival = asked.arrival(live["leg"])
    whole = (rows, after, come, until, arrival, begin, end, *numbers)
    latitude, longitude = fixed["place"].T / PER_DEGREE
    real = (detour, latitude, longitude, live["lower"])
    return Found(np.stack(whole, axis=1).astype(np.int64), np.stack(real, axis=1))
