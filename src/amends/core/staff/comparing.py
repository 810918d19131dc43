"""Paying at once against looking into it, in money: the means and how sure one may be of them.

The interval of a mean is a percentile bootstrap (Efron & Tibshirani 1993, chapter 13), seeded, so
that the same cases always give the same interval. The two sides are not drawn by lot: the
difference says what they cost, not what one would have cost instead of the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from statistics import fmean
from typing import NamedTuple

ROUNDS = 1000
SEED = 1


class Cost(NamedTuple):
    """What one case cost: money given, and minutes of staff."""

    money: float
    minutes: float


class Side(NamedTuple):
    """``cases``, their mean money and minutes, and the mean cost of both from ``low`` to ``high``.

    There is no interval where there are too few cases to tell.
    """

    cases: int
    money: float
    minutes: float
    cost: float
    low: float | None
    high: float | None


class Compared(NamedTuple):
    """``less`` by how much paying at once costs less a case, with its interval, if any.

    ``verdict`` is at_once or look_into for what costs less, unclear, or too_little data.
    """

    at_once: Side
    looked_into: Side
    less: float | None
    low: float | None
    high: float | None
    verdict: str


def compare(
    at_once: Sequence[Cost],
    looked_into: Sequence[Cost],
    *,
    hour_costs: float,
    least: int,
    sure: float,
) -> Compared:
    """Hold the two against each other; ``hour_costs`` is in the currency of the money."""
    costs = [_costs(side, hour_costs) for side in (at_once, looked_into)]
    enough = all(len(each) >= least for each in costs)
    drawn = [_means(each) if len(each) >= least else [] for each in costs]
    sides = [
        _side(cases, cost, means, sure)
        for cases, cost, means in zip((at_once, looked_into), costs, drawn, strict=True)
    ]
    if not enough:
        return Compared(sides[0], sides[1], None, None, None, "too_little")
    gaps = [later - now for now, later in zip(*drawn, strict=True)]
    low, high = _interval(gaps, sure)
    verdict = "at_once" if low > 0 else "look_into" if high < 0 else "unclear"
    return Compared(sides[0], sides[1], sides[1].cost - sides[0].cost, low, high, verdict)


def _costs(cases: Sequence[Cost], hour_costs: float) -> list[float]:
    return [each.money + each.minutes / 60 * hour_costs for each in cases]


def _side(
    cases: Sequence[Cost], costs: Sequence[float], means: Sequence[float], sure: float
) -> Side:
    low, high = _interval(means, sure) if means else (None, None)
    if not cases:
        return Side(0, 0.0, 0.0, 0.0, None, None)
    money, minutes = fmean(each.money for each in cases), fmean(each.minutes for each in cases)
    return Side(len(cases), money, minutes, fmean(costs), low, high)


def _means(costs: Sequence[float]) -> list[float]:
    rng = Random(SEED)
    return [fmean(rng.choices(costs, k=len(costs))) for _ in range(ROUNDS)]


def _interval(drawn: Sequence[float], sure: float) -> tuple[float, float]:
    ordered, tail = sorted(drawn), (1 - sure) / 2
    last = len(ordered) - 1
    return ordered[round(tail * last)], ordered[round((1 - tail) * last)]
