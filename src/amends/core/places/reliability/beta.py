"""The Beta distribution, as far as it is needed."""

from __future__ import annotations

from math import exp, lgamma, log, log1p

STEPS = 300
TINY = 1e-300


def share_below(x: float, a: float, b: float) -> float:
    """The probability of a Beta(a, b) variable to be below x: the regularised incomplete beta.

    Continued fraction by Lentz's method (NIST DLMF 8.17.22; Press et al., "Numerical Recipes" 6.4).
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - share_below(1 - x, b, a)
    front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)
    return exp(front) * _fraction(x, a, b) / a


def quantile(share: float, a: float, b: float) -> float:
    """The x with ``share_below(x, a, b) == share``, by halving, to 1e-12."""
    low, high = 0.0, 1.0
    while high - low > 1e-12:
        middle = (low + high) / 2
        if share_below(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return low


def _fraction(x: float, a: float, b: float) -> float:
    above, below = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    value = below
    for m in range(1, STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        change = 1.0
        for part in (even, odd):
            below = 1 / _not_zero(1 + part * below)
            above = _not_zero(1 + part / above)
            change = above * below
            value *= change
        if abs(change - 1) < 1e-15:
            break
    return value


def _not_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY
