"""All points of a shop as packed columns, in the order of a tree in space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from amends.core.places.choosing.boxes import Boxes
from amends.core.places.choosing.codes import Codes
from amends.core.places.choosing.openings import Openings
from amends.core.places.choosing.question import NEVER_THERE, Arrivals, BadQuestion, minute_from
from amends.core.places.choosing.tree import Tree
from amends.core.places.distance import Spot

NO_ROWS = np.zeros(0, np.int64)

NO_LIMIT = 65_535
"""In the columns of sides and days: the point's source names no limit."""

ANY_WEIGHT = int(np.iinfo(np.int32).max)

NOBODY_SAYS = -1
"""In the column of free places: the point's capacity is not known, so it does not stop anybody."""

PER_DEGREE = 10_000_000
"""Coordinates are handed out as whole ten-millionths of a degree: to about a centimetre."""


class Service(IntEnum):
    """Whether a point is offered at all, and if not, why."""

    WORKING = 0
    CLOSED = 1
    TAKES_IN_ONLY = 2
    DYING = 3
    UNSURE = 4
    """Somebody of the staff has to look at its hours first."""


FIXED = np.dtype(
    [
        ("vector", np.float64, (3,)),
        ("place", np.int32, (2,)),
        ("hours", np.int32),
        ("grams", np.int32),
        ("operator", np.int32),
        ("rank", np.int32),
        ("sides", np.uint16, (3,)),
        ("days", np.uint16),
        ("kind", np.int16),
        ("payment", np.bool_),
        ("fitting", np.bool_),
    ],
    align=True,
)
"""What stays as it is until the next list: 64 bytes, one wait for memory.

``vector``: unit vector; ``place``: latitude and longitude times ``PER_DEGREE``; ``hours``: the row
of the openings, -1 where no hours are understood; ``sides`` in millimetres, longest first;
``kind`` and ``operator``: numbers of the table's names; ``rank``: the place of its code
among all codes; ``days`` of storage.
"""

LIVE = np.dtype(
    [
        ("lower", np.float64),
        ("free", np.int32),
        ("good", np.int32),
        ("total", np.int32),
        ("service", np.int32),
        ("leg", np.int32),
    ],
    align=True,
)
"""What changes by the hour: the bound of reliability, free places, ``good`` of ``total``
hand-overs, a ``Service``, and the number of the leg that brings parcels there."""


@dataclass(frozen=True)
class PointTable:
    """Points in rows; the first ``placed`` of them have coordinates and lie in ``tree``.

    ``fixed`` and ``live`` hold the columns. ``rough``: the unit vectors of the placed once more, to
    less than a metre: most points are passed over by them. ``boxes``: what the tree's nodes hold at
    most. Frozen; ``with_live`` makes the next one.
    """

    codes: Codes
    openings: Openings
    tree: Tree
    boxes: Boxes
    kinds: tuple[str, ...]
    operators: tuple[str, ...]
    legs: tuple[str, ...]
    placed: int
    fixed: npt.NDArray[np.void]
    live: npt.NDArray[np.void]
    rough: npt.NDArray[np.float32]
    row_of_rank: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.fixed)

    @property
    def nbytes(self) -> int:
        """The memory of everything, in bytes: columns, codes, tree and openings."""
        values = [getattr(self, field.name) for field in fields(self)]
        parts = sum(value.nbytes for value in values if hasattr(value, "nbytes"))
        return int(parts)

    def row(self, code: str) -> int:
        """The row of a point; ``BadQuestion`` if there is no such point."""
        rank = self.codes.find(code)
        if rank is None:
            raise BadQuestion("there is no point with this code", where=code)
        return int(self.row_of_rank[rank])

    def rows(self, codes: frozenset[str]) -> npt.NDArray[np.int64]:
        """The rows of those of the codes that the table holds."""
        if not codes:
            return NO_ROWS
        find, row_of_rank = self.codes.find, self._row_of_rank
        found = [row_of_rank[rank] for code in codes if (rank := find(code)) is not None]
        return np.array(found, np.int64)

    def code(self, row: int) -> str:
        return self.codes[int(self.fixed["rank"][row])]

    def spot(self, row: int) -> Spot:
        """Latitude and longitude in degrees; ``IndexError`` for a point without."""
        latitude, longitude = self.fixed["place"][row]
        return float(latitude) / PER_DEGREE, float(longitude) / PER_DEGREE

    def arriving(self, by_leg: Mapping[str, datetime]) -> Arrivals:
        """When one parcel would be at the points of each leg; at no point of the legs not named."""
        never = (NEVER_THERE,) * len(self.legs)
        minutes = np.array(never, np.int32)
        for number, leg in enumerate(self.legs):
            if leg in by_leg:
                minutes[number] = minute_from(by_leg[leg])
        return Arrivals(minutes)

    def of_kinds(self, wanted: frozenset[str] | None) -> npt.NDArray[np.bool_]:
        """For each kind whether it is wanted."""
        return _named(self.kinds, wanted, frozenset())

    def of_operators(
        self, wanted: frozenset[str] | None, unwanted: frozenset[str]
    ) -> npt.NDArray[np.bool_]:
        """For each operator whether it is wanted and not unwanted."""
        return _named(self.operators, wanted, unwanted)

    @cached_property
    def _row_of_rank(self) -> memoryview[int]:
        return self.row_of_rank.data

    @cached_property
    def no_arrivals(self) -> npt.NDArray[np.int32]:
        """For a parcel that is at every point already."""
        return np.zeros(len(self.legs), np.int32)

    @cached_property
    def arrays(self) -> tuple[Any, ...]:
        """What the compiled search takes."""
        hours = self.openings
        return (
            self.tree.offsets,
            (self.boxes.most, self.boxes.hours, self.tree.frame),
            (self.fixed, self.live, self.rough),
            (hours.offsets, hours.begins, hours.ends),
            self.codes.offsets,
        )


@lru_cache(maxsize=1024)
def _named(
    names: tuple[str, ...], wanted: frozenset[str] | None, unwanted: frozenset[str]
) -> npt.NDArray[np.bool_]:
    if wanted is None and not unwanted:
        return np.ones(len(names), np.bool_)
    chosen = ((wanted is None or name in wanted) and name not in unwanted for name in names)
    return np.fromiter(chosen, np.bool_, len(names))


def numbered(names: Sequence[str]) -> tuple[tuple[str, ...], npt.NDArray[np.int32]]:
    """Each different name once, sorted, and the number of every given one."""
    different = sorted(set(names))
    numbers = {name: number for number, name in enumerate(different)}
    return tuple(different), np.fromiter((numbers[name] for name in names), np.int32, len(names))
