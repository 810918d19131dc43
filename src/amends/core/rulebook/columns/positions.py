"""Where each value of a column lies, as a whole number that tables are looked up by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.columns.sources import Array, Mask, Source
from amends.core.rulebook.columns.steps import step_check
from amends.core.rulebook.columns.stretches import BAD, Kind, Stretches, stretches
from amends.core.rulebook.columns.ticks import TICKS
from amends.core.rulebook.facts import BadSituation, Fact
from amends.core.rulebook.places import Places

Found = tuple[NDArray[np.intp], bool]
MOST_LIMITS = 40
"""Up to so many limits are compared one by one, more by bisection."""
MOST_DIRECT = 4096
"""Whole numbers in a span this small are positions themselves."""
TRUTHS = {bool, type(None)}
NAT = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Located:
    """A column's positions, piece by piece, and the bucket that each position stands for.

    ``find(start, stop)`` says besides whether some may stand for no bucket (``BAD``). The last two
    positions are those of a missing value and of one that the fact never has.
    """

    find: Callable[[int, int], Found]
    buckets: tuple[int, ...]

    @property
    def null(self) -> int:
        """The position of missing values."""
        return len(self.buckets) - 2

    @cached_property
    def is_bad(self) -> NDArray[np.bool_]:
        """For each position whether it stands for no bucket."""
        return np.array([bucket == BAD for bucket in self.buckets])


def locate(column: Source, axis: Axis, kind: Kind) -> Located:
    """Find the positions of a fact's column; ``kind`` tells buckets apart that tables do."""
    null = axis.known if axis.fact.optional else BAD
    if column.kind == "coded":
        return _coded(column, axis, null)
    _check_kind(column.kind, axis.fact)
    if column.kind == "b" and axis.fact.type.name == "boolean":
        return _booleans(column, axis, null)
    if _is_numeric(column, axis):
        return _numbers(column, axis, kind, null)
    return _objects(column, axis, null)


def _check_kind(kind: str, fact: Fact) -> None:
    """Refuse truth values for a number and numbers for a truth value: Python takes 1 for True."""
    if (kind == "b" and fact.type.name == "number") or (
        kind in "iuf" and fact.type.name == "boolean"
    ):
        holds = "truth values" if kind == "b" else "numbers"
        raise BadSituation(
            f"the column holds {holds}, and this fact is a {fact.type.name}",
            where=fact.name,
            hint='values.astype("int64")' if kind == "b" else 'values.astype("bool")',
        )


def _is_numeric(column: Source, axis: Axis) -> bool:
    name = axis.fact.type.name
    if column.kind in "mM":
        wanted = {"date", "date and time"} if column.kind == "M" else {"duration", "months", "time"}
        if name not in wanted:
            raise BadSituation(f"the column does not hold a {name}", where=axis.fact.name)
        return True
    return (column.kind in "iuf" and name == "number") or (column.kind in "iu" and name == "months")


def _coded(column: Source, axis: Axis, null: int) -> Located:
    places = Places(axis, range(len(axis.buckets)))
    buckets = (*(_bucket(places, value, axis.fact) for value in column.values), null, BAD)
    count = len(column.values)
    is_bad = BAD in buckets[:count]

    def find(start: int, stop: int) -> Found:
        codes, mask = column.piece(start, stop)
        if mask is not None:
            codes = np.where(mask, count, codes)
        lowest, highest = codes.min(), codes.max()
        if lowest < 0:
            codes = np.where(codes < 0, count, codes)
        if highest > count:
            codes = np.where(codes > count, count + 1, codes)
        may_be_bad = is_bad or bool(lowest < 0 or highest >= count)
        return codes.astype(np.intp, copy=False), may_be_bad

    return Located(find, buckets)


def _booleans(column: Source, axis: Axis, null: int) -> Located:
    buckets = (axis.by_value[False], axis.by_value[True], null, BAD)

    def find(start: int, stop: int) -> Found:
        values, mask = column.piece(start, stop)
        positions = values.astype(np.intp)
        if mask is not None:
            positions[mask] = 2
        return positions, mask is not None and null == BAD

    return Located(find, buckets)


