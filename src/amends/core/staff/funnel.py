"""Funnel limits with over-dispersion: Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202.

A ratio of observed to expected is looked at on the square root scale, where its variance is about
1 / (4 * expected) whatever the ratio (his appendix A.2.2). Honest people differ by more than
chance: the variance between them is added (his A.3.2, the random effects of DerSimonian & Laird
1986). What is planted among them stands on the bad side only, so the variance is learned from the
good side, mirrored: it does what winsorising both sides does, against a one-sided contamination.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple

SURE = NormalDist().inv_cdf(0.95)
THIRD = 1 / 3
"""The median of a Poisson count lies about so much below its mean (Choi 1994)."""


class Ratio(NamedTuple):
    """``observed`` hits beside the ``expected`` ones."""

    observed: float
    expected: float

    @property
    def value(self) -> float:
        """1 is as expected."""
        return self.observed / self.expected if self.expected > 0 else 1.0

    def score(self, around: float = 1.0) -> float:
        """By how many standard deviations it is off: Freeman & Tukey (1950), good for few hits."""
        seen = self.observed
        return math.sqrt(seen) + math.sqrt(seen + 1) - math.sqrt(4 * self.expected * around + 1)


def centre(ratios: Sequence[Ratio]) -> float:
    """The median ratio, each person as heavy as what is expected of them; 1 of nobody.

    Of few hits half the people have none: ``THIRD`` keeps their luck from making the rest look bad.
    """
    half, seen = sum(each.expected for each in ratios) / 2, 0.0
    for each in sorted(ratios, key=lambda ratio: ratio.value):
        seen += each.expected
        if seen >= half > 0:
            return (each.observed + THIRD) / each.expected
    return 1.0


def spread_between(ratios: Sequence[Ratio], around: float = 1.0) -> float:
    """The standard deviation between people on the square root scale, beyond chance.

    None is assumed where chance explains what is seen (one-sided, 5 percent).
    """
    good = _good(ratios, around)
    excess = _excess(good)
    return _spread(excess, good) if excess > SURE * math.sqrt(2 * len(good)) else 0.0


def spread_at_most(ratios: Sequence[Ratio], around: float = 1.0, *, errors: float) -> float:
    """The same, if it is by so many standard errors more than what is seen.

    Few people tell little of how far they differ, and chance hides it from the test.
    """
    good = _good(ratios, around)
    excess = _excess(good)
    error = math.sqrt(2 * len(good)) * max(1.0, 1 + excess / max(1, len(good)))
    return _spread(excess + errors * error, good)


def _good(ratios: Sequence[Ratio], around: float) -> list[tuple[float, float]]:
    """Score and weight of whoever stands on the good side."""
    scores = [(each.score(around), 4 * each.expected * around) for each in ratios]
    return [(score, weight) for score, weight in scores if score <= 0 < weight]


def _excess(good: Sequence[tuple[float, float]]) -> float:
    return sum(score**2 for score, _ in good) - len(good)


def _spread(excess: float, good: Sequence[tuple[float, float]]) -> float:
    weights = [weight for _, weight in good]
    if len(good) < 2 or excess <= 0:
        return 0.0
    return math.sqrt(excess / (sum(weights) - sum(w * w for w in weights) / sum(weights)))


def limits(expected: float, *, spread: float, probability: float) -> tuple[float, float]:
    """Between which ratios so large a share of honest people stands."""
    if expected <= 0:
        return 0.0, math.inf
    z = NormalDist().inv_cdf((1 + probability) / 2)
    half = z * math.sqrt(1 / (4 * expected) + spread**2)
    return max(0.0, 1 - half) ** 2, (1 + half) ** 2
