"""From positions to kinds: by a few comparisons where that will do, or by a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from amends.core.rulebook.columns.kinds import Kinds
from amends.core.rulebook.columns.sources import Array, Mask
from amends.core.rulebook.columns.stretches import BAD

Translate = Callable[[Array], Array]
MOST_STEPS = 6
"""More steps than these take longer than to look up a list."""


class Wrong(NamedTuple):
    """Rows without a value that the fact must have, and rows with one that it never has."""

    missing: Mask
    impossible: Mask


Found = tuple[Array, Wrong | None]


class Translation:
    """The kinds that positions stand for.

    ``buckets`` are those of the positions in order, ``BAD`` for what is no value of the fact. Two
    positions are added: ``null`` for missing values, whose bucket is given too, and ``bad``.
    """

    def __init__(self, buckets: Sequence[int], null: int, kinds: Kinds) -> None:
        self.null, self.bad = len(buckets), len(buckets) + 1
        found = [kinds.of[bucket] if bucket != BAD else BAD for bucket in (*buckets, null, BAD)]
        self.is_bad = np.array(found) == BAD
        self.kinds = np.maximum(found, 0).astype(kinds.dtype)
        self.is_sure = bool(buckets) and not self.is_bad[: self.null].any()
        self.quickly = self._quickest(found[: self.null])

    def found(self, positions: Array) -> Found:
        """The kinds, and which rows have none; any kind stands there."""
        found = self.kinds.take(positions, mode="clip")
        is_bad = self.is_bad.take(positions, mode="clip")
        if not is_bad.any():
            return found, None
        is_null = positions == self.null
        return found, Wrong(is_bad & is_null, is_bad & ~is_null)

    def _quickest(self, kinds: Sequence[int]) -> Translate:
        """For positions that are neither null nor bad."""
        changes = [at for at in range(1, len(kinds)) if kinds[at] != kinds[at - 1]]
        if not self.is_sure or len(changes) > MOST_STEPS:
            return lambda positions: self.kinds.take(positions, mode="clip")
        return stepping(changes, [*(kinds[at - 1] for at in changes), kinds[-1]], self.kinds.dtype)


def stepping(limits: Sequence[Any], kinds: Sequence[int], dtype: np.dtype[Any]) -> Translate:
    """``kinds[n]`` for values that reach *n* of the ascending limits."""
    modulus = 256**dtype.itemsize
    steps = [
        (limit, dtype.type((after - before) % modulus))
        for limit, (before, after) in zip(limits, pairwise(kinds), strict=True)
    ]
    first, rest = steps[:1], steps[1:]
    is_plain = kinds[0] == 0 and dtype == np.uint8 and bool(first) and first[0][1] == 1

    def translate(values: Array) -> Array:
        total = _reached(values, first[0][0]) if is_plain else np.full(len(values), kinds[0], dtype)
        for limit, step in rest if is_plain else steps:
            reached = _reached(values, limit)
            total += reached if step == 1 else reached * step
        return total

    return translate


def _reached(values: Array, limit: Any) -> Array:
    reached: Array = np.greater_equal(values, limit).view(np.uint8)
    return reached
