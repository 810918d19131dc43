"""Best first (Hjaltason and Samet, "Distance browsing in spatial databases", 1999)."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zlib import crc32

import numba
import numpy as np

from amends.core.places.choosing.compiled.best import tell
from amends.core.places.choosing.compiled.heap import drop_first, grown, push
from amends.core.places.choosing.compiled.kernel import inlined
from amends.core.places.choosing.compiled.leaf import RADIUS, SLACK, look, look_along, most_metres
from amends.core.places.choosing.compiled.passing import box_passes, masks_of
from amends.core.places.choosing.compiled.way import (
    beside_bound,
    half_chord,
    lying_across,
    normals,
    stretch_bound,
    way_balls,
)
from amends.core.places.choosing.tree import LEAF


@inlined
def _bound(course, part, box):
    """Metres of detour that no point of the box can be below, by this part of the way."""
    way, balls, poles, across = course
    start, long = part - _inner(balls), balls[2][part]
    if start < 0:
        apart = 2.0 * half_chord(box.centre, balls[0][part]) - box.radius - balls[1][part]
        return max(2.0 * apart - long, 0.0) * RADIUS - SLACK
    half_a = half_chord(box.centre, way[start])
    if len(way) == 1:
        return stretch_bound(half_a, half_a, long, box.radius) * RADIUS - SLACK
    half_b = half_chord(box.centre, way[start + 1])
    least = stretch_bound(half_a, half_b, long, box.radius)
    beside = beside_bound(poles[start], across[start], box.centre, box.half, long)
    return max(least, beside) * RADIUS - SLACK


@inlined
def _inner(balls):
    """How many parts of the way are divided further."""
    return (len(balls[1]) + 1) // 2 - 1


@inlined
def _divide(key, node, part, heap, size, course, boxes, asked, limit):
    """Halve the box or the part of the way, the larger one, and put what may hold something better
    than the limit into the heap, the best of it last; how many the heap then has.

    The best one is handed back instead, if nothing in the heap is better: (size, whether, its
    bound, its box, its part).
    """
    keys, nodes, parts = heap
    balls, most = course[1], boxes[0]
    narrower = part < _inner(balls) and balls[1][part] >= most[node].radius
    going, best, best_node, best_part = False, key, node, part
    for side in (1, 2):
        near, of_way = (node, 2 * part + side) if narrower else (2 * node + side, part)
        if balls[1][of_way] < 0.0:
            continue
        bound = max(_bound(course, of_way, most[near]), key)
        if bound > limit + SLACK or not (narrower or box_passes(near, boxes, asked)):
            continue
        if not going:
            going, best, best_node, best_part = True, bound, near, of_way
            continue
        if bound < best:
            best, best_node, best_part, bound, near, of_way = (
                bound, near, of_way, best, best_node, best_part,
            )  # fmt: skip
        push(keys, nodes, parts, size, bound, near, of_way)
        size += 1
    if going and size and keys[0] < best:
        push(keys, nodes, parts, size, best, best_node, best_part)
        size, going = size + 1, False
    return size, going, best, best_node, best_part


def _kept(function: Any) -> Any:
    """Compiled, and kept where numba finds a folder that it may write to; else for this process."""
    try:
        return numba.njit(nogil=True, cache=True)(function)
    except RuntimeError:
        return numba.njit(nogil=True)(function)


def _made(version: int) -> Any:
    """The search. ``version`` stands for all sources: numba keeps compiled code until the file of
    this function changes, and would not see that another one has."""

    @_kept
    def search(way, boxes, points, openings, codes, question, whole, real):
        """How many of the best are written to ``whole`` and ``real`` (see ``Found``).

        ``boxes``: most, hours, frame. ``points``: fixed, live, rough, offsets of the tree's leaves.
        ``openings``: offsets, begins, ends. ``codes``: where they end. ``question``: (first, last,
        stay), needs, (kinds, operators), arrivals, left out, (least, most metres), count.
        """
        leaves, known = len(points[3]) - 1, 0 * version
        course, best = _course(way, boxes[2]), _nothing_yet(question[6])
        room, todo = (np.empty(LEAF + 1, np.int32), np.empty(LEAF)), np.empty(32, np.int32)
        asked = (question[0], question[1], masks_of(question))
        heap, size = (np.empty(512), np.empty(512, np.int32), np.empty(512, np.int32)), 0
        key, node, part = 0.0, 0, 0
        going = points[3][leaves] > 0 and box_passes(0, boxes, asked)
        while going or size:
            if not going:
                key, node, part = heap[0][0], heap[1][0], heap[2][0]
                drop_first(heap[0], heap[1], heap[2], size)
                size -= 1
            limit = most_metres(question, best, known)
            if key > limit + SLACK:
                break
            leaf, stretch = node - leaves + 1, part - _inner(course[1])
            going = False
            if leaf < 0:
                heap = grown(heap, size + 2)
                size, going, key, node, part = _divide(
                    key, node, part, heap, size, course, boxes, asked, limit
                )
            elif stretch >= 0:
                known = look(leaf, stretch, course, points, openings, question, best, known, room)
            else:
                known = look_along(
                    leaf, part, course, points, openings, question, best, known, room, todo
                )
        tell(best, known, points, question[3], codes, whole, real)
        return known

    return search


@numba.njit(nogil=True)
def _course(way, frame):
    """The way with what bounds need of it: its balls, its poles, what lies across."""
    balls, poles = way_balls(way), normals(way)
    return way, balls, poles, lying_across(poles, frame, balls[2])


@numba.njit(nogil=True)
def _nothing_yet(count):
    """Room for the best: rows, millimetres, detours, parts, comes, untils."""
    return (
        np.empty(count, np.int64),
        np.empty(count, np.int64),
        np.empty(count),
        np.empty(count, np.int32),
        np.empty(count, np.int64),
        np.empty(count, np.int64),
    )


def _sources() -> int:
    folder = Path(__file__).parent
    files = sorted(
        [*folder.glob("*.py"), folder.parent / "boxes.py", folder.parent / "openings.py"]
    )
    return crc32(b"".join(path.read_bytes() for path in files))


search = _made(_sources())
