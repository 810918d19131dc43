"""Which nodes of a graph can all reach one another."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Nodes = NDArray[np.int64]

LARGE: Final = 1000
"""Nodes of a part of the map that counts beside the largest one: a real island with a town."""

NONE: Final = -1


def mainland(nodes: int, tails: Nodes, heads: Nodes) -> NDArray[np.bool_]:
    """For each node whether it is in the largest strongly connected component, or a large one.

    From every such node every other of its component is reached, and back; a spot is never snapped
    to a dead-end one-way or to a yard that no street leads out of.
    """
    labels = components(nodes, tails, heads)
    sizes = np.bincount(labels, minlength=1)
    is_large = (sizes > 1) & (sizes >= min(LARGE, sizes.max()))
    kept: NDArray[np.bool_] = is_large[labels]
    return kept


def components(nodes: int, tails: Nodes, heads: Nodes) -> Nodes:
    """The number of each node's strongly connected component, in O(nodes + arcs)."""
    search = _Tarjan(nodes, tails, heads)
    for root in range(nodes):
        if search.order[root] == NONE:
            search.visit(root)
    return np.asarray(search.label, dtype=np.int64)


class _Tarjan:
    """Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion."""

    def __init__(self, nodes: int, tails: Nodes, heads: Nodes) -> None:
        by_tail = np.argsort(tails, kind="stable")
        first = np.concatenate([[0], np.cumsum(np.bincount(tails, minlength=nodes))])
        self.heads = heads[by_tail].tolist()
        self.arc = first[:-1].tolist()
        self.last = first[1:].tolist()
        self.order = [NONE] * nodes
        self.low = [NONE] * nodes
        self.label = [NONE] * nodes
        self.waiting: list[int] = []
        self.seen = self.found = 0

    def visit(self, root: int) -> None:
        """Label everything reached from a root that was not seen yet."""
        self._enter(root)
        path = [root]
        while path:
            node = path[-1]
            if self.arc[node] == self.last[node]:
                self._leave(path)
                continue
            head = self.heads[self.arc[node]]
            self.arc[node] += 1
            if self.order[head] == NONE:
                self._enter(head)
                path.append(head)
            elif self.label[head] == NONE:
                self.low[node] = min(self.low[node], self.order[head])

    def _enter(self, node: int) -> None:
        self.order[node] = self.low[node] = self.seen
        self.seen += 1
        self.waiting.append(node)

    def _leave(self, path: list[int]) -> None:
        node = path.pop()
        if path:
            self.low[path[-1]] = min(self.low[path[-1]], self.low[node])
        if self.low[node] != self.order[node]:
            return
        while self.label[node] == NONE:
            self.label[self.waiting.pop()] = self.found
        self.found += 1
