"""Paying at once against looking into it: the means, how sure, and when nothing can be told."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.staff.comparing import Cost, compare

costs = st.lists(st.builds(Cost, st.floats(0, 500), st.floats(0, 120)), min_size=0, max_size=40)


def drawn(count: int, money: float, minutes: float, seed: int) -> list[Cost]:
    rng = Random(seed)
    return [Cost(rng.expovariate(1 / money), rng.expovariate(1 / minutes)) for _ in range(count)]


def test_the_hours_of_staff_are_money_too():
    found = compare([Cost(10, 0)] * 20, [Cost(0, 60)] * 20, hour_costs=20, least=20, sure=0.95)
    assert (found.at_once.cost, found.looked_into.cost, found.less) == (10, 20, 10)
    assert found.verdict == "at_once"
    cheap = compare([Cost(10, 0)] * 20, [Cost(0, 15)] * 20, hour_costs=20, least=20, sure=0.95)
    assert (cheap.verdict, cheap.less) == ("look_into", -5)


@given(costs, costs)
def test_with_too_few_cases_it_says_so_and_gives_no_interval(one: list[Cost], two: list[Cost]):
    found = compare(one, two, hour_costs=20, least=20, sure=0.95)
    few = min(len(one), len(two)) < 20
    assert (found.verdict == "too_little") is few
    assert (found.less is None) is few
    assert (found.at_once.low is None) is (len(one) < 20)
    if not few:
        assert found.at_once.low is not None and found.at_once.high is not None
        assert found.at_once.low <= found.at_once.high
        assert found.low is not None and found.high is not None and found.low <= found.high


def test_the_same_cases_give_the_same_interval():
    sides = drawn(50, 20, 5, 1), drawn(50, 15, 30, 2)
    once = compare(*sides, hour_costs=20, least=20, sure=0.95)
    assert once == compare(*sides, hour_costs=20, least=20, sure=0.95)


@pytest.mark.slow
def test_the_interval_of_the_difference_holds_the_truth_about_as_often_as_it_says():
    """Exponential costs, means 20 + 5 minutes and 15 + 30 minutes at 20 an hour: 3.33 less."""
    truth = (15 + 10) - (20 + 5 / 3)
    held = 0
    for seed in range(200):
        found = compare(
            drawn(60, 20, 5, seed),
            drawn(60, 15, 30, 1000 + seed),
            hour_costs=20,
            least=20,
            sure=0.95,
        )
        assert found.low is not None and found.high is not None
        held += found.low <= truth <= found.high
    assert held / 200 >= 0.9
