"""Which carrier for this lane: the probability that each is the one that keeps its word best."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import NamedTuple

from amends.core.places.reliability.beta import quantile, share_below

STEPS = 400


class Bidder(NamedTuple):
    """Who may carry on a lane: promises kept of ``total`` there.

    ``share`` and ``worth``: its record elsewhere, worth so many promises here. ``cost`` is what its
    failures on this lane cost, in the shop's currency.
    """

    code: str
    kept: int
    total: int
    share: float
    worth: float
    cost: float = 0.0

    @property
    def a(self) -> float:
        return self.kept + self.share * self.worth

    @property
    def b(self) -> float:
        return self.total - self.kept + (1 - self.share) * self.worth


class Chance(NamedTuple):
    """How one does: the mean share kept and its interval, the probability ``best`` to be the best.

    ``behind`` is by how much the share kept is expected to be lower than the best one's.
    ``cost_each`` is what an order on this lane cost for failures.
    """

    code: str
    total: int
    share: float
    low: float
    high: float
    best: float
    behind: float
    cost_each: float


def best_of(bidders: Sequence[Bidder], *, sure: float) -> list[Chance]:
    """The likeliest best first; the probabilities sum to 1.

    P(i is best) = integral of f_i(x) times the product of F_j(x) over the others, by the trapezoid
    rule on a grid over the reach of all Beta posteriors; no random numbers.
    """
    if not bidders:
        return []
    grid = _grid(bidders)
    below = [[share_below(x, each.a, each.b) for x in grid] for each in bidders]
    raw = [_best(number, below) for number in range(len(bidders))]
    all_ = sum(raw) or 1.0
    top = _mean_of_best(grid, below)
    rest = (1 - sure) / 2
    found = [
        Chance(
            each.code,
            each.total,
            each.a / (each.a + each.b),
            quantile(rest, each.a, each.b),
            quantile(1 - rest, each.a, each.b),
            chance / all_,
            max(top - each.a / (each.a + each.b), 0.0),
            each.cost / each.total if each.total else 0.0,
        )
        for each, chance in zip(bidders, raw, strict=True)
    ]
    return sorted(found, key=lambda each: (-each.best, each.code))


def _grid(bidders: Sequence[Bidder]) -> list[float]:
    low = min(quantile(1e-6, each.a, each.b) for each in bidders)
    high = max(quantile(1 - 1e-6, each.a, each.b) for each in bidders)
    return [low + (high - low) * step / STEPS for step in range(STEPS + 1)]


def _best(number: int, below: Sequence[Sequence[float]]) -> float:
    """The probability mass of one in each step, times that the others are below its middle."""
    chance = 0.0
    for step in range(STEPS):
        mass = below[number][step + 1] - below[number][step]
        others = 1.0
        for other, shares in enumerate(below):
            if other != number:
                others *= (shares[step] + shares[step + 1]) / 2
        chance += mass * others
    return chance


def _mean_of_best(grid: Sequence[float], below: Sequence[Sequence[float]]) -> float:
    """E max = high end minus the integral of P(all are below)."""
    width = (grid[-1] - grid[0]) / STEPS
    all_below = [prod(shares[step] for shares in below) for step in range(STEPS + 1)]
    return grid[-1] - width * (sum(all_below) - (all_below[0] + all_below[-1]) / 2)
