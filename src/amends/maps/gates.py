"""A spot on the road graph: at which nodes one gets on, and what that takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from amends.core.places.roads import Mode
from amends.maps.extract import Roads
from amends.maps.hierarchy import Starts
from amends.maps.snapping import Snap

AT_CROSSING: Final = 1000
"""Millimetres from the end of an edge: so near one stands at the crossing."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A spot on an edge.

    ``leave`` are the nodes that are reached from it and ``enter`` those from which it is reached,
    each with its milliseconds. ``go`` and ``back`` are the milliseconds from the edge's tail to the
    spot, and from the spot back to the tail; ``None`` where the mode must not go that way.
    """

    snap: Snap
    leave: Starts
    enter: Starts
    go: int | None
    back: int | None


def gate(roads: Roads, snap: Snap, mode: Mode) -> Gate:
    """A snapped spot's gate; cutting an edge in two changes nothing of what the whole takes.

    At a crossing one goes off along any street there, also where the edge is one-way.
    """
    tail, head = int(roads.tail[snap.edge]), int(roads.head[snap.edge])
    whole_go, whole_back = int(roads.go[mode][snap.edge]), int(roads.back[mode][snap.edge])
    go = round(whole_go * snap.part) if whole_go >= 0 else None
    back = round(whole_back * snap.part) if whole_back >= 0 else None
    leave, enter = [], []
    if go is not None:
        leave.append((head, whole_go - go))
        enter.append((tail, go))
    if back is not None:
        leave.append((tail, back))
        enter.append((head, whole_back - back))
    near, part = (tail, snap.part) if snap.part < 0.5 else (head, 1 - snap.part)
    if part * int(roads.millimetres[snap.edge]) <= AT_CROSSING:
        there = (near, round(max(whole_go, whole_back) * part))
        leave, enter = (
            [each for each in pins if each[0] != near] + [there] for pins in (leave, enter)
        )
    return Gate(snap, leave, enter, go, back)


def direct(first: Gate, last: Gate) -> int | None:
    """Milliseconds along the one edge on which both lie; ``None`` where that cannot be."""
    if first.snap.edge != last.snap.edge:
        return None
    ahead = first.snap.part <= last.snap.part
    if ahead and first.go is not None and last.go is not None:
        return last.go - first.go
    if first.snap.part >= last.snap.part and first.back is not None and last.back is not None:
        return first.back - last.back
    return None
