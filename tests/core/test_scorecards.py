"""Shares kept: intervals that hold, trends that are none but real ones, and the likeliest best."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.scorecards import Bidder, Period, Rules, best_of, kept, trend

RULES = Rules(
    sure=0.95,
    least=30,
    trend_sure=0.99,
    least_trend=0.02,
    days=90,
    period_days=7,
    start_share=0.95,
    start_worth=20,
)


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_lies_in_its_interval(good, bad):
    found = kept(good, good + bad, sure=0.95)
    assert 0 <= found.low <= found.high <= 1
    if good + bad:
        assert found.low <= found.share <= found.high


@pytest.mark.parametrize("truth", [0.5, 0.9, 0.97])
@pytest.mark.parametrize("total", [20, 200])
def test_the_interval_holds_the_truth_as_often_as_it_says(truth, total):
    rng = random.Random(total)
    held = 0
    for _ in range(1000):
        found = kept(sum(rng.random() < truth for _ in range(total)), total, sure=0.95)
        held += found.low <= truth <= found.high
    assert held >= 920


def _periods(rng: random.Random, shares: list[float], total: int) -> list[Period]:
    return [
        Period(number, sum(rng.random() < share for _ in range(total)), total)
        for number, share in enumerate(shares)
    ]


def test_noise_is_hardly_ever_sold_as_a_trend():
    rng = random.Random(1)
    told = [trend(_periods(rng, [0.9] * 12, 40), rules=RULES).way for _ in range(1000)]
    assert sum(way != "none" for way in told) <= 20


def test_one_bad_week_is_no_trend():
    rng = random.Random(2)
    told = [
        trend(_periods(rng, [0.9] * 6 + [0.4] + [0.9] * 6, 40), rules=RULES).way for _ in range(200)
    ]
    assert sum(way != "none" for way in told) <= 4


def test_a_real_fall_is_told_with_how_much_it_is():
    rng = random.Random(3)
    found = trend(_periods(rng, [0.95 - 0.02 * n for n in range(13)], 200), rules=RULES)
    assert found.way == "worse"
    assert found.low <= -0.24 <= found.high


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_a_trend_never_fails_and_its_interval_holds_it(rows):
    periods = [Period(number, good, good + bad) for number, (good, bad) in enumerate(rows)]
    found = trend(periods, rules=RULES)
    assert -1 <= found.low <= found.high <= 1


@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 50)), min_size=1, max_size=5),
)
def test_the_chances_to_be_best_are_one_together(rows):
    bidders = [Bidder(str(n), good, good + bad, 0.95, 20) for n, (good, bad) in enumerate(rows)]
    found = best_of(bidders, sure=0.95)
    assert sum(each.best for each in found) == pytest.approx(1)
    assert [each.best for each in found] == sorted((e.best for e in found), reverse=True)


def test_the_chance_to_be_best_agrees_with_drawn_numbers():
    bidders = [Bidder("a", 95, 100, 0.9, 10), Bidder("b", 92, 100, 0.9, 10)]
    rng = random.Random(4)
    draws = 40_000
    wins = sum(
        rng.betavariate(bidders[0].a, bidders[0].b) > rng.betavariate(bidders[1].a, bidders[1].b)
        for _ in range(draws)
    )
    assert best_of(bidders, sure=0.95)[0].best == pytest.approx(wins / draws, abs=0.01)
