"""What is taken for granted of a point before it has a record: what its operator's points show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amends.core.places.reliability.rules import Rules


@dataclass(frozen=True, slots=True)
class Prior:
    """A share of good visits, and how many visits it is worth: Beta(share x worth, rest)."""

    share: float
    worth: float


def unknown(rules: Rules) -> Prior:
    """What the rulebook takes for granted of an operator without a record."""
    return Prior(
        rules.start_share, min(max(rules.start_worth, rules.least_worth), rules.most_worth)
    )


def pooled(points: Sequence[tuple[float, float]], rules: Rules) -> Prior:
    """The prior of an operator from its points' (good, all) visits, both with forgetting.

    Empirical Bayes: visits are Beta-Binomial over the points. The share is the mean of all visits,
    with the rulebook's start added as visits; the worth is a + b by the method of moments of
    Kleinman, "Proportions with extraneous variance" (JASA 68, 1973), weighted by visits:
    with w = n/N, p = x/n, S = sum w (p - m)^2, c = sum w (1 - w), d = sum w (1 - w)/n, the spread
    between points is r = (S - m(1 - m) d) / (m(1 - m) (c - d)), and a + b = 1/r - 1.
    Points that differ no more than chance explains are worth the most that the rulebook allows.
    """
    seen = [(good, all_) for good, all_ in points if all_ > 0]
    visits = sum(all_ for _, all_ in seen)
    good = sum(good for good, _ in seen)
    share = (good + rules.start_share * rules.start_worth) / (visits + rules.start_worth)
    if len(seen) < 2:
        return Prior(share, unknown(rules).worth)
    return Prior(share, min(max(_worth(seen), rules.least_worth), rules.most_worth))


def _worth(seen: Sequence[tuple[float, float]]) -> float:
    return pooled_worth([(good, all_, 1) for good, all_ in seen])


def pooled_worth(seen: Sequence[tuple[float, float, int]]) -> float:
    """The a + b by which (good, all, how many who are so) differ, as ``pooled`` says; infinite
    where they differ no more than chance explains.

    There is something good and something that is not, and nobody without visits.
    """
    visits = sum(all_ * many for _, all_, many in seen)
    mean = sum(good * many for good, _, many in seen) / visits
    chance = mean * (1 - mean)
    spread = sum(many * all_ / visits * (one / all_ - mean) ** 2 for one, all_, many in seen)
    c = sum(many * all_ / visits * (1 - all_ / visits) for _, all_, many in seen)
    d = sum(many * (1 - all_ / visits) / visits for _, all_, many in seen)
    between = spread - chance * d
    return float("inf") if between <= 0 else max(chance * (c - d) / between - 1, 0.0)
