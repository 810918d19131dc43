"""The lower bounds of many points at once: the same numbers as ``lower_bound`` gives one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import lgamma
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amends.core.places.reliability.prior import Prior
from amends.core.places.reliability.rules import Rules
from amends.core.places.reliability.state import State, evidence

Numbers = NDArray[np.float64]

HALVINGS = 40
STEPS = 300
TINY = 1e-300
EXACT = 1e-15


def lower_bounds(
    known: Sequence[tuple[State, Prior]], rules: Rules, *, now: datetime
) -> list[float]:
    """``lower_bound`` of each record with its operator's prior; to 1e-10, forty times as fast."""
    seen = [evidence(state, rules, now=now) for state, _ in known]
    good, visits = (np.array(column, np.float64) for column in _columns(seen))
    share, worth = (np.array(column) for column in _columns([(p.share, p.worth) for _, p in known]))
    a, b = share * worth + good, (1 - share) * worth + visits - good
    bounds: list[float] = quantiles(rules.quantile, a, b).tolist()
    return bounds


def quantiles(share: float, a: Numbers, b: Numbers) -> Numbers:
    """The x for which a Beta(a, b) variable is below x with this probability, by halving."""
    front = np.array([lgamma(x + y) - lgamma(x) - lgamma(y) for x, y in zip(a, b, strict=True)])
    low, high = np.zeros(len(a)), np.ones(len(a))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        is_below = _shares_below(middle, a, b, front) < share
        low, high = np.where(is_below, middle, low), np.where(is_below, high, middle)
    return low


def _columns(pairs: Sequence[tuple[float, float]]) -> tuple[Sequence[float], Sequence[float]]:
    return [first for first, _ in pairs], [second for _, second in pairs]


def _shares_below(x: Numbers, a: Numbers, b: Numbers, front: Numbers) -> Numbers:
    """The regularised incomplete beta, from the end at which its fraction converges fast."""
    turned = x > (a + 1) / (a + b + 2)
    near = np.where(turned, 1 - x, x)
    one, other = np.where(turned, b, a), np.where(turned, a, b)
    power = np.exp(front + one * np.log(near) + other * np.log1p(-near))
    found = power * _fractions(near, one, other) / one
    shares: Numbers = np.where(turned, 1 - found, found)
    return shares


def _fractions(x: Numbers, a: Numbers, b: Numbers) -> Numbers:
    """Lentz's method, as in ``beta.py``, for all at once; who has converged is left alone."""
    above, below = np.ones_like(x), 1 / _not_zero(1 - (a + b) * x / (a + 1))
    value, rows = below.copy(), np.arange(len(x))
    for m in range(1, STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        change = np.ones_like(x)
        for part in (even, odd):
            below = 1 / _not_zero(1 + part * below)
            above = _not_zero(1 + part / above)
            change *= above * below
        value[rows] *= change
        going = np.abs(change - 1) >= EXACT
        if not going.any():
            break
        rows, x, a, b, above, below = _only(going, rows, x, a, b, above, below)
    return value


def _only(mask: NDArray[np.bool_], *columns: NDArray[Any]) -> tuple[NDArray[Any], ...]:
    return tuple(column[mask] for column in columns)


def _not_zero(value: Numbers) -> Numbers:
    safe: Numbers = np.where(np.abs(value) > TINY, value, TINY)
    return safe
