"""The chance of a promise: between its group and the wider one, and calibrated where it can be."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.foresight import Look, Rules, Seen, calibrate, learn, look_at, signs_in
from amends.core.foresight.rising import Steps, rising

RULES = Rules(
    promises=("delivered_by",),
    told_from=0.5,
    days_ahead=5,
    least_ahead=timedelta(hours=6),
    half_life=timedelta(days=30),
    least_worth=2,
    most_worth=2000,
    least_looks=100,
    least_skill=0.0,
    tested_share=0.2,
    orders=1000,
    at_most=10,
)
DAY = date(2026, 11, 20)
BASE = Look("delivered_by", "on_the_way", 2, 1, 0, "sorted", 1, "online/home", "swift", "home")
parties = st.sampled_from(("swift", "steppe", "nomad"))
counted = st.lists(
    st.tuples(parties, st.integers(0, 4), st.integers(0, 50), st.integers(0, 50)), min_size=1
).map(
    lambda rows: [
        (BASE._replace(party=party, days_left=left), float(broken), float(broken + good))
        for party, left, broken, good in rows
        if broken + good
    ]
)


@given(counted)
def test_a_chance_is_a_probability_with_its_interval(rows):
    known = learn(rows, rules=RULES)
    for look, _, _ in rows:
        chance = known.chance(look)
        low, high = chance.between(0.9)
        assert 0 < chance.mean < 1
        assert 0 <= low <= high <= 1


@given(counted, st.randoms(use_true_random=False))
def test_the_order_of_the_record_does_not_matter(rows, shuffler):
    other = list(rows)
    shuffler.shuffle(other)
    one, two = learn(rows, rules=RULES), learn(other, rules=RULES)
    assert one.chance(BASE).mean == pytest.approx(two.chance(BASE).mean)


@given(st.integers(0, 40), st.integers(1, 40))
def test_one_more_broken_promise_never_lowers_the_chance(broken, good):
    some = [(BASE._replace(party="nomad"), 10.0, 100.0), (BASE, float(broken), broken + good)]
    more = [some[0], (BASE, broken + 1.0, broken + good + 1.0)]
    fixed = replace(RULES, least_worth=10, most_worth=10)
    before, after = (learn(each, rules=fixed).chance(BASE).mean for each in (some, more))
    assert after >= before


def test_who_was_never_seen_is_taken_for_the_wider_group():
    known = learn([(BASE, 20.0, 100.0)], rules=RULES)
    stranger = known.chance(BASE._replace(party="stranger"))
    assert stranger.depth == 8
    assert stranger.mean == pytest.approx(0.2, abs=0.02)


def test_groups_that_differ_count_by_themselves_and_alike_ones_together():
    good, bad = BASE._replace(party="good"), BASE._replace(party="bad")
    apart = learn([(good, 5.0, 500.0), (bad, 250.0, 500.0)], rules=RULES)
    assert apart.chance(good).mean == pytest.approx(0.01, abs=0.01)
    assert apart.chance(bad).mean == pytest.approx(0.5, abs=0.02)
    few = [(BASE._replace(party=str(n)), 1.0 * (n % 2), 10.0) for n in range(40)]
    alike = learn(few, rules=RULES)
    assert alike.chance(few[0][0]).mean == pytest.approx(0.05, abs=0.02)


def test_what_is_learnt_from_half_of_a_town_comes_true_in_the_other():
    rng = random.Random(5)
    truth = {(party, left): rng.random() for party in "abcdef" for left in range(5)}

    def looks(number: int) -> list[tuple[Look, float, float]]:
        drawn = (rng.choice(list(truth)) for _ in range(number))
        return [
            (
                BASE._replace(party=party, days_left=left),
                float(rng.random() < truth[party, left]),
                1,
            )
            for party, left in drawn
        ]

    known = learn(looks(20_000), rules=RULES)
    foretold = [(known.chance(look).mean, broken, n) for look, broken, n in looks(20_000)]
    found = calibrate(foretold, base_rate=known.share)
    assert found.error < 0.02
    assert found.skill > 0.2
    assert all(band.low - 0.02 <= band.foretold <= band.high + 0.02 for band in found.bands)


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 5), st.integers(0, 5)), min_size=1))
def test_the_brier_score_lies_between_zero_and_one(rows):
    told = [(p, float(broken), float(broken + kept)) for p, broken, kept in rows if broken + kept]
    found = calibrate(told, base_rate=0.5)
    assert 0 <= found.brier <= 1
    assert sum(band.looks for band in found.bands) == found.looks
    assert all(band.low <= band.share <= band.high for band in found.bands)


def seen(**more: object) -> Seen:
    usual = {
        "promise": "delivered_by",
        "today": DAY,
        "due": DAY + timedelta(days=2),
        "ship_by": DAY - timedelta(days=2),
        "handed_on": DAY - timedelta(days=2),
        "carried_by": DAY + timedelta(days=1),
        "step": "sorted",
        "step_on": DAY,
        "way": "online/home",
        "sender": "s",
        "carrier": "swift",
        "lane": "web",
    }
    return Seen(**{**usual, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "signs"),
    [
        ({}, []),
        ({"handed_on": None, "carried_by": None}, ["late_hand_over"]),
        ({"step_on": DAY - timedelta(days=2)}, ["late_scan"]),
        ({"carried_by": DAY - timedelta(days=1)}, ["leg_overrun"]),
        ({"carried_by": DAY + timedelta(days=4)}, ["plan_after_due"]),
        ({"carried_by": None, "ship_by": None}, []),
    ],
)
def test_what_is_out_of_the_ordinary_is_named(more, signs):
    assert signs_in(look_at(seen(**more))) == signs


def test_rules_refuse_what_makes_no_sense():
    with pytest.raises(ValueError, match="shares between 0 and 1"):
        replace(RULES, told_from=1.5)


points = st.lists(
    st.tuples(st.floats(0.01, 0.99), st.integers(0, 30), st.integers(0, 30)), min_size=1
).map(lambda rows: [(p, float(hit), float(hit + miss)) for p, hit, miss in rows if hit + miss])


@given(points, st.floats(0.5, 50), st.floats(0, 1), st.floats(0, 1))
def test_what_was_foretold_as_likelier_is_never_meant_to_be_less_likely(rows, worth, one, other):
    meant = rising(rows, worth=worth)
    low, high = sorted((one, other))
    assert meant.at(low) <= meant.at(high)
    assert not rows or all(0 < share < 1 for share in meant.shares)


@given(points)
def test_the_order_of_what_was_foretold_does_not_matter(rows):
    one, two = rising(rows, worth=2), rising(rows[::-1], worth=2)
    assert one.ends == pytest.approx(two.ends) and one.shares == pytest.approx(two.shares)


def test_a_probability_means_what_has_happened_so_often():
    rows = [(0.2, 100.0, 1000.0), (0.4, 800.0, 1000.0), (0.45, 700.0, 1000.0), (0.6, 99.0, 100.0)]
    meant = rising(rows, worth=2)
    assert meant.at(0.1) == meant.at(0.2) == pytest.approx(0.1, abs=0.001)
    assert meant.at(0.3) == meant.at(0.45) == pytest.approx(0.75, abs=0.001)
    assert meant.at(0.46) == meant.at(1) == pytest.approx(0.98, abs=0.01)
    assert rising([], worth=2).at(0.3) == 0.3


def test_groups_that_are_drawn_too_far_are_put_right_by_what_came_of_others():
    """Many small groups that differ much beside a few large ones that do not."""
    rng = random.Random(4)
    rows = [(BASE._replace(party=f"large {n}"), 300.0, 3000.0) for n in range(10)]
    small = [BASE._replace(step=f"s{n}", days_left=n % 5) for n in range(400)]
    truth = {look: 0.9 if rng.random() < 0.4 else 0.05 for look in small}
    rows += [
        (look, float(sum(rng.random() < truth[look] for _ in range(6))), 6.0) for look in small
    ]
    known = learn(rows, rules=RULES)
    told = [
        (chance, float(rng.random() < truth[look]), 1.0)
        for look in small
        for chance in [known.chance(look).mean]
        for _ in range(20)
    ]
    raw = known._replace(meant=Steps())
    plain = [
        (raw.chance(look).mean, broken, 1.0)
        for look, (_, broken, _) in zip(
            [look for look in small for _ in range(20)], told, strict=True
        )
    ]
    assert calibrate(told, base_rate=0.3).error < calibrate(plain, base_rate=0.3).error
