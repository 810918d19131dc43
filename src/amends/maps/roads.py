"""The router that needs no outside service: the road graph of an extract, in this process.

Left out: turn restrictions, ferries, traffic lights and the time of day; a street that is only for
those who live there (`access=destination`) is open to all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import accumulate, pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.core.places import Spot
from amends.core.places.roads import Cost, Costs, Mode, Times, Way
from amends.maps.access import WALKING
from amends.maps.components import mainland
from amends.maps.extract import Extract, Roads
from amends.maps.gates import Gate, direct, gate
from amends.maps.hierarchy import Hierarchy
from amends.maps.snapping import Snapper
from amends.maps.tracing import Tracer

PACE: Final = WALKING / 3.6
"""Metres a second on foot; also from a spot to its street, whatever the mode."""

MOST_GATES: Final = 200_000
"""Spots whose place on a street is remembered; then all are forgotten."""

LONG_ENOUGH: Final = 10_000
"""Millimetres of an edge whose speed is told by its length and time."""

ROUNDING: Final = 0.01
"""By how much rounded milliseconds and snapped spots may seem faster."""

Gates = list[Gate | None]
Swept = tuple[Gate | None, Gate | None, int | None]
"""Start, end, and the least milliseconds through the graph between them."""


class RoadGraph:
    """Ways over the streets of one extract. May be used by many threads."""

    name = "roads"

    def __init__(self, extract: Extract) -> None:
        self._roads = extract.roads
        self._hierarchy = Hierarchy(extract.roads)
        self._tracer = Tracer(extract.roads, extract.lines)
        self._snappers = {mode: Snapper(extract, usable(extract.roads, mode)) for mode in Mode}
        self._fastest = {mode: _fastest(extract.roads, mode) for mode in Mode}
        self._gates: dict[tuple[Mode, Spot], Gate | None] = {}

    def costs(self, starts: Sequence[Spot], ends: Sequence[Spot], *, mode: Mode) -> Costs:
        """The fastest ways.

        On foot one sweep of the hierarchy for each of the fewer side, since at one pace time tells
        the length. By car one query for each pair, since only the way itself does.
        """
        first = [self._gate(start, mode) for start in starts]
        last = [self._gate(end, mode) for end in ends]
        if mode is Mode.WALK:
            rows = [[_walked(*each) for each in row] for row in self._swept(first, last, mode)]
        else:
            rows = [[self._cost(start, end, mode) for end in last] for start in first]
        return Costs(tuple(tuple(row) for row in rows), self.name)

    def seconds(self, starts: Sequence[Spot], ends: Sequence[Spot], *, mode: Mode) -> Times:
        """The seconds of the fastest ways: one sweep for each of the fewer side."""
        first = [self._gate(start, mode) for start in starts]
        last = [self._gate(end, mode) for end in ends]
        swept = self._swept(first, last, mode)
        return Times(tuple(tuple(_seconds(*each) for each in row) for row in swept), self.name)

    def fastest(self, mode: Mode) -> float:
        """The fastest edge's metres a second, or a walker's: spots are walked to their street."""
        return self._fastest[mode]

    def way(self, start: Spot, end: Spot, *, mode: Mode) -> Way | None:
        """The fastest way with its line, from spot to spot."""
        first, last = self._gate(start, mode), self._gate(end, mode)
        cost = self._cost(first, last, mode)
        if first is None or last is None or cost is None:
            return None
        found = self._hierarchy.way(first.leave, last.enter, mode)
        along = direct(first, last)
        if found is None or (along is not None and along <= found.milliseconds):
            inner = self._tracer.line_between(first, last)
        else:
            inner = self._tracer.line(first, last, found)
        return Way(_without_repeats([start, *inner, end]), cost, self.name)

    def _gate(self, spot: Spot, mode: Mode) -> Gate | None:
        with suppress(KeyError):
            return self._gates[mode, spot]
        snap = self._snappers[mode].nearest(spot)
        found = None if snap is None else gate(self._roads, snap, mode)
        if len(self._gates) >= MOST_GATES:
            self._gates.clear()
        self._gates[mode, spot] = found
        return found

    def _cost(self, first: Gate | None, last: Gate | None, mode: Mode) -> Cost | None:
        if first is None or last is None:
            return None
        found = self._hierarchy.way(first.leave, last.enter, mode)
        along = direct(first, last)
        if along is not None and (found is None or along <= found.milliseconds):
            return _cost(along, self._tracer.metres_between(first, last), first, last)
        if found is None:
            return None
        return _cost(found.milliseconds, self._tracer.metres(first, last, found), first, last)

    def _swept(self, first: Gates, last: Gates, mode: Mode) -> list[list[Swept]]:
        """For each start a row with the best milliseconds to each end."""
        if len(first) <= len(last):
            return [self._from_one(start, last, mode) for start in first]
        columns = [self._to_one(first, end, mode) for end in last]
        return [list(row) for row in zip(*columns, strict=True)] if columns else [[] for _ in first]

    def _from_one(self, start: Gate | None, ends: Gates, mode: Mode) -> list[Swept]:
        pins = [end.enter if end else [] for end in ends]
        nodes = [node for pinned in pins for node, _ in pinned]
        leave = start.leave if start else []
        best = _best(pins, self._hierarchy.from_one(leave, nodes, mode))
        return [(start, end, found) for end, found in zip(ends, best, strict=True)]

    def _to_one(self, starts: Gates, end: Gate | None, mode: Mode) -> list[Swept]:
        pins = [start.leave if start else [] for start in starts]
        nodes = [node for pinned in pins for node, _ in pinned]
        enter = end.enter if end else []
        best = _best(pins, self._hierarchy.to_one(nodes, enter, mode))
        return [(start, end, found) for start, found in zip(starts, best, strict=True)]


def usable(roads: Roads, mode: Mode) -> NDArray[np.bool_]:
    """The edges on which a spot may be snapped: open to the mode, and no island."""
    goes, returns = roads.go[mode] >= 0, roads.back[mode] >= 0
    tails = np.concatenate([roads.tail[goes], roads.head[returns]]).astype(np.int64)
    heads = np.concatenate([roads.head[goes], roads.tail[returns]]).astype(np.int64)
    kept = mainland(len(roads.node_point), tails, heads)
    on_land: NDArray[np.bool_] = (goes | returns) & kept[roads.tail] & kept[roads.head]
    return on_land


def _best(
    pins: Sequence[Sequence[tuple[int, int]]], times: Sequence[int | None]
) -> list[int | None]:
    """For each spot the least of the times over its nodes."""
    bounds = accumulate((len(pinned) for pinned in pins), initial=0)
    best: list[int | None] = []
    for pinned, (first, last) in zip(pins, pairwise(bounds), strict=True):
        sums = [
            time + more
            for time, (_, more) in zip(times[first:last], pinned, strict=True)
            if time is not None
        ]
        best.append(min(sums, default=None))
    return best


def _known(first: Gate, last: Gate, found: int | None) -> int | None:
    """The least milliseconds, along one edge or through the graph."""
    return min((each for each in (found, direct(first, last)) if each is not None), default=None)


def _seconds(first: Gate | None, last: Gate | None, found: int | None) -> float | None:
    if first is None or last is None:
        return None
    best = _known(first, last, found)
    return None if best is None else best / 1000 + (first.snap.metres + last.snap.metres) / PACE


def _walked(first: Gate | None, last: Gate | None, found: int | None) -> Cost | None:
    if first is None or last is None:
        return None
    best = _known(first, last, found)
    return None if best is None else _cost(best, best / 1000 * PACE, first, last)


def _fastest(roads: Roads, mode: Mode) -> float:
    """Metres a second on the fastest edge; a rounded millisecond is no speed."""
    times = np.concatenate([roads.go[mode], roads.back[mode]])
    lengths = np.tile(roads.millimetres, 2)
    long = (times > 0) & (lengths >= LONG_ENOUGH)
    speeds = lengths[long] / times[long]
    return max(float(speeds.max(initial=0.0)) * (1 + ROUNDING), PACE * (1 + ROUNDING))


def _cost(milliseconds: int, metres: float, first: Gate, last: Gate) -> Cost:
    """A way's cost with the steps from the spots to their streets."""
    off_street = first.snap.metres + last.snap.metres
    return Cost(milliseconds / 1000 + off_street / PACE, metres + off_street)


def _without_repeats(line: Iterable[Spot]) -> tuple[Spot, ...]:
    once: list[Spot] = []
    for spot in line:
        if not once or once[-1] != spot:
            once.append(spot)
    return tuple(once)
