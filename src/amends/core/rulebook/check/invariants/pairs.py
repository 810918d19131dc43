"""Which pairs of buckets of a fact are held against each other, so that all values are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from amends.core.rulebook.axes import Axis


def pairs_of(axis: Axis, *, ordered: bool, every: bool, inside: bool) -> Iterator[tuple[int, int]]:
    """Pairs of buckets, the one with the lower values first.

    Neighbours suffice where what holds from one to the next and on to a third holds from the first
    to the third; else ``every`` pair. ``inside`` adds each bucket with itself: there the values in
    it make a difference. A missing fact has no place in an ``ordered`` comparison.
    """
    known = sorted(range(axis.known), key=lambda bucket: axis.buckets[bucket].sample)
    buckets = known if ordered else list(range(len(axis.buckets)))
    yield from combinations(buckets, 2) if every else pairwise(buckets)
    if inside:
        yield from ((bucket, bucket) for bucket in known if not axis.buckets[bucket].is_point)
