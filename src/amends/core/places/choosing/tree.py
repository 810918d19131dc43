"""Points in a balanced tree of boxes, and what each box holds at most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from amends.core.places.choosing.globe import Vectors

LEAF = 32
"""Points in a box that is not divided further, at most."""


@dataclass(frozen=True)
class Tree:
    """A complete binary tree over the rows: node *i* has the children 2i + 1 and 2i + 2.

    The leaves are the last ``leaves`` nodes; leaf *j* holds the rows from ``offsets[j]`` up to
    ``offsets[j + 1]``. ``centre`` (nodes, 3) unit vectors and ``radius`` in radians: every point of
    a node lies within its radius around its centre.
    """

    offsets: npt.NDArray[np.int32]
    centre: npt.NDArray[np.float64]
    radius: npt.NDArray[np.float64]

    @property
    def leaves(self) -> int:
        return len(self.offsets) - 1

    @property
    def nbytes(self) -> int:
        return self.offsets.nbytes + self.centre.nbytes + self.radius.nbytes


def grow(points: Vectors) -> tuple[Tree, npt.NDArray[np.int64]]:
    """The tree, and the order in which the points have to be put for it.

    Each box is halved across its widest side (Bentley, "Multidimensional binary search trees used
    for associative searching", 1975; Friedman, Bentley, Finkel 1977).
    """
    order = np.arange(len(points))
    levels = 0
    while len(points) > LEAF << levels:
        levels += 1
    bounds = np.array([0, len(points)])
    for _ in range(levels):
        order, bounds = _halved(points, order, bounds)
    sorted_points = points[order]
    centre, radius = _balls(sorted_points, bounds, levels)
    return Tree(bounds.astype(np.int32), centre, radius), order


def _halved(
    points: Vectors, order: npt.NDArray[np.int64], bounds: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    box = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    placed = points[order]
    low = np.minimum.reduceat(placed, bounds[:-1])
    high = np.maximum.reduceat(placed, bounds[:-1])
    widest = np.argmax(high - low, axis=1)
    along = placed[np.arange(len(placed)), widest[box]]
    order = order[np.lexsort((along, box))]
    middles = (bounds[:-1] + bounds[1:]) // 2
    return order, np.sort(np.concatenate([bounds, middles]))


def _balls(
    points: Vectors, bounds: npt.NDArray[np.int64], levels: int
) -> tuple[Vectors, npt.NDArray[np.float64]]:
    nodes = (2 << levels) - 1
    centre, radius = np.zeros((nodes, 3)), np.zeros(nodes)
    centre[:, 2] = 1.0
    if not len(points):
        return centre, radius
    for level in range(levels + 1):
        edges = bounds[:: 1 << (levels - level)]
        low = np.minimum.reduceat(points, edges[:-1])
        high = np.maximum.reduceat(points, edges[:-1])
        middle = low + high
        length = np.sqrt((middle * middle).sum(axis=1, keepdims=True))
        middle = np.where(length > 1e-9, middle / np.maximum(length, 1e-9), points[edges[:-1]])
        apart = points - np.repeat(middle, np.diff(edges), axis=0)
        half = np.minimum(0.5 * np.sqrt((apart * apart).sum(axis=1)), 1.0)
        first = (1 << level) - 1
        centre[first : 2 * first + 1] = middle
        radius[first : 2 * first + 1] = 2 * np.arcsin(np.maximum.reduceat(half, edges[:-1]))
    return centre, radius
