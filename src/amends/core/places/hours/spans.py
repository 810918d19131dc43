"""Stretches of one day in minutes since its midnight: [start, end), sorted, apart, 0 to 1440."""

from __future__ import annotations

from collections.abc import Iterable

DAY = 1440
"""Minutes in a day on the clock's face. A day with a change of the clock has them all the same."""

WEEK = 7 * DAY

Spans = tuple[tuple[int, int], ...]

CLOSED: Spans = ()
WHOLE_DAY: Spans = ((0, DAY),)


def joined(stretches: Iterable[tuple[int, int]]) -> Spans:
    """The same minutes as sorted stretches that neither touch nor overlap."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(each for each in stretches if each[0] < each[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def without(stretches: Spans, taken: Spans) -> Spans:
    """The minutes of ``stretches`` that are not in ``taken``."""
    left = list(stretches)
    for low, high in taken:
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, low)), (max(start, high), end))
            if piece[0] < piece[1]
        ]
    return joined(left)


def cut(stretches: Iterable[tuple[int, int]], *, day: int) -> Spans:
    """What falls on day number ``day`` (0 the first) of stretches that may run over midnight."""
    moved = ((start - day * DAY, end - day * DAY) for start, end in stretches)
    return joined((max(start, 0), min(end, DAY)) for start, end in moved)


def checked(stretches: Spans) -> Spans:
    """The same spans; ``ValueError`` if they are not sorted, apart and inside one day."""
    if joined(stretches) != tuple(stretches):
        raise ValueError(f"spans of a day must be sorted and apart: {stretches}")
    if stretches and not 0 <= stretches[0][0] < stretches[-1][1] <= DAY:
        raise ValueError(f"spans of a day lie between minute 0 and {DAY}: {stretches}")
    return tuple(stretches)
