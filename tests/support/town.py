"""A small town as an `.osm.pbf`, drawn by a test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Relation, Way

ORIGIN = (60.0, 25.0)
STEP = 0.001
"""One step north is 111.2 m, one step east 55.6 m."""


def spot(north: float, east: float) -> tuple[float, float]:
    """The spot some steps north and east of the town's corner."""
    return ORIGIN[0] + north * STEP, ORIGIN[1] + east * STEP


class Town:
    """Collects nodes and ways; ``write`` puts them into a file."""

    def __init__(self) -> None:
        self.nodes: dict[int, Node] = {}
        self.ways: list[Way] = []
        self.relations: list[Relation] = []

    def node(
        self, number: int, north: float, east: float, tags: Mapping[str, str] | None = None
    ) -> None:
        latitude, longitude = spot(north, east)
        self.nodes[number] = Node(id=number, location=(longitude, latitude), tags=dict(tags or {}))

    def way(self, nodes: Iterable[int], tags: Mapping[str, str]) -> None:
        self.ways.append(Way(id=len(self.ways) + 1, nodes=list(nodes), tags=dict(tags)))

    def area(self, ways: Iterable[int], tags: Mapping[str, str]) -> None:
        members = [("w", way, "outer") for way in ways]
        tags = {"type": "multipolygon", **tags}
        self.relations.append(Relation(id=len(self.relations) + 1, members=members, tags=tags))

    def write(self, path: Path) -> Path:
        with osmium.SimpleWriter(str(path)) as writer:
            self.put(writer)
        return path

    def put(self, writer: osmium.SimpleWriter) -> None:
        for number in sorted(self.nodes):
            writer.add_node(self.nodes[number])
        for way in self.ways:
            writer.add_way(way)
        for relation in self.relations:
            writer.add_relation(relation)
