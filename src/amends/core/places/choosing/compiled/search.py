"""Best first (Hjaltason and Samet, "Distance browsing in spatial databases", 1999)."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zlib import crc32

import numba
import numpy as np

from amends.core.places.choosing.compiled.best import tell
from amends.core.places.choosing.compiled.heap import drop_first, grown, push
from amends.core.places.choosing.compiled.kernel import ahead, bare
from amends.core.places.choosing.compiled.leaf import (
    RADIUS,
    SLACK,
    STACK,
    look,
    look_along,
    most_metres,
)
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


@bare
def _bound(way, balls, poles, across, part, parts_before, box, limit):
    """Metres of detour that no point of the box can be below, by this part of the way.

    A bound above the limit is all that is wanted of it, and not made any better.
    """
    if part < parts_before:
        apart = 2.0 * half_chord(box.centre, balls[0][part]) - box.radius - balls[1][part]
        return max(2.0 * apart - balls[2][part], 0.0) * RADIUS - SLACK
    start, long = part - parts_before, balls[2][part]
    if len(way) == 1:
        half_a = half_chord(box.centre, way[start])
        return stretch_bound(half_a, half_a, long, box.radius) * RADIUS - SLACK
    beside = beside_bound(poles[start], across[start], box.centre, box.half, long)
    if beside * RADIUS - SLACK > limit:
        return beside * RADIUS - SLACK
    half_a = half_chord(box.centre, way[start])
    half_b = half_chord(box.centre, way[start + 1])
    least = stretch_bound(half_a, half_b, long, box.radius)
    return max(least, beside) * RADIUS - SLACK


@bare
def fetch_below(box, leaves, boxes, offsets, points):
    """Have fetched what is looked at after the two halves of a box."""
    first = 4 * box + 3
    if first < 2 * leaves - 1:
        for near in range(first, first + 4):
            ahead(boxes[0], near)
            ahead(boxes[1], near)
    else:
        leaf = 2 * box + 2 - leaves
        for row in range(offsets[leaf], offsets[leaf + 2], 5):
            ahead(points[2], row)


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
    def search(way, offsets, boxes, points, openings, codes, question, whole, real):
        """How many of the best are written to ``whole`` and ``real`` (see ``Found``).

        ``offsets``: of the tree's leaves. ``boxes``: most, hours. ``points``: fixed, live.
        ``openings``: offsets, begins, ends. ``codes``: where they end. ``question``: (first, last,
        stay), needs, (kinds, operators), (arrivals, start), left out, (least, most metres), count.
        """
        window, needs, _, _, _, _, count = question
        most = boxes[0]
        leaves = len(offsets) - 1
        balls, poles = way_balls(way), normals(way)
        across = lying_across(way, poles, boxes[2])
        parts_before = (len(balls[1]) + 1) // 2 - 1
        best = (
            np.empty(count, np.int64),
            np.empty(count, np.int64),
            np.empty(count),
            np.empty(count, np.int32),
            np.empty(count, np.int64),
            np.empty(count, np.int64),
        )
        known = 0 * version
        keys, nodes, parts = np.empty(512), np.empty(512, np.int32), np.empty(512, np.int32)
        size, room = 0, np.empty(STACK + LEAF, np.int32)
        asked = (window, needs, masks_of(question))
        if offsets[leaves] > 0 and box_passes(0, boxes, asked):
            push(keys, nodes, parts, size, 0.0, 0, 0)
            size += 1
        going = False
        while going or size:
            if not going:
                key, node, part = keys[0], nodes[0], parts[0]
                drop_first(keys, nodes, parts, size)
                size -= 1
            going = False
            limit = most_metres(question, best, known)
            if key > limit + SLACK:
                break
            if size + 2 > len(keys):
                keys, nodes, parts = grown(keys, nodes, parts)
            leaf = node - leaves + 1
            narrower = part < parts_before and balls[1][part] >= most[node].radius
            if leaf >= 0:
                rows = (offsets[leaf], offsets[leaf + 1])
                if part >= parts_before:
                    known = look(rows, part - parts_before, way, balls, poles, points, openings,
                                 question, best, known, room)  # fmt: skip
                else:
                    known = look_along(
                        rows, part, way, balls, points, openings, question, best, known, room
                    )
                continue
            above, box, way_part = key, node, part
            if not narrower:
                fetch_below(box, leaves, boxes, offsets, points)
            for side in (1, 2):
                near, of_way = box, way_part
                if narrower:
                    of_way = 2 * way_part + side
                    if balls[1][of_way] < 0.0:
                        continue
                else:
                    near = 2 * box + side
                bound = _bound(
                    way, balls, poles, across, of_way, parts_before, most[near], limit + SLACK
                )
                bound = max(bound, above)
                if bound > limit + SLACK:
                    continue
                if not narrower and not box_passes(near, boxes, asked):
                    continue
                if not going:
                    key, node, part, going = bound, near, of_way, True
                    continue
                if bound < key:
                    key, node, part, bound, near, of_way = bound, near, of_way, key, node, part
                push(keys, nodes, parts, size, bound, near, of_way)
                size += 1
            if going and size and keys[0] < key:
                push(keys, nodes, parts, size, key, node, part)
                size += 1
                going = False
        tell(best, known, points, question[3], codes, whole, real)
        return known

    return search


def _sources() -> int:
    folder = Path(__file__).parent
    files = sorted(
        [*folder.glob("*.py"), folder.parent / "boxes.py", folder.parent / "openings.py"]
    )
    return crc32(b"".join(path.read_bytes() for path in files))


search = _made(_sources())
