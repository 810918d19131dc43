"""The k best in plain NumPy: every point is looked at. The faster ways must answer the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from amends.core.places.choosing.asked import Asked
from amends.core.places.choosing.filters import Rows, serving, visits
from amends.core.places.choosing.found import TOLD, Found
from amends.core.places.choosing.globe import detours
from amends.core.places.choosing.table import PointTable

Told = npt.NDArray[np.void]


def search(table: PointTable, asked: Asked) -> Found:
    """The best rows in their order: by millimetres of detour, then reliability, then code."""
    rows = serving(table, asked)
    more, after = detours(table.fixed["vector"][rows], asked.way)
    near = np.rint(more * 1000) <= asked.most_metres * 1000
    rows, more, after = rows[near], more[near], after[near]
    ties = (table.fixed["rank"][rows], -table.live["lower"][rows])
    order = np.lexsort((*ties, np.rint(more * 1000)))
    best = order[: asked.wanted]
    come, until = visits(table, asked, rows[best])
    return Found(_told(table, asked, rows[best], more[best], after[best], come, until))


def _told(table: PointTable, asked: Asked, rows: Rows, *found: npt.NDArray[Any]) -> Told:
    told = np.empty(len(rows), TOLD)
    told["row"] = rows
    for name, column in zip(("detour", "after", "come", "until"), found, strict=True):
        told[name] = column
    fixed, live = table.fixed[rows], table.live[rows]
    told["arrival"] = asked.arrivals[live["leg"]]
    told["begin"] = table.codes.offsets[fixed["rank"]]
    told["end"] = table.codes.offsets[fixed["rank"] + 1]
    told["latitude"], told["longitude"] = fixed["place"].T
    for name in ("kind", "operator"):
        told[name] = fixed[name]
    for name in ("lower", "free", "good", "total"):
        told[name] = live[name]
    return told
