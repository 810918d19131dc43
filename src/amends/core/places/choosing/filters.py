"""Why a point is not offered: one test for each reason, over rows of the table."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from amends.core.places.choosing.asked import Asked
from amends.core.places.choosing.openings import Minutes
from amends.core.places.choosing.table import PointTable, Service

Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Why(StrEnum):
    """What keeps a point from being offered, in the order in which it is said."""

    NO_PLACE = "no_place"
    NO_HOURS = "no_hours"
    CLOSED_DOWN = "closed_down"
    TAKES_IN_ONLY = "takes_in_only"
    DYING = "dying"
    UNSURE = "unsure"
    LEFT_OUT = "left_out"
    KIND = "kind"
    OPERATOR = "operator"
    SIZE = "size"
    WEIGHT = "weight"
    PAYMENT = "payment"
    FITTING = "fitting"
    STORAGE = "storage"
    FULL = "full"
    RELIABILITY = "reliability"
    ARRIVAL = "arrival"
    """The parcel would not be there before the window ends."""
    HOURS = "hours"
    """It is not open long enough while the customer passes and the parcel is there."""
    DETOUR = "detour"
    BEHIND_OTHERS = "behind_others"
    """It serves, and enough others serve better."""


Test = Callable[[PointTable, Asked, Rows], Flags]


def _service(service: Service) -> Test:
    return lambda table, asked, rows: table.live["service"][rows] == service


def _too_small(table: PointTable, asked: Asked, rows: Rows) -> Flags:
    sides = table.fixed["sides"][rows].T
    longest, middle, shortest = (side < own for side, own in zip(sides, asked.sides, strict=True))
    return np.asarray(longest | middle | shortest)


def _closed(table: PointTable, asked: Asked, rows: Rows) -> Flags:
    return np.asarray((table.fixed["hours"][rows] >= 0) & (visits(table, asked, rows)[0] < 0))


LEFT_OUT_BY: dict[Why, Test] = {
    Why.NO_PLACE: lambda table, asked, rows: rows >= table.placed,
    Why.NO_HOURS: lambda table, asked, rows: table.fixed["hours"][rows] < 0,
    Why.CLOSED_DOWN: _service(Service.CLOSED),
    Why.TAKES_IN_ONLY: _service(Service.TAKES_IN_ONLY),
    Why.DYING: _service(Service.DYING),
    Why.UNSURE: _service(Service.UNSURE),
    Why.LEFT_OUT: lambda table, asked, rows: np.isin(rows, asked.left_out),
    Why.KIND: lambda table, asked, rows: ~asked.kinds[table.fixed["kind"][rows]],
    Why.OPERATOR: lambda table, asked, rows: ~asked.operators[table.fixed["operator"][rows]],
    Why.SIZE: _too_small,
    Why.WEIGHT: lambda table, asked, rows: table.fixed["grams"][rows] < asked.grams,
    Why.PAYMENT: lambda table, asked, rows: ~table.fixed["payment"][rows] & asked.to_pay,
    Why.FITTING: lambda table, asked, rows: ~table.fixed["fitting"][rows] & asked.to_try_on,
    Why.STORAGE: lambda table, asked, rows: table.fixed["days"][rows] < asked.days,
    Why.FULL: lambda table, asked, rows: table.live["free"][rows] == 0,
    Why.RELIABILITY: lambda table, asked, rows: table.live["lower"][rows] < asked.least,
    Why.ARRIVAL: lambda table, asked, rows: asked.arrival(table.live["leg"][rows]) > asked.last,
    Why.HOURS: _closed,
}
"""All but the detour. A test is true where the point is left out."""


def visits(table: PointTable, asked: Asked, rows: Rows) -> tuple[Minutes, Minutes]:
    """When the customer may come first at each of the rows, and when it closes then; else -1."""
    soonest = np.maximum(asked.first, asked.arrival(table.live["leg"][rows]))
    hours = table.fixed["hours"][rows]
    come, until = table.openings.visits(np.maximum(hours, 0), soonest, asked.last, asked.stay)
    return np.where(hours < 0, -1, come), np.where(hours < 0, -1, until)


def serving(table: PointTable, asked: Asked) -> Rows:
    """The rows that no test leaves out but those of the hours, which take long, and the detour."""
    rows = np.arange(len(table), dtype=np.int64)
    for why, test in LEFT_OUT_BY.items():
        if why is not Why.HOURS:
            rows = rows[~test(table, asked, rows)]
    return rows
