"""All points on a map, however many: what one view of it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from amends.app.actions.desk.points import (
    BELOW,
    FAILING,
    NO_RECORD,
    TRUSTED,
    PointRow,
    PointsWanted,
    narrowed,
    rows_of,
)
from amends.app.actions.places.live import live_table
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Point, PointRecord
from amends.core.places.cells import Box, Cell, bounds, gather
from amends.core.places.choosing import PointTable
from amends.core.places.choosing.table import PER_DEGREE

LOOKS = (FAILING, BELOW, NO_RECORD, TRUSTED)
"""The worst first."""
SINGLY = 120
"""So many points of a view are shown one by one; more are gathered in cells."""
MOST_FOUND = 50_000
"""So many points of a filter or a search are on the map."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Where the points lie, and how many of them stand how."""

    box: Box
    standings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class View:
    """Cells, each with how many stand how in the order of ``LOOKS``, and single points."""

    cells: Sequence[Cell]
    rows: Sequence[PointRow]


def overview(wanted: PointsWanted, *, now: datetime) -> Overview | None:
    """All points that are wanted; ``None`` where none of them has a place."""
    table = live_table(now)
    chosen = _chosen(table, wanted)
    if not len(chosen):
        return None
    looks = Counter(_looks(table)[chosen].tolist())
    standings = {LOOKS[look]: looks[look] for look in range(len(LOOKS))}
    return Overview(bounds(_spots(table)[chosen]), standings)


def view_of(wanted: PointsWanted, box: Box, zoom: float, *, now: datetime) -> View:
    """The wanted points that lie in a box."""
    table = live_table(now)
    chosen = _chosen(table, wanted)
    found = gather(
        _spots(table)[chosen],
        _looks(table)[chosen],
        view=box,
        zoom=zoom,
        kinds=len(LOOKS),
        singly=SINGLY,
    )
    codes = [table.code(int(chosen[row])) for row in found.rows]
    points = Point.objects.in_bulk(codes)
    return View(found.cells, rows_of([points[code] for code in codes if code in points], now=now))


def _chosen(table: PointTable, wanted: PointsWanted) -> npt.NDArray[np.int64]:
    """The rows that have a place, all of them or those of a filter or a search."""
    found = narrowed(wanted)
    if found is None:
        return np.arange(table.placed)
    rows = table.rows(frozenset(found.values_list("code", flat=True)[:MOST_FOUND]))
    return rows[rows < table.placed]


def _spots(table: PointTable) -> npt.NDArray[np.float64]:
    return np.asarray(table.fixed["place"][: table.placed] / PER_DEGREE)


def _looks(table: PointTable) -> npt.NDArray[np.int64]:
    """For each row that has a place how it stands: the number of it in ``LOOKS``."""
    out = table.rows(
        frozenset(PointRecord.objects.filter(out=True).values_list("point", flat=True))
    )
    is_out = np.zeros(len(table), np.bool_)
    is_out[out] = True
    below = table.live["lower"] < current_policy().reliability.least
    looks = np.select(
        [is_out, below, table.live["total"] == 0],
        [LOOKS.index(FAILING), LOOKS.index(BELOW), LOOKS.index(NO_RECORD)],
        LOOKS.index(TRUSTED),
    )
    return np.asarray(looks[: table.placed], np.int64)
