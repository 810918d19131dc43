"""The road graph of ways: cut at crossings, ends and barriers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.core.places.roads import Mode
from amends.maps.extract import NEVER, Roads, Whole
from amends.maps.hierarchy import contraction_order
from amends.maps.reading import Found

Steps = NDArray[np.int64]

SLOWEST_EDGE: Final = 500_000_000
"""Milliseconds (six days): longer edges would not fit the hierarchy's whole numbers."""

LONGEST_EDGE: Final = 500_000_000
"""Millimetres (500 km): no street has so few crossings; a node was put down wrongly."""

STILL: Final = 1e-3
"""Metres a second that stand for a shut way while it is computed; nobody drives it."""


def roads_of(found: Found, millimetres: Steps) -> Roads:
    """The graph of everything that somebody may use.

    ``millimetres`` lead from each point to the next. An edge's milliseconds are the sum of its
    steps', each rounded, so that cutting a way elsewhere never changes what it costs.
    """
    refs = np.asarray(found.refs, dtype=np.int64)
    way = np.repeat(np.arange(len(found.rank)), np.diff(np.asarray(found.first)))
    start, end = _cut(found, refs, way)
    nodes, at = np.unique(refs[np.concatenate([start, end])], return_inverse=True)
    node_point = np.zeros(len(nodes), dtype=np.int64)
    node_point[at] = np.concatenate([start, end])
    along = np.concatenate([[0], np.cumsum(millimetres)])
    pieces = _Pieces(
        node_point=node_point.tolist(),
        tail=at[: len(start)].copy(),
        head=at[len(start) :].copy(),
        start=start,
        end=end,
        millimetres=along[end] - along[start],
        off_ground=np.asarray(found.off_ground, dtype=np.bool_)[way[start]],
        go=_times(found.along, way, start, end, millimetres),
        back=_times(found.against, way, start, end, millimetres),
    )
    links = _split_at_barriers(found, pieces, nodes)
    return _joined(found, pieces, links)


@dataclass
class _Pieces:
    """The stretches of all ways; nodes may still be split. Columns as in ``Roads``."""

    node_point: list[int]
    tail: Steps
    head: Steps
    start: Steps
    end: Steps
    millimetres: Steps
    off_ground: NDArray[np.bool_]
    go: dict[Mode, Steps]
    back: dict[Mode, Steps]


def _cut(found: Found, refs: Steps, way: Steps) -> tuple[Steps, Steps]:
    """First and last point of each stretch between two cuts; none ends where it begins."""
    _, at, uses = np.unique(refs, return_inverse=True, return_counts=True)
    is_cut = uses[at] > 1
    first = np.asarray(found.first)
    is_cut[first[:-1]] = is_cut[first[1:] - 1] = True
    barriers = set().union(*found.stops.values())
    if barriers:
        is_cut |= np.isin(refs, np.fromiter(barriers, dtype=np.int64))
    start, end = _between(is_cut, way)
    loops = refs[start] == refs[end]
    is_cut[(start[loops] + end[loops]) // 2] = True
    start, end = _between(is_cut, way)
    real = refs[start] != refs[end]
    return start[real], end[real]


def _between(is_cut: NDArray[np.bool_], way: Steps) -> tuple[Steps, Steps]:
    cuts = np.flatnonzero(is_cut)
    together = way[cuts[:-1]] == way[cuts[1:]]
    return cuts[:-1][together], cuts[1:][together]


def _times(
    speeds: Mapping[Mode, Iterable[float]], way: Steps, start: Steps, end: Steps, millimetres: Steps
) -> dict[Mode, Steps]:
    """Milliseconds of each piece by mode, from each way's kilometres an hour."""
    lengths = np.concatenate([[0], np.cumsum(millimetres)])

    def summed(mode: Mode) -> Steps:
        speed = np.asarray(speeds[mode], dtype=np.float64)[way] / 3.6
        steps = np.zeros(len(millimetres), dtype=np.int64)
        np.rint(millimetres / np.maximum(speed, STILL), out=steps, casting="unsafe")
        total = np.concatenate([[0], np.cumsum(steps)])
        piece = total[end] - total[start]
        is_street = (piece < SLOWEST_EDGE) & (lengths[end] - lengths[start] < LONGEST_EDGE)
        return np.where((speed[start] > 0) & is_street, piece, NEVER)

    return {mode: summed(mode) for mode in Mode}


def _split_at_barriers(found: Found, pieces: _Pieces, nodes: Steps) -> list[tuple[int, int, Mode]]:
    """Give each piece at a barrier a node of its own; those who may pass get a link of no length.

    So a bollard leaves both stretches drivable up to it, and nobody drives through.
    """
    number = {int(ref): place for place, ref in enumerate(nodes)}
    links = []
    for ref in sorted(set().union(*found.stops.values())):
        node = number.get(ref)
        if node is None:
            continue
        passing = [mode for mode in Mode if ref not in found.stops[mode]]
        for copy in _copies(pieces, node):
            links += [(node, copy, mode) for mode in passing]
    return links


def _copies(pieces: _Pieces, node: int) -> list[int]:
    """New nodes for all pieces at a node but the first."""
    first = len(pieces.node_point)
    meeting = [(ends, piece) for ends in (pieces.tail, pieces.head) for piece in _at(ends, node)]
    for ends, piece in meeting[1:]:
        ends[piece] = len(pieces.node_point)
        pieces.node_point.append(pieces.node_point[node])
    return list(range(first, len(pieces.node_point)))


def _at(ends: Steps, node: int) -> list[int]:
    return [int(piece) for piece in np.flatnonzero(ends == node)]


def _joined(found: Found, pieces: _Pieces, links: list[tuple[int, int, Mode]]) -> Roads:
    """Pieces and links as one set of columns, without those that nobody may use."""
    times = [*pieces.go.values(), *pieces.back.values()]
    used = np.any([each >= 0 for each in times], axis=0)
    points = np.asarray(pieces.node_point, dtype=np.int64)
    linked = np.array([[one, other] for one, other, _ in links], dtype=np.int64).reshape(-1, 2)
    passing = {
        mode: np.array([0 if each is mode else NEVER for _, _, each in links], dtype=np.int64)
        for mode in Mode
    }

    def column(of_pieces: Steps, of_links: Steps) -> Whole:
        return np.concatenate([of_pieces[used], of_links]).astype(np.int32)

    tail, head = column(pieces.tail, linked[:, 0]), column(pieces.head, linked[:, 1])
    north, east = np.asarray(found.latitudes)[points], np.asarray(found.longitudes)[points]
    return Roads(
        node_point=points.astype(np.int32),
        tail=tail,
        head=head,
        start=column(pieces.start, points[linked[:, 0]]),
        end=column(pieces.end, points[linked[:, 0]]),
        millimetres=column(pieces.millimetres, np.zeros(len(links), dtype=np.int64)),
        off_ground=np.concatenate([pieces.off_ground[used], np.zeros(len(links), dtype=np.bool_)]),
        order=contraction_order(north, east, tail, head),
        go={mode: column(pieces.go[mode], passing[mode]) for mode in Mode},
        back={mode: column(pieces.back[mode], passing[mode]) for mode in Mode},
    )
