"""A way through the road graph as a line to draw, and its length."""

from __future__ import annotations

from itertools import accumulate, pairwise

import numpy as np

from amends.core.places import Spot, distance
from amends.maps.extract import DEGREE, Lines, Roads
from amends.maps.gates import Gate


class Tracer:
    """Knows where the edges of an extract run."""

    def __init__(self, roads: Roads, lines: Lines) -> None:
        self._roads, self._lines = roads, lines
        self._of_arc = np.repeat(roads.millimetres, 2).tolist()

    def metres(self, first: Gate, last: Gate, nodes: list[int], arcs: list[int]) -> float:
        """The length of a way from gate to gate over nodes and arcs."""
        whole = sum([self._of_arc[arc] for arc in arcs])
        return whole / 1000 + sum(
            self._length(edge, start, end) for edge, start, end in self._ends(first, last, nodes)
        )

    def metres_between(self, first: Gate, last: Gate) -> float:
        """The length along the one edge on which both gates lie."""
        return self._length(first.snap.edge, first.snap.part, last.snap.part)

    def line(self, first: Gate, last: Gate, nodes: list[int], arcs: list[int]) -> list[Spot]:
        """The points of a way from gate to gate."""
        off, onto = self._ends(first, last, nodes)
        inner = [self._points(arc // 2, float(arc % 2), float(1 - arc % 2)) for arc in arcs]
        parts = [self._points(*off), *inner, self._points(*onto)]
        return [first.snap.spot, *(point for part in parts for point in part), last.snap.spot]

    def line_between(self, first: Gate, last: Gate) -> list[Spot]:
        """The points along the one edge on which both gates lie."""
        inner = self._points(first.snap.edge, first.snap.part, last.snap.part)
        return [first.snap.spot, *inner, last.snap.spot]

    def _ends(
        self, first: Gate, last: Gate, nodes: list[int]
    ) -> tuple[tuple[int, float, float], tuple[int, float, float]]:
        """The pieces of edges before the way's first node and after its last."""
        off, onto = first.snap, last.snap
        towards = float(nodes[0] == self._roads.head[off.edge])
        along = float(nodes[-1] == self._roads.head[onto.edge])
        return (off.edge, off.part, towards), (onto.edge, along, onto.part)

    def _length(self, edge: int, start: float, end: float) -> float:
        return abs(end - start) * float(self._roads.millimetres[edge]) / 1000

    def _points(self, edge: int, start: float, end: float) -> list[Spot]:
        """The corners of an edge between two parts of its length, in the order they are passed."""
        span = slice(int(self._roads.start[edge]), int(self._roads.end[edge]) + 1)
        north = (self._lines.latitudes[span] / DEGREE).tolist()
        east = (self._lines.longitudes[span] / DEGREE).tolist()
        corners = list(zip(north, east, strict=True))
        done = [0.0, *accumulate(distance(one, other) for one, other in pairwise(corners))]
        low, high = sorted((start * done[-1], end * done[-1]))
        inside = [c for c, at in zip(corners, done, strict=True) if low <= at <= high]
        return inside if start <= end else inside[::-1]
