"""Best first (Hjaltason and Samet, "Distance browsing in spatial databases", 1999)."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zlib import crc32

import numba
import numpy as np

from amends.core.places.choosing.compiled.heap import drop_first, grown, push
from amends.core.places.choosing.compiled.leaf import RADIUS, SLACK, look, look_along, most_metres
from amends.core.places.choosing.compiled.passing import box_passes, masks_of
from amends.core.places.choosing.compiled.way import half_chord, normals, stretch_bound, way_balls


@numba.njit(nogil=True)
def _bound(way, balls, part, parts_before, box):
    """Metres of detour that no point of the box can be below, by this part of the way."""
    if part >= parts_before:
        start = part - parts_before
        end = min(start + 1, len(way) - 1)
        half_a = half_chord(box.centre, way[start])
        half_b = half_a if end == start else half_chord(box.centre, way[end])
        return stretch_bound(half_a, half_b, balls[2][part], box.radius) * RADIUS - SLACK
    apart = 2.0 * half_chord(box.centre, balls[0][part]) - box.radius - balls[1][part]
    return max(2.0 * apart - balls[2][part], 0.0) * RADIUS - SLACK


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
    def search(way, offsets, boxes, points, openings, question):
        """(rows, detours, parts, comes, untils) of the best.

        ``offsets``: of the tree's leaves. ``boxes``: most, hours. ``points``: fixed, live.
        ``openings``: offsets, begins, ends. ``question``: (first, last, stay), needs, (kinds,
        operators), arrivals, left out, (least, most metres), count.
        """
        window, needs, _, _, _, _, count = question
        most = boxes[0]
        leaves = len(offsets) - 1
        balls, poles = way_balls(way), normals(way)
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
        size = 0
        asked = (window, needs, masks_of(question))
        if offsets[leaves] > 0 and box_passes(0, boxes, asked):
            push(keys, nodes, parts, size, 0.0, 0, 0)
            size += 1
        while size:
            key, node, part = keys[0], nodes[0], parts[0]
            limit = most_metres(question, best, known)
            if key > limit + SLACK:
                break
            drop_first(keys, nodes, parts, size)
            size -= 1
            if size + 2 > len(keys):
                keys, nodes, parts = grown(keys, nodes, parts)
            leaf = node - leaves + 1
            if leaf >= 0:
                rows = (offsets[leaf], offsets[leaf + 1])
                if part >= parts_before:
                    known = look(rows, part - parts_before, way, balls, poles, points, openings,
                                 question, best, known)  # fmt: skip
                else:
                    known = look_along(
                        rows, part, way, balls, points, openings, question, best, known
                    )
            elif part < parts_before and balls[1][part] >= most[node].radius:
                for half in (2 * part + 1, 2 * part + 2):
                    if balls[1][half] >= 0.0:
                        bound = _bound(way, balls, half, parts_before, most[node])
                        if bound <= limit + SLACK:
                            push(keys, nodes, parts, size, max(bound, key), node, half)
                            size += 1
            else:
                for child in (2 * node + 1, 2 * node + 2):
                    bound = _bound(way, balls, part, parts_before, most[child])
                    if bound <= limit + SLACK and box_passes(child, boxes, asked):
                        push(keys, nodes, parts, size, max(bound, key), child, part)
                        size += 1
        return best[0][:known], best[2][:known], best[3][:known], best[4][:known], best[5][:known]

    return search


def _sources() -> int:
    folder = Path(__file__).parent
    files = sorted(
        [*folder.glob("*.py"), folder.parent / "boxes.py", folder.parent / "openings.py"]
    )
    return crc32(b"".join(path.read_bytes() for path in files))


search = _made(_sources())
