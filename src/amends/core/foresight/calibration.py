"""Whether probabilities come true: what was foretold held against what happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from amends.core.places.reliability.beta import quantile

BANDS = 10
SHARE = 0.95


class Band(NamedTuple):
    """Looks whose probability lies between two tenths.

    ``foretold`` is their mean probability, ``share`` the share that was broken, from ``low`` to
    ``high`` with 95 % (Jeffreys' interval: Brown, Cai, DasGupta, Statistical Science 16, 2001).
    """

    looks: int
    foretold: float
    share: float
    low: float
    high: float


class Calibration(NamedTuple):
    """``brier`` is the mean squared error of the probabilities, ``base`` that of the base rate.

    ``skill`` is 1 - brier/base (Brier, Monthly Weather Review 78, 1950; Murphy 1973): 0 is no
    better than the base rate, 1 knows everything. ``error`` is the mean distance between what was
    foretold and what happened, over the bands weighted by their looks.
    """

    looks: int
    brier: float
    base: float
    skill: float
    error: float
    bands: tuple[Band, ...]

    def as_json(self) -> dict[str, Any]:
        return {**self._asdict(), "bands": [band._asdict() for band in self.bands]}


def calibrate(foretold: Iterable[tuple[float, float, float]], *, base_rate: float) -> Calibration:
    """Hold (probability, broken, looks) against a constant ``base_rate`` known beforehand."""
    sums = [[0.0, 0.0, 0.0] for _ in range(BANDS)]
    brier = base = 0.0
    for chance, broken, looks in foretold:
        kept = looks - broken
        brier += broken * (1 - chance) ** 2 + kept * chance**2
        base += broken * (1 - base_rate) ** 2 + kept * base_rate**2
        band = sums[min(int(chance * BANDS), BANDS - 1)]
        for place, more in enumerate((looks, chance * looks, broken)):
            band[place] += more
    bands = tuple(_band(*each) for each in sums if each[0])
    all_ = sum(band.looks for band in bands) or 1
    error = sum(band.looks * abs(band.foretold - band.share) for band in bands) / all_
    skill = 1 - brier / base if base > 0 else 0.0
    return Calibration(
        sum(band.looks for band in bands), brier / all_, base / all_, skill, error, bands
    )


def _band(looks: float, chances: float, broken: float) -> Band:
    a, b, rest = broken + 0.5, looks - broken + 0.5, (1 - SHARE) / 2
    low = 0.0 if broken <= 0 else quantile(rest, a, b)
    high = 1.0 if broken >= looks else quantile(1 - rest, a, b)
    return Band(round(looks), chances / looks, broken / looks, low, high)
