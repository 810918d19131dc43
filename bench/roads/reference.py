"""The plain truth about ways: every node of the file is a node, and Dijkstra's algorithm.

Written apart from `amends.maps` but for the rules of who may use a street, which are not what is
held against it here: no junctions, no snapping, no hierarchy.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import osmium

from amends.core.places import Spot, distance
from amends.core.places.roads import Mode
from amends.maps import access
from amends.maps.reading import UNBUILT

SPEEDS = {Mode.WALK: access.walking, Mode.CAR: access.driving}
STOPS = {Mode.WALK: access.stops_walkers, Mode.CAR: access.stops_cars}


@dataclass
class Nodes:
    """Every node's spot, how often ways pass it, and the milliseconds to its neighbours."""

    spots: dict[int, Spot] = field(default_factory=dict)
    uses: dict[int, int] = field(default_factory=dict)
    arcs: dict[int, dict[int, int]] = field(default_factory=dict)

    def dijkstra(self, *sources: tuple[int, int]) -> dict[int, int]:
        """Milliseconds to every node that is reached, from nodes with a start of their own each."""
        done: dict[int, int] = {}
        queue = [(time, node) for node, time in sources]
        heapq.heapify(queue)
        while queue:
            time, node = heapq.heappop(queue)
            if node in done:
                continue
            done[node] = time
            for head, more in self.arcs.get(node, {}).items():
                if head not in done:
                    heapq.heappush(queue, (time + more, head))
        return done

    def add(self, tail: int, head: int, time: int) -> None:
        """One more arc; of two between the same nodes the faster counts."""
        known = self.arcs.setdefault(tail, {})
        known[head] = min(time, known.get(head, time))

    def crossings(self) -> dict[int, Spot]:
        """Nodes at which ways meet, and at whose spot nothing else lies."""
        taken: dict[Spot, int] = {}
        for spot in self.spots.values():
            taken[spot] = taken.get(spot, 0) + 1
        return {
            node: spot
            for node, spot in self.spots.items()
            if self.uses[node] > 1 and taken[spot] == 1 and node in self.arcs
        }


def nodes_of(path: Path, mode: Mode) -> Nodes:
    """The graph of a file for one mode; nodes that stop the mode are left out."""
    nodes, stopped = Nodes(), set()
    for thing in osmium.FileProcessor(str(path)).with_locations():
        tags = {tag.k: tag.v for tag in thing.tags}
        if isinstance(thing, osmium.osm.Node) and STOPS[mode](tags):
            stopped.add(thing.id)
        if isinstance(thing, osmium.osm.Way) and tags.get("highway", "no") not in UNBUILT:
            _add(nodes, thing, SPEEDS[mode](tags), stopped)
    return nodes


def _add(nodes: Nodes, way: osmium.osm.Way, speeds: access.Speeds, stopped: set[int]) -> None:
    passed = [node for node in way.nodes if node.location.valid()]
    if len(passed) < 2:
        return
    for node in passed:
        nodes.spots[node.ref] = (node.lat, node.lon)
        nodes.uses[node.ref] = nodes.uses.get(node.ref, 0) + 1
    for one, other in pairwise(node.ref for node in passed):
        millimetres = round(distance(nodes.spots[one], nodes.spots[other]) * 1000)
        for tail, head, speed in ((one, other, speeds.along), (other, one, speeds.against)):
            if speed > 0 and not {tail, head} & stopped:
                nodes.add(tail, head, round(millimetres / (speed / 3.6)))
