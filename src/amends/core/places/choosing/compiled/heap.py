"""A heap of pairs (box of points, part of the way) by their bound, least first."""

from __future__ import annotations

import numba
import numpy as np

from amends.core.places.choosing.compiled.kernel import bare


@numba.njit(nogil=True)
def grown(keys, boxes, parts):
    """The same with twice the room."""
    room = 2 * len(keys)
    more_keys, more_boxes = np.empty(room), np.empty(room, np.int32)
    more_parts = np.empty(room, np.int32)
    more_keys[: len(keys)] = keys
    more_boxes[: len(keys)] = boxes
    more_parts[: len(keys)] = parts
    return more_keys, more_boxes, more_parts


@bare
def push(keys, boxes, parts, size, key, box, part):
    """Put one in; there must be room. The heap then has one more."""
    at = size
    while at > 0:
        above = (at - 1) // 2
        if keys[above] <= key:
            break
        keys[at], boxes[at], parts[at] = keys[above], boxes[above], parts[above]
        at = above
    keys[at], boxes[at], parts[at] = key, box, part


@bare
def drop_first(keys, boxes, parts, size):
    """Take the least out of a heap of this size. It then has one less."""
    last = size - 1
    key, box, part = keys[last], boxes[last], parts[last]
    at = 0
    while True:
        below = 2 * at + 1
        if below >= last:
            break
        if below + 1 < last and keys[below + 1] < keys[below]:
            below += 1
        if keys[below] >= key:
            break
        keys[at], boxes[at], parts[at] = keys[below], boxes[below], parts[below]
        at = below
    keys[at], boxes[at], parts[at] = key, box, part
