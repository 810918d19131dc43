"""What each box of the tree holds at most, so that boxes without an answer are never opened.

Only what does not change from hour to hour: a box may promise too much, never too little.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from amends.core.places.choosing.lines import lined_up
from amends.core.places.choosing.openings import Openings
from amends.core.places.choosing.tree import Tree

KINDS, OPERATORS = 16, 32
PAYMENT, FITTING = np.uint64(1 << 62), np.uint64(1 << 63)
AT_ONCE = 1 << 16


BOX = np.dtype(
    [
        ("centre", np.float64, (3,)),
        ("radius", np.float64),
        ("traits", np.uint64),
        ("sides", np.uint16, (3,)),
        ("days", np.uint16),
        ("grams", np.int32),
        ("half", np.float32, (3,)),
    ]
)
"""One box in 64 bytes of memory: looking at it costs one wait for it."""


@dataclass(frozen=True)
class Boxes:
    """Per node: ``most``, its ball, the kinds and operators (by their numbers, wrapped),
    payment and fitting that any point in it has, and the largest parcel that any takes; ``hours``
    (nodes, words), the coarse map of when any point in it is open."""

    most: npt.NDArray[np.void]
    hours: npt.NDArray[np.uint64]

    @property
    def nbytes(self) -> int:
        return self.most.nbytes + self.hours.nbytes


def _traits(held: npt.NDArray[np.void]) -> npt.NDArray[np.uint64]:
    """The traits of points as bits."""
    bits = _one_of(held["kind"], KINDS, 0) | _one_of(held["operator"], OPERATORS, KINDS)
    return np.asarray(bits | held["payment"] * PAYMENT | held["fitting"] * FITTING)


def _one_of(numbers: npt.NDArray[Any], many: int, above: int) -> npt.NDArray[np.uint64]:
    """The bit of each number, wrapped."""
    return np.asarray(np.uint64(1) << (numbers % many + above).astype(np.uint64))


def sum_up(tree: Tree, held: npt.NDArray[np.void], openings: Openings) -> Boxes:
    """The boxes of all nodes, from the leaves up; ``held``: the columns of the tree's rows."""
    most = np.zeros(len(tree.radius), BOX)
    most["centre"], most["radius"], most["half"] = tree.centre, tree.radius, tree.half
    if not len(held):
        return Boxes(most, np.zeros((1, openings.bins().shape[1]), np.uint64))
    starts = tree.offsets[:-1].astype(np.int64)
    most["traits"] = _up(np.bitwise_or.reduceat(_traits(held), starts), np.bitwise_or)
    for name in ("sides", "days", "grams"):
        most[name] = _up(np.maximum.reduceat(held[name], starts), np.maximum)
    hours = _up(_open_hours(tree, held["hours"], openings), np.bitwise_or)
    return Boxes(lined_up(most), lined_up(hours))


def _open_hours(
    tree: Tree, hours: npt.NDArray[np.int32], openings: Openings
) -> npt.NDArray[np.uint64]:
    """The maps of the leaves; some at a time, because those of all points are large."""
    bins = openings.bins()
    bins = np.concatenate([bins, np.zeros((1, bins.shape[1]), np.uint64)])
    parts = []
    for first in range(0, tree.leaves, AT_ONCE // 32):
        edges = tree.offsets[first : first + AT_ONCE // 32 + 1].astype(np.int64)
        rows = hours[edges[0] : edges[-1]]
        parts.append(np.bitwise_or.reduceat(bins[rows], edges[:-1] - edges[0]))
    return np.concatenate(parts)


def _up(leaves: npt.NDArray[Any], join: np.ufunc) -> npt.NDArray[Any]:
    levels = [leaves]
    while len(levels[-1]) > 1:
        levels.append(join(levels[-1][0::2], levels[-1][1::2]))
    return np.ascontiguousarray(np.concatenate(levels[::-1]))