def _objects(column: Source, axis: Axis, null: int) -> Located:
    """Python values, each looked up by itself."""
    places = Places(axis, range(len(axis.buckets)))
    count = len(axis.buckets)
    buckets = (*range(count), null, BAD)

    def find(start: int, stop: int) -> Found:
        values, mask = column.piece(start, stop)
        listed = values.tolist()
        try:
            _check_truth(set(map(type, listed)), axis.fact)
            positions = np.fromiter(map(places.__getitem__, listed), np.intp, len(listed))
            may_be_bad = False
        except (KeyError, TypeError, ArithmeticError):
            found = [_bucket(places, value, axis.fact) for value in listed]
            positions = np.array([count + 1 if at == BAD else at for at in found], np.intp)
            positions[[value is None for value in listed]] = count
            may_be_bad = True
        if mask is not None:
            positions[mask] = count
        return positions, may_be_bad or (mask is not None and null == BAD)

    return Located(find, buckets)


def _check_truth(kinds: set[type], fact: Fact) -> None:
    """Raise ``TypeError`` where some of the values need to be looked at one by one."""
    name = fact.type.name
    if (name == "number" and bool in kinds) or (name == "boolean" and kinds - TRUTHS):
        raise TypeError(name)


def _bucket(places: Places, value: Any, fact: Fact) -> int:
    try:
        _check_truth({type(value)}, fact)
        return places[value]
    except (KeyError, TypeError, ArithmeticError):
        return BAD


def _numbers(column: Source, axis: Axis, kind: Kind, null: int) -> Located:
    cut = stretches(axis, kind, scale=column.scale, whole=column.kind != "f")
    check = step_check(axis.fact, column)
    first, direct = _direct(axis, column, cut)
    buckets = (*direct, *cut.buckets, null, BAD)

    def find(start: int, stop: int) -> Found:
        values, mask = column.piece(start, stop)
        values, mask = _with_nulls(values, mask)
        positions, may_be_bad = _placed(values, cut, first, direct)
        if check is not None and not (is_on := check(values)).all():
            positions, may_be_bad = np.where(is_on, positions, len(buckets) - 1), True
        if mask is not None:
            positions = np.where(mask, len(buckets) - 2, positions)
        return positions, may_be_bad or (mask is not None and null == BAD)

    return Located(find, buckets)


def _placed(values: Array, cut: Stretches, first: int, direct: Sequence[int]) -> Found:
    """Positions of plain numbers: those of ``direct``, then those of the stretches."""
    lowest, highest = values.min(), values.max()
    if direct and lowest >= first and highest < first + len(direct):
        positions = values.astype(np.intp, copy=False)
        return positions - first if first else positions, BAD in direct
    if cut.holds(lowest, highest):
        positions = _counted(values, cut.limits[cut.inside])
        positions += len(direct) + cut.inside.start
        return positions, False
    return _counted(values, cut.limits) + len(direct), BAD in cut.buckets


def _direct(axis: Axis, column: Source, cut: Stretches) -> tuple[int, tuple[int, ...]]:
    """The first of the whole numbers that are positions themselves, and the bucket of each."""
    fact = axis.fact
    if column.kind == "f" or fact.low is None or fact.high is None or len(cut.limits) < 3:
        return 0, ()
    ticks = TICKS[fact.type.name]
    first, last = floor(ticks(fact.low) * column.scale), floor(ticks(fact.high) * column.scale)
    if last - first > MOST_DIRECT:
        return 0, ()
    numbers = np.arange(first, last + 1)
    return first, tuple(cut.buckets[at] for at in _counted(numbers, cut.limits))


def _counted(values: Array, limits: Sequence[Any]) -> NDArray[np.intp]:
    """How many of the ascending limits each value reaches."""
    if len(limits) > MOST_LIMITS:
        wide = np.int64 if values.dtype.kind in "iu" else np.float64
        return np.searchsorted(np.array(limits, wide), values.astype(wide), side="right")
    counts = np.zeros(len(values), np.uint8)
    reaches = np.empty(len(values), np.bool_)
    for limit in limits:
        np.greater_equal(values, limit, out=reaches)
        counts += reaches.view(np.uint8)
    return counts.astype(np.intp)


def _with_nulls(values: Array, mask: Mask | None) -> tuple[Array, Mask | None]:
    """Plain numbers; NaN and NaT are null."""
    if values.dtype.kind in "mM":
        values = values.view(np.int64)
        if len(values) and values.min() == NAT:
            missing = values == NAT
            mask = missing if mask is None else mask | missing
    elif values.dtype.kind == "f" and len(values) and np.isnan(values.min()):
        missing = np.isnan(values)
        mask = missing if mask is None else mask | missing
    return values, mask
