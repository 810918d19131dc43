"""Values of a bucket, to be tried where an expression tells them apart: all of them, or some."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import islice, product
from typing import Any

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.between import BETWEEN, stepped
from amends.core.rulebook.check.invariants.view import last_step

MOST_VALUES = 1000
MOST_TRIED = 4096
ONE_DAY = timedelta(days=1)


def values_in(axis: Axis, bucket: int) -> tuple[list[Any], bool]:
    """Values of a bucket, and whether those are all of them."""
    chosen = axis.buckets[bucket]
    span, fact = chosen.span, axis.fact
    if span is None or chosen.is_point:
        return [chosen.sample], True
    if chosen.is_other:
        return [chosen.sample, chosen.sample * 2], False
    step = fact.step or (ONE_DAY if fact.type.name == "date" else None)
    if step is None or span.high is None:
        return _some(axis, bucket), False
    last = span.high - ONE_DAY if fact.step is None else last_step(axis, bucket)
    count = (last - chosen.sample) // step + 1
    if count > MOST_VALUES:
        return [chosen.sample, chosen.sample + step * (count // 2), last], False
    return [chosen.sample + step * number for number in range(int(count))], True


def _some(axis: Axis, bucket: int) -> list[Any]:
    """Some values of a bucket without steps or without an end: close to the ends and between."""
    span, name = axis.buckets[bucket].span, axis.fact.type.name
    assert span is not None
    found = [axis.buckets[bucket].sample]
    if axis.fact.step is not None:
        further = (stepped(found[0], axis.fact.step * 10**power) for power in (1, 3, 6))
        return found + [value for value in further if value is not None]
    low = high = found[0]
    for _ in range(10):
        low, high = BETWEEN[name](span.low, low), BETWEEN[name](high, span.high)
        found += [value for value in (low, high) if value is not None]
        if low is None or high is None:
            break
    return found


def tried(axes: Mapping[str, Axis], buckets: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """Values of facts, all that there are or some."""
    listed = [values_in(axes[name], bucket)[0] for name, bucket in buckets.items()]
    for each in islice(product(*listed), MOST_TRIED):
        yield dict(zip(buckets, each, strict=True))


def is_all(axes: Mapping[str, Axis], buckets: Mapping[str, int]) -> bool:
    """Whether ``tried`` leaves no values out."""
    size = 1
    for name, bucket in buckets.items():
        values, complete = values_in(axes[name], bucket)
        size *= len(values)
        if not complete or size > MOST_TRIED:
            return False
    return True
