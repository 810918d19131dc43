"""Best first (Hjaltason and Samet, "Distance browsing in spatial databases", 1999)."""

from __future__ import annotations

import numba
import numpy as np

from amends.core.places.choosing.compiled.best import put, round_half_even
from amends.core.places.choosing.compiled.heap import drop_first, grown, push
from amends.core.places.choosing.compiled.passing import box_passes, point_passes, visit
from amends.core.places.choosing.compiled.way import angle, stretch_bound, way_balls

RADIUS = 6_371_008.8
SLACK = 0.001
"""Metres by which rounding could make a bound too high, and more."""


@numba.njit(cache=True, nogil=True)
def search(way, tree, boxes, points, openings, question):
    """(rows, detours, parts, comes, untils) of the best.

    ``tree``: offsets, centre, radius. ``boxes``: hours, traits, sides, grams, days. ``points``:
    vector, rank, leg, and the columns of ``point_passes``. ``openings``: offsets, begins, ends.
    ``question``: (first, last, stay), masks, needs, (kinds, operators), arrivals, left out,
    (least, most metres), count.
    """
    window, masks, needs, allowed, arrivals, left_out, bounds, count = question
    offsets, _, _ = tree
    leaves = len(offsets) - 1
    balls = way_balls(way)
    parts_before = (len(balls[1]) + 1) // 2 - 1
    best = (
        np.empty(count, np.int64),
        np.empty(count, np.int64),
        np.empty(count),
        np.empty(count, np.int32),
        np.empty(count, np.int64),
        np.empty(count, np.int64),
    )
    known = 0
    keys, nodes, parts = np.empty(512), np.empty(512, np.int32), np.empty(512, np.int32)
    size = 0
    asked = (window, masks, needs)
    if offsets[leaves] > 0 and box_passes(0, boxes, asked):
        push(keys, nodes, parts, size, 0.0, 0, 0)
        size += 1
    while size:
        key, node, part = keys[0], nodes[0], parts[0]
        limit = bounds[1] if known < count else min(best[1][count - 1] * 0.001 + SLACK, bounds[1])
        if key > limit + SLACK:
            break
        drop_first(keys, nodes, parts, size)
        size -= 1
        if size + 2 > len(keys):
            keys, nodes, parts = grown(keys, nodes, parts)
        at_leaf, at_part = node >= leaves - 1, part >= parts_before
        if at_leaf and at_part:
            leaf = node - leaves + 1
            known = _look(
                offsets[leaf], offsets[leaf + 1], part - parts_before, way, points, openings,
                (window, needs, allowed, arrivals, left_out, bounds, count), best, known,
            )  # fmt: skip
        elif not at_part and (at_leaf or balls[1][part] >= tree[2][node]):
            for half in (2 * part + 1, 2 * part + 2):
                if balls[1][half] >= 0.0:
                    bound = _bound(way, balls, half, parts_before, tree, node)
                    if bound <= limit + SLACK:
                        push(keys, nodes, parts, size, max(bound, key), node, half)
                        size += 1
        else:
            for child in (2 * node + 1, 2 * node + 2):
                if box_passes(child, boxes, asked):
                    bound = _bound(way, balls, part, parts_before, tree, child)
                    if bound <= limit + SLACK:
                        push(keys, nodes, parts, size, max(bound, key), child, part)
                        size += 1
    return best[0][:known], best[2][:known], best[3][:known], best[4][:known], best[5][:known]


@numba.njit(cache=True, nogil=True)
def _bound(way, balls, part, parts_before, tree, node):
    """Metres of detour that no point of the box can be below, by this part of the way."""
    centre, radius = tree[1], tree[2]
    if part >= parts_before:
        start = part - parts_before
        end = min(start + 1, len(way) - 1)
        to_a = angle(centre, node, way, start)
        to_b = to_a if end == start else angle(centre, node, way, end)
        return stretch_bound(to_a, to_b, balls[2][part], radius[node]) * RADIUS - SLACK
    apart = angle(centre, node, balls[0], part) - radius[node] - balls[1][part]
    return max(2.0 * apart - balls[2][part], 0.0) * RADIUS - SLACK


@numba.njit(cache=True, nogil=True)
def _look(first, end, stretch, way, points, openings, question, best, known):
    """Look at every point of one leaf, by one stretch of the way."""
    vector, rank, leg, columns = points
    window, needs, allowed, arrivals, left_out, bounds, count = question
    last = min(stretch + 1, len(way) - 1)
    straight = 2.0 * RADIUS * 0.5 * angle(way, stretch, way, last)
    for row in range(first, end):
        if not point_passes(row, columns, needs, allowed, bounds[0]):
            continue
        there = RADIUS * angle(vector, row, way, stretch)
        on = there if last == stretch else RADIUS * angle(vector, row, way, last)
        more = max(there + on - straight, 0.0)
        if more > bounds[1]:
            continue
        if known == count and round_half_even(more * 1000.0) > best[1][count - 1]:
            continue
        soonest = max(window[0], arrivals[leg[row]])
        come, until = visit(columns[0][row], openings, soonest, window[1], window[2])
        if come < 0 or _is_in(row, left_out):
            continue
        known = put(best, known, count, columns[8], rank, row, more, stretch, come, until)
    return known


@numba.njit(cache=True, nogil=True)
def _is_in(row, rows):
    for each in rows:
        if each == row:
            return True
    return False
