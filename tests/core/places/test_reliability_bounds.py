"""Many lower bounds at once are those of one point after another."""

import numpy as np
import pytest

from amends.core.places.reliability.beta import quantile
from amends.core.places.reliability.bounds import quantiles


@pytest.mark.parametrize("share", [0.01, 0.05, 0.5])
def test_the_bounds_of_many_are_those_of_each(share: float):
    dice = np.random.default_rng(4)
    a = np.concatenate([dice.uniform(0.01, 900, 300), [0.001, 1.0, 1e5]])
    b = np.concatenate([dice.uniform(0.01, 40, 300), [1.0, 0.001, 1e-3]])
    one_by_one = [quantile(share, *each) for each in zip(a, b, strict=True)]
    assert quantiles(share, a, b) == pytest.approx(one_by_one, abs=1e-10)


def test_of_nobody_there_are_none():
    assert len(quantiles(0.05, np.array([]), np.array([]))) == 0
