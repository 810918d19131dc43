"""Whether disjoint boxes fill a space, and a combination of buckets that they leave open.

The volumes of disjoint boxes may be added up: they fill the space where the sum is its size. Else
some bucket of the first axis is filled less than the others could fill it; the way down through
one such bucket of every axis ends in a hole. O(rules × buckets) on the way, no search.
"""

from __future__ import annotations

from collections.abc import Sequence

from amends.core.rulebook.check.overlaps import volumes
from amends.core.rulebook.check.space import Column, Sheet
from amends.core.rulebook.generated import bits_of


def are_disjoint(met: Sequence[int]) -> bool:
    """Whether no rule meets another; ``met`` are the ``overlaps``."""
    return all(not others & ~(1 << rule) for rule, others in enumerate(met))


def open_volume(sheet: Sheet) -> int:
    """How many combinations of buckets the disjoint rules of a table leave open."""
    return sheet.size - sum(volumes(sheet.columns, len(sheet.rules)))


def find_hole(sheet: Sheet) -> list[int]:
    """A combination of buckets, one for each column, that no rule of a table fits.

    The rules are disjoint and leave something open.
    """
    sizes = volumes(sheet.columns, len(sheet.rules))
    space, hole = sheet.size, []
    rules: Sequence[int] = range(len(sizes))
    for column in sheet.columns:
        space //= len(column.axis.buckets)
        widths = {side: side.bit_count() for side in column.rules_by_side}
        for rule in rules:
            sizes[rule] //= widths[column.sides[rule]] or 1
        bucket = _least_filled(column, rules, sizes, space)
        rules = [rule for rule in rules if column.sides[rule] >> bucket & 1]
        hole.append(bucket)
    return hole


def _least_filled(column: Column, rules: Sequence[int], sizes: Sequence[int], space: int) -> int:
    """A bucket that the rules do not fill; ``space`` is the size of the axes after this one."""
    filled = [0] * len(column.axis.buckets)
    by_side: dict[int, int] = {}
    for rule in rules:
        side = column.sides[rule]
        by_side[side] = by_side.get(side, 0) + sizes[rule]
    for side, size in by_side.items():
        for bucket in bits_of(side):
            filled[bucket] += size
    return next(bucket for bucket, size in enumerate(filled) if size < space)


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
