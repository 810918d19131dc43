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
    a node lies within its radius around its centre. ``half`` (nodes, 3): nor is it farther than
    this from the centre along any of the three axes of ``frame`` (rows, unit vectors).
    """

    offsets: npt.NDArray[np.int32]
    centre: npt.NDArray[np.float64]
    radius: npt.NDArray[np.float64]
    half: npt.NDArray[np.float32]
    frame: Vectors

    @property
    def leaves(self) -> int:
        return len(self.offsets) - 1

    @property
    def nbytes(self) -> int:
        return sum(each.nbytes for each in (self.offsets, self.centre, self.radius, self.half))


def grow(points: Vectors) -> tuple[Tree, npt.NDArray[np.int64]]:
    """The tree, and the order in which the points have to be put for it.

    Each box is halved across its widest side (Bentley, "Multidimensional binary search trees used
    for associative searching", 1975; Friedman, Bentley, Finkel 1977). The sides lie flat on the
    ground where most of the points are.
    """
    frame = _frame(points)
    flat = points @ frame.T
    order = np.arange(len(points))
    levels = 0
    while len(points) > LEAF << levels:
        levels += 1
    bounds = np.array([0, len(points)])
    for _ in range(levels):
        order, bounds = _halved(flat, order, bounds)
    centre, radius = _balls(points[order], bounds, levels)
    half = _halves(flat[order], centre @ frame.T, bounds, levels)
    return Tree(bounds.astype(np.int32), centre, radius, half, frame), order


def _frame(points: Vectors) -> Vectors:
    """East, north and up in the middle of the points; the globe's own axes where there is none."""
    middle = points.sum(axis=0)
    east = np.array([-middle[1], middle[0], 0.0])
    if np.hypot(east[0], east[1]) < 1e-3 * max(len(points), 1):
        return np.eye(3)
    east, up = east / np.sqrt((east * east).sum()), middle / np.sqrt((middle * middle).sum())
    return np.stack([east, np.cross(up, east), up])


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


def _halves(
    points: Vectors, centre: Vectors, bounds: npt.NDArray[np.int64], levels: int
) -> npt.NDArray[np.float32]:
    """Half the sides of each box, rounded up."""
    half = np.zeros_like(centre)
    for level in range(levels + 1 if len(points) else 0):
        edges = bounds[:: 1 << (levels - level)]
        first = (1 << level) - 1
        nodes = slice(first, 2 * first + 1)
        low = np.minimum.reduceat(points, edges[:-1])
        high = np.maximum.reduceat(points, edges[:-1])
        half[nodes] = np.maximum(high - centre[nodes], centre[nodes] - low)
    return (half * (1 + 1e-6) + 1e-12).astype(np.float32)
