"""Shortest ways in a road graph by a customizable contraction hierarchy (RoutingKit).

Dibbelt, Strasser and Wagner, "Customizable Contraction Hierarchies" (2016). One hierarchy serves
all modes: a mode is a set of weights on it. Exact: it finds what Dijkstra's algorithm finds.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from routingkit_cch import (
    CCH,
    CCHManyToOne,
    CCHMetric,
    CCHOneToMany,
    CCHQuery,
    compute_order_inertial,
)

from amends.core.places.roads import Mode
from amends.maps.extract import DEGREE, Roads, Whole

CLOSED: Final = 2**31 - 1
"""RoutingKit's weight of an arc that must not be used."""

Starts = list[tuple[int, int]]
"""Nodes, and the milliseconds it takes to get to each before a way begins (or after it ended)."""


class Found(NamedTuple):
    """A way: its milliseconds, its first and last node, and its arcs."""

    milliseconds: int
    first: int
    last: int
    arcs: list[int]


def contraction_order(latitudes: Whole, longitudes: Whole, tail: Whole, head: Whole) -> Whole:
    """The nodes in an order that makes a good hierarchy: cut the map in halves, again and again."""
    order = compute_order_inertial(
        len(latitudes),
        tail.tolist(),
        head.tolist(),
        (latitudes / DEGREE).tolist(),
        (longitudes / DEGREE).tolist(),
    )
    return np.asarray(order, dtype=np.int32)


class Hierarchy:
    """All modes' hierarchies of one road graph. May be used by many threads.

    Arc ``2 * i`` is edge ``i`` along its way, ``2 * i + 1`` the same edge back.
    """

    def __init__(self, roads: Roads) -> None:
        tail, head = _both(roads.tail, roads.head), _both(roads.head, roads.tail)
        self._tails = tail.tolist()
        self._cch = CCH(roads.order.tolist(), self._tails, head.tolist(), False)
        self._metrics = {mode: CCHMetric(self._cch, _weights(roads, mode)) for mode in roads.go}
        self._of_thread = threading.local()

    def from_one(self, starts: Starts, ends: Sequence[int], mode: Mode) -> list[int | None]:
        """Milliseconds from the nearest of the starts to each end; ``None`` where no way leads."""
        if not starts or not ends:
            return [None] * len(ends)
        return CCHOneToMany(self._metrics[mode], list(ends)).distances_from_multi(starts)

    def to_one(self, starts: Sequence[int], ends: Starts, mode: Mode) -> list[int | None]:
        """Milliseconds from each start to the nearest of the ends."""
        if not starts or not ends:
            return [None] * len(starts)
        return CCHManyToOne(self._metrics[mode], list(starts)).distances_to_multi(ends)

    def way(self, starts: Starts, ends: Starts, mode: Mode) -> Found | None:
        """The fastest way from any of the starts to any of the ends."""
        if not starts or not ends:
            return None
        result = self._query(mode).run_multi(starts, ends)
        if result.distance is None:
            return None
        arcs = result.arc_path
        if arcs:
            return Found(result.distance, self._tails[arcs[0]], self._tails[arcs[-1] ^ 1], arcs)
        (node,) = result.node_path
        return Found(result.distance, node, node, arcs)

    def _query(self, mode: Mode) -> CCHQuery:
        """This thread's own: a query must not be shared, and making one costs memory."""
        query: CCHQuery | None = getattr(self._of_thread, mode, None)
        if query is None:
            query = CCHQuery(self._metrics[mode])
            setattr(self._of_thread, mode, query)
        return query


def _both(first: Whole, second: Whole) -> Whole:
    both = np.empty(2 * len(first), dtype=np.int32)
    both[0::2], both[1::2] = first, second
    return both


def _weights(roads: Roads, mode: Mode) -> list[int]:
    weights = _both(roads.go[mode], roads.back[mode])
    closed: list[int] = np.where(weights < 0, CLOSED, weights).tolist()
    return closed
