"""Boxes that add up to what a table leaves open, and a combination of buckets in it.

A term is a box and its sign. Where no two rules meet, the space less every rule is what is left:
the volumes may be added up. Where the sum is above nothing, it is so in some bucket of the first
axis; the way down through one such bucket of every axis ends in a hole. O(terms × axes) on the
way, no search.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate
from math import prod

from amends.core.rulebook.check.pieces import Box
from amends.core.rulebook.check.space import Column, Sheet, runs_of
from amends.core.rulebook.tables import Rule

Term = tuple[int, Box]
"""A sign, 1 or -1, and a box."""


def are_disjoint(met: Sequence[int]) -> bool:
    """Whether no rule meets another; ``met`` are the ``overlaps``."""
    return all(not others & ~(1 << rule) for rule, others in enumerate(met))


def boxes_of(sheet: Sheet) -> list[Box]:
    """The rules of a table as boxes."""
    if not sheet.columns:
        return [()] * len(sheet.rules)
    return list(zip(*(column.sides for column in sheet.columns), strict=True))


def of_boxes(sheet: Sheet, boxes: Sequence[Box]) -> Sheet:
    """The table with nameless rules that fit in these boxes, instead of its own."""
    columns = tuple(
        replace(column, sides=tuple(box[at] for box in boxes))
        for at, column in enumerate(sheet.columns)
    )
    return replace(sheet, rules=(Rule("", (), {}),) * len(boxes), columns=columns)


def whole_of(sheet: Sheet) -> Box:
    """The whole space of a table."""
    return tuple(column.axis.all_bits for column in sheet.columns)


def without_rules(sheet: Sheet) -> list[Term]:
    """The space without the rules of a table, which are disjoint."""
    return [(1, whole_of(sheet)), *((-1, box) for box in boxes_of(sheet))]


def volume_of(box: Box) -> int:
    """The number of combinations of buckets in a box."""
    return prod(map(int.bit_count, box))


def total(terms: Iterable[Term]) -> int:
    """The number of combinations of buckets that boxes with signs add up to."""
    return sum(sign * volume_of(box) for sign, box in terms)


def hole_in(terms: Iterable[Term], columns: Sequence[Column]) -> list[int]:
    """A combination of buckets, one for each column, of those that terms add up to.

    There is one: their ``total`` is above 0.
    """
    sized = [(sign * volume_of(box), box) for sign, box in terms]
    hole: list[int] = []
    for at, column in enumerate(columns):
        sized = [(size // box[at].bit_count(), box) for size, box in sized if size]
        bucket = _open_bucket(sized, at, len(column.axis.buckets))
        sized = [each for each in sized if each[1][at] >> bucket & 1]
        hole.append(bucket)
    return hole


def _open_bucket(sized: Iterable[tuple[int, Box]], at: int, count: int) -> int:
    """A bucket of a column in which the sum is above 0; sizes are those inside one bucket."""
    by_side: dict[int, int] = {}
    for size, box in sized:
        by_side[box[at]] = by_side.get(box[at], 0) + size
    changes = [0] * (count + 1)
    for side, size in by_side.items():
        for low, high in runs_of(side):
            changes[low] += size
            changes[high + 1] -= size
    return next(bucket for bucket, size in enumerate(accumulate(changes)) if size > 0)


def widened(sheet: Sheet, hole: Sequence[int]) -> list[int]:
    """A box around a hole that no rule meets and that cannot be widened: a side per column."""
    box = [1 << bucket for bucket in hole]
    passing = [column.masks[bucket] for column, bucket in zip(sheet.columns, hole, strict=True)]
    for at, column in enumerate(sheet.columns):
        elsewhere = sheet.everything
        for other, rules in enumerate(passing):
            if other != at:
                elsewhere &= rules
        for bucket, rules in enumerate(column.masks):
            if not rules & elsewhere:
                box[at] |= 1 << bucket
                passing[at] |= rules
    return box
