"""What each box of the tree holds at most, so that boxes without an answer are never opened.

Only what does not change from hour to hour: a box may promise too much, never too little.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from amends.core.places.choosing.openings import Openings
from amends.core.places.choosing.tree import Tree

KINDS, OPERATORS, LEGS = 16, 32, 14
PAYMENT, FITTING = np.uint64(1 << 62), np.uint64(1 << 63)
AT_ONCE = 1 << 16


@dataclass(frozen=True)
class Boxes:
    """Per node: ``hours`` (nodes, words), the coarse map of when any point in it is open;
    ``traits``, the kinds, operators and legs (by their numbers, wrapped), payment and fitting that
    any has; ``sides``, ``grams`` and ``days``, the most that any takes."""

    hours: npt.NDArray[np.uint64]
    traits: npt.NDArray[np.uint64]
    sides: npt.NDArray[np.uint16]
    grams: npt.NDArray[np.int32]
    days: npt.NDArray[np.uint16]

    @property
    def nbytes(self) -> int:
        arrays = (self.hours, self.traits, self.sides, self.grams, self.days)
        return sum(array.nbytes for array in arrays)


@dataclass(frozen=True)
class Held:
    """The columns that boxes sum up, in the rows of the tree."""

    hours: npt.NDArray[np.int32]
    sides: npt.NDArray[np.uint16]
    grams: npt.NDArray[np.int32]
    days: npt.NDArray[np.uint16]
    traits: npt.NDArray[np.uint64]


def traits(
    kind: npt.NDArray[Any],
    operator: npt.NDArray[Any],
    leg: npt.NDArray[Any],
    payment: npt.NDArray[np.bool_],
    fitting: npt.NDArray[np.bool_],
) -> npt.NDArray[np.uint64]:
    """The traits of points as bits."""
    bits = one_of(kind, KINDS, 0) | one_of(operator, OPERATORS, KINDS)
    bits |= one_of(leg, LEGS, KINDS + OPERATORS)
    return np.asarray(bits | payment * PAYMENT | fitting * FITTING)


def one_of(numbers: npt.NDArray[Any], many: int, above: int) -> npt.NDArray[np.uint64]:
    """The bit of each number, wrapped."""
    return np.asarray(np.uint64(1) << (numbers % many + above).astype(np.uint64))


def sum_up(tree: Tree, held: Held, openings: Openings) -> Boxes:
    """The boxes of all nodes, from the leaves up."""
    starts = tree.offsets[:-1].astype(np.int64)
    if not len(held.hours):
        words = openings.bins().shape[1]
        return Boxes(
            np.zeros((1, words), np.uint64),
            np.zeros(1, np.uint64),
            np.zeros((1, 3), np.uint16),
            np.zeros(1, np.int32),
            np.zeros(1, np.uint16),
        )
    return Boxes(
        hours=_up(_open_hours(tree, held.hours, openings), np.bitwise_or),
        traits=_up(np.bitwise_or.reduceat(held.traits, starts), np.bitwise_or),
        sides=_up(np.maximum.reduceat(held.sides, starts), np.maximum),
        grams=_up(np.maximum.reduceat(held.grams, starts), np.maximum),
        days=_up(np.maximum.reduceat(held.days, starts), np.maximum),
    )


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
