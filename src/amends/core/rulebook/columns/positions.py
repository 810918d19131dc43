"""Of which kind each value of a column is, as a small whole number that tables are looked up by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.columns.kinds import Kinds
from amends.core.rulebook.columns.sources import Array, Mask, Source
from amends.core.rulebook.columns.steps import step_check
from amends.core.rulebook.columns.stretches import BAD, Stretches, stretches
from amends.core.rulebook.columns.ticks import TICKS
from amends.core.rulebook.columns.translation import Found, Translate, Translation, stepping
from amends.core.rulebook.facts import BadSituation, Fact
from amends.core.rulebook.places import Places

Find = Callable[[int, int], Found]
MOST_LIMITS = 12
"""Up to so many limits are compared one by one, more by bisection or by looking up."""
MOST_DIRECT = 4096
"""Whole numbers in a span this small are looked up themselves."""
TRUTHS = {bool, type(None)}
NAT = np.iinfo(np.int64).min
SHORT = np.iinfo(np.int16)


def finding(column: Source, axis: Axis, kinds: Kinds) -> Find:
    """What finds the kinds of a fact's column, from one row up to another."""
    null = axis.known if axis.fact.optional else BAD
    if column.kind == "coded":
        return _coded(column, axis, kinds, null)
    _check_kind(column.kind, axis.fact)
    if column.kind == "b" and axis.fact.type.name == "boolean":
        return _booleans(column, axis, kinds, null)
    if _is_numeric(column, axis):
        return _numbers(column, axis, kinds, null)
    return _objects(column, axis, kinds, null)


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


def _coded(column: Source, axis: Axis, kinds: Kinds, null: int) -> Find:
    places = Places(axis, range(len(axis.buckets)))
    buckets = [_bucket(places, value, axis.fact) for value in column.values]
    translation = Translation(buckets, null, kinds)
    count = len(column.values)

    def find(start: int, stop: int) -> Found:
        codes, mask = column.piece(start, stop)
        lowest, highest = codes.min(), codes.max()
        if mask is None and translation.is_sure and lowest >= 0 and highest < count:
            return translation.quickly(codes if count > 256 else _bytes(codes)), None
        positions = codes.astype(np.intp)
        positions[codes < 0 if mask is None else mask | (codes < 0)] = translation.null
        positions[codes >= count] = translation.bad
        return translation.found(positions)

    return find


def _bytes(codes: Array) -> Array:
    """Small whole numbers, none below 0, as bytes."""
    return codes.view(np.uint8) if codes.dtype.itemsize == 1 else codes.astype(np.uint8)


def _booleans(column: Source, axis: Axis, kinds: Kinds, null: int) -> Find:
    buckets = axis.by_value[False], axis.by_value[True]
    translation = Translation(buckets, null, kinds)

    def find(start: int, stop: int) -> Found:
        values, mask = column.piece(start, stop)
        positions = values.view(np.uint8)
        if mask is None:
            return translation.quickly(positions), None
        return translation.found(np.where(mask, translation.null, positions))

    return find


def _objects(column: Source, axis: Axis, kinds: Kinds, null: int) -> Find:
    """Python values, each looked up by itself."""
    places = Places(axis, range(len(axis.buckets)))
    translation = Translation(range(len(axis.buckets)), null, kinds)

    def find(start: int, stop: int) -> Found:
        values, mask = column.piece(start, stop)
        listed = values.tolist()
        try:
            _check_truth(set(map(type, listed)), axis.fact)
            positions = np.fromiter(map(places.__getitem__, listed), np.intp, len(listed))
        except (KeyError, TypeError, ArithmeticError):
            found = [_bucket(places, value, axis.fact) for value in listed]
            positions = np.array([translation.bad if at == BAD else at for at in found], np.intp)
            positions[[value is None for value in listed]] = translation.null
        if mask is not None:
            positions[mask] = translation.null
        return translation.found(positions)

    return find


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


def _numbers(column: Source, axis: Axis, kinds: Kinds, null: int) -> Find:
    cut = stretches(axis, kinds.of.__getitem__, scale=column.scale, whole=column.kind != "f")
    check = step_check(axis.fact, column)
    translation = Translation(cut.buckets, null, kinds)
    quickly = _quickly(axis, column, cut, kinds)

    def find(start: int, stop: int) -> Found:
        values, mask = column.piece(start, stop)
        if values.dtype.kind in "mM":
            values = values.view(np.int64)
        lowest, highest = values.min(), values.max()
        mask = _with_missing(values, lowest, mask)
        is_on = None if check is None else check(values)
        if mask is None and (is_on is None or is_on.all()) and cut.holds(lowest, highest):
            return quickly(_short(values, lowest, highest)), None
        positions = _counted(values, cut.limits)
        if is_on is not None:
            positions[~is_on] = translation.bad
        if mask is not None:
            positions[mask] = translation.null
        return translation.found(positions)

    return find


def _with_missing(values: Array, lowest: Any, mask: Mask | None) -> Mask | None:
    """NaN and NaT are missing too."""
    is_float = values.dtype.kind == "f"
    if not (lowest != lowest if is_float else lowest == NAT):
        return mask
    missing: Mask = np.isnan(values) if is_float else values == NAT
    return missing if mask is None else mask | missing


def _short(values: Array, lowest: Any, highest: Any) -> Array:
    """Whole numbers as narrow as they may be compared fast."""
    is_long = values.dtype.kind in "iu" and values.dtype.itemsize > 2
    is_short = SHORT.min <= lowest <= highest <= SHORT.max
    return values.astype(np.int16) if is_long and is_short else values


def _quickly(axis: Axis, column: Source, cut: Stretches, kinds: Kinds) -> Translate:
    """For numbers that lie inside, where nothing is bad."""
    limits = cut.limits[cut.inside]
    found = [kinds.of[each] for each in cut.buckets[cut.inside.start : cut.inside.stop + 1]]
    if len(limits) <= MOST_LIMITS or not cut.is_solid:
        return stepping(limits, found, kinds.dtype)
    first, last = _span(axis, column)
    by_count = np.array(found, kinds.dtype)
    if last - first >= MOST_DIRECT:
        return lambda values: by_count.take(_counted(values, limits), mode="clip")
    by_number = by_count[_counted(np.arange(first, last + 1), limits)]
    return lambda values: by_number.take(values.astype(np.intp) - first, mode="clip")


def _span(axis: Axis, column: Source) -> tuple[int, int]:
    """The smallest and the largest whole number of a fact, far apart if it has no ends."""
    fact, ticks = axis.fact, TICKS[axis.fact.type.name]
    if column.kind == "f" or fact.low is None or fact.high is None:
        return 0, MOST_DIRECT
    return floor(ticks(fact.low) * column.scale), floor(ticks(fact.high) * column.scale)


def _counted(values: Array, limits: Sequence[Any]) -> NDArray[np.intp]:
    """How many of the ascending limits each value reaches."""
    wide = np.int64 if values.dtype.kind in "iu" else np.float64
    return np.searchsorted(np.array(limits, wide), values.astype(wide), side="right")
