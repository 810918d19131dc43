"""A fact's line of numbers cut where it matters to some table."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.columns.ticks import TICKS, reached

BAD: Final = -1
"""Instead of a bucket: not a value of the fact."""
LARGEST: Final = 2**63 - 1
Kind = Callable[[int], Hashable]


@dataclass(frozen=True)
class Stretches:
    """``limits`` ascending; ``buckets[n]`` is that of numbers that reach *n* of them."""

    limits: tuple[Any, ...]
    buckets: tuple[int, ...]

    @cached_property
    def inside(self) -> slice:
        """The limits without those beyond which no value of the fact lies."""
        is_open = self.buckets[-1] != BAD
        return slice(int(self.buckets[0] == BAD), len(self.limits) - (not is_open))

    @cached_property
    def is_solid(self) -> bool:
        """Whether nothing bad lies between those."""
        return BAD not in self.buckets[self.inside.start : self.inside.stop + 1]

    def holds(self, lowest: Any, highest: Any) -> bool:
        """Whether numbers from the lowest to the highest lie where nothing is bad."""
        above = not self.inside.start or lowest >= self.limits[0]
        below = self.inside.stop == len(self.limits) or highest < self.limits[-1]
        return self.is_solid and bool(above) and bool(below)


def stretches(axis: Axis, kind: Kind, *, scale: Any, whole: bool) -> Stretches:
    """Cut an ordered fact's numbers; buckets of one ``kind`` need no cut between them."""
    first, *rest = listed_cuts(axis) if axis.fact.values else ordered_cuts(axis)
    limits: list[Any] = []
    buckets = [first[2]]
    for limit, closed, bucket in rest:
        at = reached(TICKS[axis.fact.type.name](limit), scale=scale, closed=closed, whole=whole)
        if limits and limits[-1] == at:
            limits.pop()
            buckets.pop()
        if _differs(buckets[-1], bucket, kind):
            limits.append(at)
            buckets.append(bucket)
    if whole:
        while limits and limits[-1] > LARGEST:
            limits.pop()
            buckets.pop()
        limits = [max(limit, -LARGEST) for limit in limits]
    return Stretches(tuple(limits), tuple(buckets))


Cut = tuple[Any, bool, int]


def listed_cuts(axis: Axis) -> list[Cut]:
    """Listed values, with nothing possible beside them."""
    cuts: list[Cut] = [(None, False, BAD)]
    for value in sorted(axis.by_value):
        cuts += [(value, True, axis.by_value[value]), (value, False, BAD)]
    return cuts


def ordered_cuts(axis: Axis) -> list[Cut]:
    """From which limit on, itself in or not, numbers lie in which bucket."""
    limits = [(None, False), *((cut, closed) for cut in axis.cuts for closed in (True, False))]
    found = []
    last = BAD
    for (limit, closed), bucket in zip(limits, _all_buckets(axis), strict=True):
        last = last if bucket is None else bucket
        found.append((limit, closed, last))
    return found


def _all_buckets(axis: Axis) -> Sequence[int | None]:
    """A bucket for each place: beyond the fact's ends that of the end, if it is clamped."""
    fact, places = axis.fact, list(axis.places)
    if fact.low is not None:
        at = 2 * axis.cuts.index(fact.low) + 1
        places[:at] = [places[at] if fact.clamped else BAD] * at
    if fact.high is not None:
        at = 2 * axis.cuts.index(fact.high) + 1
        end = axis.locate(fact.high) if fact.clamped and fact.admits(fact.high) else BAD
        places[at + 1 :] = [end] * (len(places) - at - 1)
    return places


def _differs(one: int, other: int, kind: Kind) -> bool:
    if BAD in (one, other):
        return one != other
    return kind(one) != kind(other)
