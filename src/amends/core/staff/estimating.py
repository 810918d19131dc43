"""What reviews of a sample say of all cases: Horvitz & Thompson (1952), in Hájek's form (1971).

Each reviewed case stands for one over its inclusion probability. The interval is Wilson's at the
effective sample size (Korn & Graubard 1998; Kish 1965), which is honest where few errors were seen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

Z = 1.959963984540054
"""95 percent, two-sided."""


class Reviewed(NamedTuple):
    """A reviewed case: whether something ``wrong`` was found, and how probable its review was."""

    wrong: bool
    probability: float


class ErrorRate(NamedTuple):
    """The share of all cases in which something is wrong, and its 95 percent interval."""

    rate: float
    low: float
    high: float
    reviewed: int
    effective: float


def error_rate(reviews: Sequence[Reviewed]) -> ErrorRate | None:
    """The estimate; None of no reviews. ``ValueError`` for a probability outside of (0, 1]."""
    if not reviews:
        return None
    if any(not 0 < each.probability <= 1 for each in reviews):
        raise ValueError("an inclusion probability is above 0 and at most 1")
    weights = [1 / each.probability for each in reviews]
    total = sum(weights)
    rate = sum(w for w, each in zip(weights, reviews, strict=True) if each.wrong) / total
    effective = _effective(reviews, weights, rate, total)
    low, high = wilson(rate, effective)
    return ErrorRate(rate, low, high, len(reviews), effective)


def _effective(
    reviews: Sequence[Reviewed], weights: Sequence[float], rate: float, total: float
) -> float:
    kish = total**2 / sum(w * w for w in weights)
    variance = (
        sum((w * (each.wrong - rate)) ** 2 for w, each in zip(weights, reviews, strict=True))
        / total**2
    )
    return min(kish, rate * (1 - rate) / variance) if variance > 0 else kish


def wilson(rate: float, n: float) -> tuple[float, float]:
    """The 95 percent interval of a share that was seen in ``n``: Wilson, JASA 22 (1927)."""
    middle = (rate + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(rate * (1 - rate) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return max(0.0, middle - half), min(1.0, middle + half)
