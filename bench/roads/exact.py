"""Ways held against Dijkstra's algorithm as SciPy has it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from amends.core.places import Spot
from amends.core.places.roads import Mode
from amends.maps.extract import Extract, Roads, spots
from amends.maps.gates import Gate, direct, gate
from amends.maps.hierarchy import Hierarchy
from amends.maps.roads import PACE, RoadGraph, usable
from amends.maps.snapping import Snapper
from bench.roads.reference import nodes_of

ENDS = 5
"""Random ends for each random start."""

NOTHING = 1e-6
"""Stands for an arc of no length, which SciPy would take for none; lost when rounded."""

Reached = Callable[[list[int]], NDArray[np.float64]]
"""Milliseconds from each of some nodes to all nodes."""


@dataclass
class Told:
    """How many ways were compared, how many differ, and the seconds each side took."""

    pairs: int = 0
    wrong: int = 0
    ours: float = 0.0
    scipys: float = 0.0


def between_crossings(
    path: Path, extract: Extract, mode: Mode, pairs: int, draw: random.Random
) -> Told:
    """Ways between crossings, against a graph in which every node of the file is one."""
    nodes, hierarchy = nodes_of(path, mode), Hierarchy(extract.roads)
    row = {node: place for place, node in enumerate(nodes.spots)}
    arcs = ((row[t], row[h], w) for t, heads in nodes.arcs.items() for h, w in heads.items())
    reached = reaching(len(row), arcs)
    number = {at: place for place, at in enumerate(node_spots(extract))}
    crossings = [node for node, at in nodes.crossings().items() if at in number]
    told = Told()
    while told.pairs < pairs:
        start, *ends = (draw.choice(crossings) for _ in range(ENDS + 1))
        began = time.perf_counter()
        places = [number[nodes.spots[end]] for end in ends]
        found = hierarchy.from_one([(number[nodes.spots[start]], 0)], places, mode)
        between = time.perf_counter()
        (truth,) = reached([row[start]])
        told.scipys += time.perf_counter() - between
        told.ours += between - began
        told.pairs += ENDS
        told.wrong += sum(whole(truth[row[e]]) != f for e, f in zip(ends, found, strict=True))
    return told


def between_spots(
    graph: RoadGraph, extract: Extract, mode: Mode, pairs: int, draw: random.Random
) -> Told:
    """Ways between random spots of the map, snapped to the middle of streets."""
    roads = extract.roads
    reached = reaching(len(roads.node_point), arcs_of(roads, mode))
    snapper = Snapper(extract, usable(roads, mode))
    told = Told()
    while told.pairs < pairs:
        start, *ends = (anywhere(extract, draw) for _ in range(ENDS + 1))
        began = time.perf_counter()
        (row,) = graph.costs([start], ends, mode=mode).rows
        told.ours += time.perf_counter() - began
        told.pairs += ENDS
        first = _gate(roads, snapper, start, mode)
        between = time.perf_counter()
        tables = reached([node for node, _ in first.leave]) if first else np.zeros((0, 0))
        told.scipys += time.perf_counter() - between
        for end, cost in zip(ends, row, strict=True):
            truth = _truth(tables, first, _gate(roads, snapper, end, mode))
            seconds = None if cost is None else round(cost.seconds, 6)
            told.wrong += seconds != (None if truth is None else round(truth, 6))
    return told


def reaching(count: int, arcs: Iterable[tuple[int, int, int]]) -> Reached:
    """SciPy's Dijkstra over some arcs."""
    least: dict[tuple[int, int], float] = {}
    for tail, head, time_ in arcs:
        least[tail, head] = min(max(time_, NOTHING), least.get((tail, head), np.inf))
    tails, heads = zip(*least, strict=True)
    matrix = csr_array((list(least.values()), (tails, heads)), shape=(count, count))
    return lambda nodes: np.asarray(dijkstra(matrix, indices=nodes)).reshape(len(nodes), count)


def arcs_of(roads: Roads, mode: Mode) -> Iterable[tuple[int, int, int]]:
    """The arcs of the road graph that a mode may use."""
    for tails, heads, times in (
        (roads.tail, roads.head, roads.go[mode]),
        (roads.head, roads.tail, roads.back[mode]),
    ):
        every = zip(tails.tolist(), heads.tolist(), times.tolist(), strict=True)
        yield from (arc for arc in every if arc[2] >= 0)


def anywhere(extract: Extract, draw: random.Random) -> Spot:
    """A random spot of the map."""
    south, west, north, east = extract.box
    return draw.uniform(south, north), draw.uniform(west, east)


def node_spots(extract: Extract) -> list[Spot]:
    """Where the nodes of the road graph lie."""
    points, lines = extract.roads.node_point, extract.lines
    return spots(lines.latitudes[points], lines.longitudes[points])


def whole(milliseconds: float) -> int | None:
    """SciPy's float as the whole number that it stands for; ``None`` where nothing is reached."""
    return None if np.isinf(milliseconds) else round(float(milliseconds))


def _gate(roads: Roads, snapper: Snapper, spot: Spot, mode: Mode) -> Gate | None:
    snap = snapper.nearest(spot)
    return None if snap is None else gate(roads, snap, mode)


def _truth(
    tables: Iterable[NDArray[np.float64]], first: Gate | None, last: Gate | None
) -> float | None:
    """Seconds from gate to gate: the best over the nodes by which one leaves and enters."""
    if first is None or last is None:
        return None
    ways = [
        whole(table[node] + out + into)
        for table, (_, out) in zip(tables, first.leave, strict=True)
        for node, into in last.enter
    ]
    known = [way for way in [*ways, direct(first, last)] if way is not None]
    off_street = (first.snap.metres + last.snap.metres) / PACE
    return min(known) / 1000 + off_street if known else None
