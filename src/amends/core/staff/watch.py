"""A sequential rule that may be looked at every day: an e-process with a stated false alarm rate.

For every trial the likelihood of bad odds is set against that of the worst honest odds; the product
is a test supermartingale while somebody is honest, so that it ever reaches 1/a has at most the
probability a (Ville 1939; Ramdas, Grünwald, Vovk & Shafer, Statistical Science 38 (2023), 576-601).
Several bad odds and several beginnings are mixed with fixed weights, which keeps this true: so one
who turns careless in autumn is not saved by a good spring. Each year starts with a new budget.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from amends.core.staff.rules import Rules

NEVER = -1


class Day(NamedTuple):
    """One day's trials at one honest rate: the worst that still counts as honest."""

    day: int
    trials: int
    hits: int
    rate: float


class Alarm(NamedTuple):
    """The first day at which the evidence was enough, or ``NEVER``; ``evidence`` is the last one.

    Evidence is the logarithm of the e-value, to the base 10.
    """

    day: int
    evidence: float


def watch(days: Sequence[Day], *, chance: float, rules: Rules) -> Alarm:
    """Watch one person's days, in their order; ``chance`` of a false alarm in a year."""
    alarm, evidence = NEVER, 0.0
    for year in _years(days, rules.year_days):
        for day, value in _evidence(year, rules):
            evidence = value
            if alarm == NEVER and value >= -math.log(chance):
                alarm = day
    return Alarm(alarm, evidence / math.log(10))


def worst_honest(rate: float, odds: float) -> float:
    """The rate whose odds are so many times those of the given one."""
    return odds * rate / (1 - rate + odds * rate)


def _years(days: Sequence[Day], length: int) -> list[list[Day]]:
    years: dict[int, list[Day]] = {}
    for each in days:
        years.setdefault((each.day - days[0].day) // length, []).append(each)
    return [years[number] for number in sorted(years)]


def _evidence(year: Sequence[Day], rules: Rules) -> list[tuple[int, float]]:
    """The logarithm of the e-value at the end of each day."""
    found: list[tuple[int, float]] = []
    begun = [[0.0] * len(rules.worse)]
    starts = math.ceil(rules.year_days / rules.anew_days)
    later = (1 - rules.from_the_start) / max(1, starts - 1)
    first, parts = year[0].day, len(rules.worse)
    for position, each in enumerate(year):
        while len(begun) < starts and each.day >= first + len(begun) * rules.anew_days:
            begun.append([0.0] * parts)
        gains = [_gain(each, odds) for odds in rules.worse]
        begun = [[a + b for a, b in zip(one, gains, strict=True)] for one in begun]
        if position + 1 == len(year) or year[position + 1].day > each.day:
            weights = [rules.from_the_start if starts > 1 else 1.0, *[later] * (len(begun) - 1)]
            found.append((each.day, _mixed(begun, weights, rest=1 - sum(weights))))
    return found


def _gain(each: Day, odds: float) -> float:
    bad = worst_honest(each.rate, odds)
    return each.hits * math.log(bad / each.rate) + (each.trials - each.hits) * math.log(
        (1 - bad) / (1 - each.rate)
    )


def _mixed(begun: Sequence[Sequence[float]], weights: Sequence[float], rest: float) -> float:
    """The logarithm of the weighted mean; ``rest`` of the budget has not begun and counts 1."""
    top = max(0.0, max(max(one) for one in begun))
    total = max(0.0, rest) * math.exp(-top)
    for weight, one in zip(weights, begun, strict=True):
        total += weight * sum(math.exp(value - top) for value in one) / len(one)
    return top + math.log(total)
