"""When orders are placed: the rhythm of the day and of the week, and which kind at which hour."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from math import log, log1p
from random import Random

from amends.simulate.clock import HOUR, Clock, weekday

KINDS = {"online": 0.4, "marketplace": 0.27, "store": 0.08, "restaurant": 0.25}
WEEK = (1.0, 0.95, 0.95, 1.0, 1.15, 1.2, 1.05)
SHOPPING = (3, 1, 1, 1, 1, 1, 2, 3, 4, 6, 8, 9, 10, 10, 8, 7, 7, 8, 10, 12, 14, 14, 11, 7)
EATING = (0, 0, 0, 0, 0, 0, 0, 0, 12, 10, 6, 7, 16, 14, 6, 5, 6, 9, 10, 5, 0, 0, 0, 0)
STORE = (0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 6, 7, 8, 8, 7, 7, 9, 11, 9, 0, 0, 0, 0, 0)
DAYS = {"online": SHOPPING, "marketplace": SHOPPING, "store": STORE, "restaurant": EATING}


class Rhythm:
    """How many orders which hour brings, and of which kind."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kinds = tuple(KINDS)
        self._shares = [self._kind_weights(hour) for hour in range(24)]
        self._totals = [sum(weights) for weights in self._shares]

    def arrivals(self, rng: Random, *, count: int, start: int, last: int) -> Iterator[int]:
        """Moments of ``count`` orders from ``start`` to ``last``, in order."""
        hours = range(start // HOUR, last // HOUR + 1)
        weights = list(accumulate(self._weight(hour * HOUR, start, last) for hour in hours))
        left, behind = count, 0.0
        for hour, reached in zip(hours, weights, strict=True):
            share = (reached - behind) / (weights[-1] - behind) if reached < weights[-1] else 1.0
            number = _how_many(rng, left, share)
            low, high = max(start, hour * HOUR), min(last, hour * HOUR + HOUR - 1)
            yield from sorted(low + int(rng.random() * (high - low + 1)) for _ in range(number))
            left, behind = left - number, reached

    def kind(self, rng: Random, at: int) -> str:
        """What kind of order is placed at this hour."""
        weights = self._shares[self._clock.second(at) // HOUR]
        return rng.choices(self._kinds, weights)[0]

    def _weight(self, at: int, start: int, last: int) -> float:
        part = (min(last, at + HOUR) - max(start, at)) / HOUR
        week = WEEK[weekday(self._clock.day(at))]
        return week * part * self._totals[self._clock.second(at) // HOUR]

    def _kind_weights(self, hour: int) -> list[float]:
        return [KINDS[kind] * DAYS[kind][hour] / sum(DAYS[kind]) for kind in KINDS]


def _how_many(rng: Random, left: int, share: float) -> int:
    """How many of ``left`` orders fall into an hour with this ``share`` of the weight left."""
    if share >= 1 or not left:
        return left if share >= 1 else 0
    mean = left * share
    spread = (mean * (1 - share)) ** 0.5
    return (
        min(left, max(0, round(rng.gauss(mean, spread)))) if mean > 30 else _count(rng, left, share)
    )


def _count(rng: Random, left: int, share: float) -> int:
    """A binomial count of a small mean, by the waiting times between successes."""
    if share <= 0:
        return 0
    number, tried = 0, 0
    while True:
        tried += 1 + int(log(1.0 - rng.random()) / log1p(-share))
        if tried > left:
            return number
        number += 1
