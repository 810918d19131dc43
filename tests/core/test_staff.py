"""Records of staff against the mix of their cases; the controller's sample and what it says."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.staff import (
    Ratio,
    Reviewed,
    Rules,
    SampleRules,
    Standing,
    Tally,
    Unit,
    agreement,
    draw,
    error_rate,
    judge,
    limits,
    spread_between,
)
from amends.core.staff.funnel import spread_at_most
from amends.core.staff.watch import NEVER, Day, watch
from tests.support.policies import shipped

RULES: Rules = shipped().staff_truth.rules
SAMPLE = SampleRules(share=0.1, least=5, most=40, random_part=0.5, second_part=0.2, risk_worth=3)


def record(who: str, rate: float, rng: Random, *, days: int = 60, stratum: str = "") -> list[Tally]:
    """Four trials every sixth day."""
    return [
        Tally("errors", "kitchen", who, stratum, day * 6, 4, hits, 1)
        for day in range(days)
        for hits in [sum(rng.random() < rate for _ in range(4))]
    ]


def team(rng: Random, rates: list[float]) -> list[Standing]:
    tallies = [t for n, rate in enumerate(rates) for t in record(f"{n:02}", rate, rng)]
    return judge(tallies, rules=RULES)


def test_the_careless_are_marked_and_the_others_are_not() -> None:
    marked = [each.marked_on is not None for each in team(Random(3), [0.2] * 3 + [0.04] * 17)]
    assert marked == [True] * 3 + [False] * 17


def test_of_honest_people_at_most_one_in_a_hundred_is_marked_in_a_year() -> None:
    rng = Random(5)
    found = [each.marked_on is not None for _ in range(20) for each in team(rng, [0.05] * 20)]
    assert sum(found) <= len(found) * RULES.yearly_false_alarms


def test_a_hard_mix_of_cases_is_no_fault() -> None:
    rng = Random(7)
    tallies = [
        each
        for n in range(12)
        for each in (
            record(f"{n:02}", 0.4, rng, stratum="hard", days=50 if n == 0 else 8)
            + record(f"{n:02}", 0.04, rng, stratum="easy", days=8 if n == 0 else 50)
        )
    ]
    first, *_ = judge(tallies, rules=RULES)
    assert first.observed > 40
    assert first.marked_on is None
    assert first.inner[0] < first.ratio < first.inner[1]


def test_nobody_is_judged_without_peers() -> None:
    assert all(each.marked_on is None for each in team(Random(1), [0.9, 0.01, 0.01]))


def test_who_turns_careless_in_autumn_is_not_saved_by_a_good_spring() -> None:
    good = [Day(day, 4, 0, 0.1) for day in range(0, 240, 4)]
    bad = [Day(day, 4, 2, 0.1) for day in range(240, 330, 4)]
    alarm = watch(good + bad, chance=0.01, rules=RULES)
    assert 240 <= alarm.day < 300


def test_without_hits_there_is_no_alarm() -> None:
    days = [Day(day, 10, 0, 0.1) for day in range(365)]
    assert watch(days, chance=0.01, rules=RULES).day == NEVER


@given(st.floats(0.01, 0.9), st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_the_alarm_is_false_seldom_at_any_rate(rate: float, seed: int) -> None:
    rng = Random(seed)
    false = 0
    for _ in range(10):
        days = [Day(d, 1, int(rng.random() < rate), rate) for d in range(120)]
        false += watch(days, chance=0.001, rules=RULES).day != NEVER
    assert false <= 1


@given(st.floats(0.5, 5000), st.floats(0, 1))
def test_the_funnel_narrows_and_holds_what_is_expected(expected: float, spread: float) -> None:
    low, high = limits(expected, spread=spread, probability=0.95)
    assert 0 <= low < 1 < high
    wide = limits(expected, spread=spread, probability=0.998)
    assert wide[0] <= low and high < wide[1]
    assert limits(expected * 2, spread=spread, probability=0.95)[1] < high


@given(
    st.lists(st.tuples(st.integers(0, 40), st.floats(0.1, 40)), max_size=30),
    st.floats(0, 3),
)
def test_people_may_differ_by_more_than_is_seen_and_never_by_less(
    people: list[tuple[int, float]], errors: float
) -> None:
    ratios = [Ratio(observed, expected) for observed, expected in people]
    seen, most = spread_between(ratios), spread_at_most(ratios, errors=errors)
    assert most >= seen - 1e-12
    assert spread_at_most(ratios, errors=errors + 1) >= most


def test_honest_people_who_differ_are_marked_less_often_where_the_rulebook_says_so() -> None:
    rng, careful = Random(4), replace(RULES, spread_sure=1)
    usual = sure = 0
    for _ in range(8):
        odds = [math.exp(rng.gauss(0, 0.5)) for _ in range(20)]
        tallies = [
            each
            for n, worse in enumerate(odds)
            for each in record(f"{n:02}", worse * 0.18 / (1 - 0.18 + worse * 0.18), rng)
        ]
        usual += sum(each.marked_on is not None for each in judge(tallies, rules=RULES))
        sure += sum(each.marked_on is not None for each in judge(tallies, rules=careful))
    assert sure < usual


def test_chance_alone_is_no_spread_and_real_differences_are() -> None:
    rng = Random(2)
    even = [Ratio(sum(rng.random() < 0.1 for _ in range(500)), 50.0) for _ in range(40)]
    apart = [Ratio(each.observed * math.exp(0.6 * rng.gauss(0, 1)), each.expected) for each in even]
    assert spread_between(even) == 0
    assert spread_between(apart) > 0.15


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 2)), min_size=1, max_size=120),
    st.text(max_size=8),
)
def test_a_sample_is_reproducible_and_knows_its_probabilities(
    cases: list[tuple[str, int]], seed: str
) -> None:
    units = [Unit(number, *each) for number, each in enumerate(cases)]
    drawn = draw(units, rules=SAMPLE, seed=seed)
    assert drawn == draw(list(reversed(units)), rules=SAMPLE, seed=seed)
    assert len({each.number for each in drawn}) == len(drawn) <= max(5, len(units))
    assert all(0 < each.probability <= 1 for each in drawn)
    assert drawn


def test_each_case_is_drawn_as_often_as_its_probability_says() -> None:
    units = [Unit(n, "ab"[n % 2], int(n < 20)) for n in range(100)]
    rounds, drawn = 3000, [0] * 100
    probability = [0.0] * 100
    for seed in range(rounds):
        for each in draw(units, rules=SAMPLE, seed=str(seed)):
            drawn[each.number] += 1
            probability[each.number] = each.probability
    for count, chance in zip(drawn, probability, strict=True):
        assert count / rounds == pytest.approx(chance, abs=5 * math.sqrt(chance / rounds))


def test_the_error_rate_of_all_cases_is_estimated_without_bias() -> None:
    units = [Unit(n, "ab"[n % 2], int(n % 10 == 0)) for n in range(400)]
    wrong = {n for n in range(400) if (n % 10 == 0 and n % 3) or n % 29 == 0}
    truth, covered, rates = len(wrong) / 400, 0, []
    for seed in range(400):
        sample = draw(units, rules=SAMPLE, seed=str(seed))
        found = error_rate([Reviewed(each.number in wrong, each.probability) for each in sample])
        assert found is not None
        rates.append(found.rate)
        covered += found.low <= truth <= found.high
    assert sum(rates) / 400 == pytest.approx(truth, abs=0.01)
    assert covered / 400 > 0.9


def test_nothing_reviewed_says_nothing() -> None:
    assert error_rate([]) is None
    assert agreement([["right"]]) is None
    with pytest.raises(ValueError, match="inclusion probability"):
        error_rate([Reviewed(False, 0)])


def test_alpha_of_the_textbook() -> None:
    """Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example B: 0.095."""
    first = "0100000000"
    second = "1110010100"
    found = agreement([list(pair) for pair in zip(first, second, strict=True)])
    assert found is not None
    assert found.alpha == pytest.approx(0.095, abs=0.001)
    assert found.low <= found.alpha <= found.high
    assert found.cases == 10


@given(
    st.lists(st.lists(st.booleans(), min_size=1, max_size=4), min_size=1, max_size=40),
    st.randoms(use_true_random=False),
)
def test_agreement_does_not_depend_on_order_and_lies_within_its_interval(
    cases: list[list[bool]], rng: Random
) -> None:
    found = agreement(cases)
    shared = [answers for answers in cases if len(answers) > 1]
    if len({answer for answers in shared for answer in answers}) < 2:
        assert found is None
        return
    assert found is not None
    assert found.cases == len(shared)
    assert found.low <= found.alpha <= found.high <= 1
    mixed = [rng.sample(answers, len(answers)) for answers in rng.sample(cases, len(cases))]
    again = agreement(mixed)
    assert again is not None
    assert again == pytest.approx(found)
    turned = agreement([[not answer for answer in answers] for answers in cases])
    assert turned == pytest.approx(found)


def test_the_agreement_of_reviewers_who_err_is_within_its_interval() -> None:
    rng, rounds, within = Random(11), 300, 0
    says_wrong = 0.2 * 0.95 + 0.8 * 0.05
    truth = 1 - 0.05 * 0.95 / (says_wrong * (1 - says_wrong))
    for _ in range(rounds):
        wrong = [rng.random() < 0.2 for _ in range(30)]
        found = agreement([[each != (rng.random() < 0.05) for _ in "ab"] for each in wrong])
        within += found is None or found.low <= truth <= found.high
    assert within / rounds > 0.9


def test_a_day_of_few_cases_is_reviewed_whole() -> None:
    units = [Unit(number, "a", number % 2) for number in range(SAMPLE.least)]
    drawn = draw(units, rules=SAMPLE, seed="s")
    assert [each.number for each in sorted(drawn)] == list(range(SAMPLE.least))
    assert {each.probability for each in drawn} == {1.0}


def test_nobody_can_tell_agreement_where_all_say_the_same() -> None:
    assert agreement([["right", "right"]] * 50) is None


def test_perfect_agreement_is_one() -> None:
    found = agreement([["right", "right"], ["wrong", "wrong", "wrong"]] * 5)
    assert found is not None and found.alpha == found.high == 1
    assert found.low < 1


def test_cases_count_from_whichever_measure_knows_of_them() -> None:
    rng = Random(3)
    rates = [0.6] * 2 + [0.05] * 12
    blamed = [
        each._replace(measure="blames", cases=0)
        for n, rate in enumerate(rates)
        for each in record(f"{n:02}", rate, rng)
    ]
    notes = [each._replace(measure="gives", hits=0, trials=2, cases=2) for each in blamed]
    found = judge([*blamed, *notes], rules=RULES)
    marked = [each for each in found if each.marked_on is not None]
    assert {(each.measure, each.person) for each in marked} == {("blames", "00"), ("blames", "01")}
    for each in marked:
        assert each.marked_on is not None
        assert each.after == 2 * (each.marked_on // 6 + 1)
    assert {each.cases for each in found} == {120}
