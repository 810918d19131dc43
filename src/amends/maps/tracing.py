"""A way through the road graph as a line to draw, and its length."""

from __future__ import annotations

from itertools import accumulate, pairwise

import numpy as np

from amends.core.places import Spot, distance
from amends.maps.extract import DEGREE, Lines, Roads
from amends.maps.gates import Gate
from amends.maps.hierarchy import Found


class Tracer:
    """Knows where the edges of an extract run."""

    def __init__(self, roads: Roads, lines: Lines) -> None:
        self._roads, self._lines = roads, lines
        self._of_arc: list[int] = np.repeat(roads.millimetres, 2).tolist()
        self._heads: list[int] = roads.head.tolist()

    def metres(self, start: Gate, end: Gate, found: Found) -> float:
        """The length of a way from gate to gate."""
        off, onto = start.snap, end.snap
        towards, along = self._ends(start, end, found)
        return (
            sum(map(self._of_arc.__getitem__, found.arcs))
            + abs(off.part - towards) * self._of_arc[2 * off.edge]
            + abs(onto.part - along) * self._of_arc[2 * onto.edge]
        ) / 1000

    def metres_between(self, start: Gate, end: Gate) -> float:
        """The length along the one edge on which both gates lie."""
        part = abs(start.snap.part - end.snap.part)
        return part * self._of_arc[2 * start.snap.edge] / 1000

    def line(self, start: Gate, end: Gate, found: Found) -> list[Spot]:
        """The points of a way from gate to gate."""
        off, onto = start.snap, end.snap
        towards, along = self._ends(start, end, found)
        inner = [self._points(arc // 2, float(arc % 2), float(1 - arc % 2)) for arc in found.arcs]
        parts = [
            self._points(off.edge, off.part, towards),
            *inner,
            self._points(onto.edge, along, onto.part),
        ]
        return [off.spot, *(point for part in parts for point in part), onto.spot]

    def line_between(self, start: Gate, end: Gate) -> list[Spot]:
        """The points along the one edge on which both gates lie."""
        inner = self._points(start.snap.edge, start.snap.part, end.snap.part)
        return [start.snap.spot, *inner, end.snap.spot]

    def _ends(self, start: Gate, end: Gate, found: Found) -> tuple[float, float]:
        """At which end one leaves the first edge, and comes upon the last: 0 tail, 1 head."""
        towards = float(found.first == self._heads[start.snap.edge])
        along = float(found.last == self._heads[end.snap.edge])
        return towards, along

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
