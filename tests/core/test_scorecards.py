"""Shares kept: intervals that hold, trends that are none but real ones, and the likeliest best."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.scorecards import (
    Advice,
    Bidder,
    Chance,
    Period,
    Rules,
    advice,
    best_of,
    kept,
    trend,
)

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


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_advice_goes_by_what_is_expected_to_be_lost(best, behind):
    said = advice(Chance("a", 9, 0.9, 0.8, 1.0, best, behind, 0.0), rules=RULES)
    assert (said == "take") == (best >= RULES.take_from)
    if said == "as_good":
        assert behind <= RULES.near
    if said == "worse":
        assert behind > RULES.near
        assert best < 1 - RULES.take_from


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 40)), min_size=1, max_size=5),
)
def test_no_more_than_one_is_surely_the_best(rows):
    bidders = [Bidder(str(n), good, good + bad, 0.95, 20) for n, (good, bad) in enumerate(rows)]
    said = [advice(each, rules=RULES) for each in best_of(bidders, sure=0.95)]
    assert said.count(Advice.TAKE) <= 1
    assert Advice.TAKE not in said[1:]


def test_two_that_are_alike_are_both_good_and_a_bad_one_is_told():
    like = [Bidder(str(n), 9_500, 10_000, 0.95, 20) for n in range(2)]
    found = best_of([*like, Bidder("bad", 9_000, 10_000, 0.95, 20)], sure=0.95)
    assert [advice(each, rules=RULES) for each in found] == ["as_good", "as_good", "worse"]
