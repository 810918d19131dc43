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


@dataclass(frozen=True)
class PointTable:
    """Points in rows; the first ``placed`` of them have coordinates and lie in ``tree``.

    ``vector`` (placed, 3) unit vectors; ``place`` (placed, 2) latitude and longitude times
    ``PER_DEGREE``; ``boxes`` what the tree's nodes hold at most; ``hours`` the row of ``openings``, -1 where no hours are understood; ``sides``
    (n, 3) millimetres, longest first; ``grams``; ``days`` of storage; ``payment`` and ``fitting``;
    ``free`` places; ``service`` a ``Service``; ``lower`` the bound of reliability; ``good`` of
    ``total`` hand-overs; ``kind``, ``operator``, ``leg`` numbers of ``kinds``, ``operators``,
    ``legs``; ``rank`` the place of its code among all codes.
    Frozen; ``with_live`` makes the next one.
    """

    codes: Codes
    openings: Openings
    tree: Tree
    boxes: Boxes
    kinds: tuple[str, ...]
    operators: tuple[str, ...]
    legs: tuple[str, ...]
    vector: npt.NDArray[np.float64]
    place: npt.NDArray[np.int32]
    hours: npt.NDArray[np.int32]
    sides: npt.NDArray[np.uint16]
    grams: npt.NDArray[np.int32]
    days: npt.NDArray[np.uint16]
    payment: npt.NDArray[np.bool_]
    fitting: npt.NDArray[np.bool_]
    free: npt.NDArray[np.int32]
    service: npt.NDArray[np.uint8]
    lower: npt.NDArray[np.float64]
    good: npt.NDArray[np.int32]
    total: npt.NDArray[np.int32]
    kind: npt.NDArray[np.int16]
    operator: npt.NDArray[np.int32]
    leg: npt.NDArray[np.int32]
    rank: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.rank)

    @property
    def placed(self) -> int:
        return len(self.vector)

    @property
    def nbytes(self) -> int:
        """The memory of everything, in bytes: columns, codes, tree and openings."""
        values = [getattr(self, field.name) for field in fields(self)]
        parts = sum(value.nbytes for value in values if hasattr(value, "nbytes"))
        return int(parts) + self._row_of_rank.nbytes

    def row(self, code: str) -> int:
        """The row of a point; ``BadQuestion`` if there is no such point."""
        rank = self.codes.find(code)
        if rank is None:
            raise BadQuestion("there is no point with this code", where=code)
        return int(self._row_of_rank[rank])

    def rows(self, codes: frozenset[str]) -> list[int]:
        """The rows of those of the codes that the table holds, sorted."""
        ranks = (self.codes.find(code) for code in codes)
        return sorted(int(self._row_of_rank[rank]) for rank in ranks if rank is not None)

    def code(self, row: int) -> str:
        return self.codes[int(self.rank[row])]

    def spot(self, row: int) -> Spot:
        """Latitude and longitude in degrees; ``IndexError`` for a point without."""
        latitude, longitude = self.place[row]
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
    def arrays(self) -> tuple[tuple[Any, ...], ...]:
        """What the compiled search takes: tree, boxes, points, openings."""
        tree, boxes, hours = self.tree, self.boxes, self.openings
        limits = (self.sides, self.grams, self.days, self.payment, self.fitting)
        live = (self.free, self.service, self.lower)
        columns = (self.hours, *limits, *live, self.kind, self.operator)
        return (
            (tree.offsets, tree.centre, tree.radius),
            (boxes.hours, boxes.traits, boxes.sides, boxes.grams, boxes.days),
            (self.vector, self.rank, self.leg, columns),
            (hours.offsets, hours.begins, hours.ends),
        )

    @cached_property
    def _row_of_rank(self) -> npt.NDArray[np.int32]:
        rows = np.empty(len(self.rank), np.int32)
        rows[self.rank] = np.arange(len(self.rank), dtype=np.int32)
        return rows


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
