"""The share of promises kept, how sure it is, and whether it really rises or falls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Literal, NamedTuple

Way = Literal["better", "worse", "none"]


@dataclass(frozen=True, slots=True)
class Rules:
    """``sure`` is the share of the intervals; below ``least`` promises nobody is compared.

    A trend is spoken of only when it holds with ``trend_sure``, and is at least ``least_trend``
    (a share) over the whole time. ``days`` are looked at, in periods of ``period_days``.
    Of the carriers of a lane one is surely the best from the probability ``take_from`` on, and as
    good as the best with which no more than the share ``near`` is expected to be lost.
    """

    sure: float
    least: int
    trend_sure: float
    least_trend: float
    days: int
    period_days: int
    start_share: float
    start_worth: float
    take_from: float = 0.9
    near: float = 0.01

    def __post_init__(self) -> None:
        good = (
            0.5 < self.sure < 1
            and 0.5 < self.trend_sure < 1
            and 0.5 < self.take_from < 1
            and 0 <= self.near < 1
            and 0 < self.start_share < 1
            and self.start_worth > 0
            and 0 <= self.least_trend < 1
            and self.least > 0
            and 0 < self.period_days <= self.days <= 3660
        )
        if not good:
            raise ValueError("scorecards need shares between 0 and 1, and numbers above 0")


class Kept(NamedTuple):
    """``share`` of ``total`` promises were kept; the truth is from ``low`` to ``high``."""

    kept: int
    total: int
    share: float
    low: float
    high: float


class Period(NamedTuple):
    """Promises of one period, by the number of the period from the earliest on."""

    number: int
    kept: int
    total: int


class Trend(NamedTuple):
    """By how much the share kept changed over the whole time, from ``low`` to ``high``.

    ``way`` is "none" where the change may be nothing but noise, or is too small to matter.
    """

    way: Way
    change: float
    low: float
    high: float


def kept(kept_: int, total: int, *, sure: float) -> Kept:
    """Wilson's interval (JASA 22, 1927): right also for few promises, and near 0 and 1.

    Nothing promised: anything from 0 to 1 may be true.
    """
    if not 0 <= kept_ <= total:
        raise ValueError(f"{kept_} of {total} cannot have been kept")
    if total == 0:
        return Kept(0, 0, 0.0, 0.0, 1.0)
    z = _z(sure)
    share = kept_ / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * sqrt(share * (1 - share) / total + (z / (2 * total)) ** 2) / (1 + z * z / total)
    low = 0.0 if kept_ == 0 else max(middle - half, 0.0)
    high = 1.0 if kept_ == total else min(middle + half, 1.0)
    return Kept(kept_, total, share, low, high)


def trend(periods: Sequence[Period], *, rules: Rules, of: int = 1) -> Trend:
    """The slope of a straight line through the periods' shares, times the time from end to end.

    Weighted by promises, with the chance of the whole time (the trend test of Cochran, Biometrics
    10, 1954, and Armitage, Biometrics 11, 1955). Where shares vary from period to period by more
    than chance explains, the interval is widened by it (the square root of chi-square over its
    degrees of freedom): a bad week alone is no trend. Where ``of`` are looked at together, each
    must be so much surer that all of them are right with ``trend_sure`` (Bonferroni).
    """
    seen = [each for each in periods if each.total > 0]
    span = max((p.number for p in seen), default=0) - min((p.number for p in seen), default=0)
    if len(seen) < 3 or sum(p.total for p in seen) < rules.least:
        return Trend("none", 0.0, -1.0, 1.0)
    slope, error = _slope(seen)
    z = _z(1 - (1 - rules.trend_sure) / max(of, 1))
    change, half = slope * span, z * error * span
    low, high = max(change - half, -1.0), min(change + half, 1.0)
    real = (low > 0 or high < 0) and abs(change) >= rules.least_trend
    way: Way = "none" if not real else "better" if change > 0 else "worse"
    return Trend(way, change, low, high)


def _slope(seen: Sequence[Period]) -> tuple[float, float]:
    """The slope for each period, and its standard error, with the chance of the whole time."""
    total = sum(p.total for p in seen)
    share = (sum(p.kept for p in seen) + 0.5) / (total + 1)
    chance = share * (1 - share)
    middle = sum(p.total * p.number for p in seen) / total
    mean = sum(p.kept for p in seen) / total
    spread = sum(p.total * (p.number - middle) ** 2 for p in seen)
    slope = sum((p.number - middle) * (p.kept - p.total * mean) for p in seen) / spread
    rest = sum(
        p.total * (p.kept / p.total - mean - slope * (p.number - middle)) ** 2 / chance
        for p in seen
    )
    return slope, sqrt(max(rest / (len(seen) - 2), 1.0) * chance / spread)


def _z(sure: float) -> float:
    return NormalDist().inv_cdf((1 + sure) / 2)
