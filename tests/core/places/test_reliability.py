"""How well a point keeps its promises: the bound, the alarm, the way back, and every step told."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.places.reliability import (
    NEW,
    Prior,
    Seen,
    Sign,
    State,
    Turn,
    after,
    alarm,
    evidence,
    explain,
    lower_bound,
    pooled,
    replay,
    unknown,
)
from amends.core.places.reliability.beta import quantile, share_below
from tests.support.policies import shipped

RULES = shipped().reliability
START = datetime(2026, 11, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
UNKNOWN = unknown(RULES)
EVEN = Prior(0.5, 2)


def seen(*signs: Sign, start: datetime = START) -> list[Seen]:
    return [Seen(start + n * HOUR, f"e{n:04d}", sign) for n, sign in enumerate(signs)]


GOOD, CLOSED = Sign.HANDED_OVER, Sign.CLOSED
HEALTHY = [GOOD] * 60


def _at(state: State) -> datetime:
    assert state.at is not None
    return state.at


def test_the_quantile_is_that_of_closed_forms():
    for n in (1, 10, 298):
        assert quantile(0.05, 1 + n, 1) == pytest.approx(0.05 ** (1 / (n + 1)), abs=1e-11)
    assert share_below(0.25, 1, 1) == pytest.approx(0.25)
    assert share_below(0.5, 7.3, 7.3) == pytest.approx(0.5)
    # DLMF 8.17.5: whole numbers are a binomial tail
    assert share_below(0.9, 3, 2) == pytest.approx(4 * 0.9**3 * 0.1 + 0.9**4)


def test_a_bound_of_0_99_needs_298_clean_hand_overs():
    def bound(visits: int) -> float:
        return quantile(0.05, visits + 1, 1)

    assert bound(297) < 0.99 <= bound(298)


def test_visits_are_forgotten_by_half():
    state = replay(seen(*[GOOD] * 10), replace(RULES, half_life=timedelta(days=10)))
    rules = replace(RULES, half_life=timedelta(days=10))
    good, all_ = evidence(state, rules, now=_at(state) + timedelta(days=10))
    assert good == all_ == pytest.approx(state.good / 2)
    silent = lower_bound(state, UNKNOWN, rules, now=_at(state) + timedelta(days=1000))
    assert silent == pytest.approx(lower_bound(NEW, UNKNOWN, rules, now=START), abs=1e-6)


def test_good_visits_raise_the_bound_and_bad_ones_lower_it():
    state = replay(seen(*HEALTHY), RULES)
    bound = lower_bound(state, EVEN, RULES, now=_at(state))
    worse = after(state, Seen(_at(state), "z", Sign.FULL), RULES)
    better = after(state, Seen(_at(state), "z", GOOD), RULES)
    assert lower_bound(worse, EVEN, RULES, now=_at(state)) < bound
    assert lower_bound(better, EVEN, RULES, now=_at(state)) > bound


def test_the_words_tell_of_the_last_visits():
    state = replay(seen(*[CLOSED, *[GOOD] * 9]), replace(RULES, remembered=5))
    assert (state.handed_over, state.visits, state.vain) == ((5, 5), 10, 1)


@pytest.mark.parametrize("healthy", [0, 60, 400])
def test_a_dead_point_is_out_within_five_bad_visits(healthy):
    state = replay(seen(*[GOOD] * healthy), RULES)
    bad = 0
    while not state.out:
        bad += 1
        state = after(state, Seen(START + timedelta(days=90), f"z{bad}", CLOSED), RULES)
    assert bad <= 5


def test_full_is_not_dying():
    assert not replay(seen(*HEALTHY, *[Sign.FULL] * 20), RULES).out


def test_two_bad_visits_in_a_year_of_good_ones_are_no_alarm():
    assert not replay(seen(*HEALTHY, CLOSED, *HEALTHY, CLOSED, *HEALTHY), RULES).out


DEAD = [*HEALTHY, *[CLOSED] * 5]


@pytest.mark.parametrize(
    ("signs", "out"),
    [
        ([GOOD], True),
        ([GOOD] * 3, False),
        ([GOOD, GOOD, CLOSED, GOOD], True),
        ([Sign.LOOKED_GOOD], False),
        ([Sign.SAID_GOOD, GOOD, GOOD], False),
        ([Sign.SAID_GOOD], True),
        ([GOOD] * 3 + [Sign.SAID_BAD], True),
    ],
)
def test_it_comes_back_on_evidence(signs, out):
    assert replay(seen(*DEAD, *signs), RULES).out is out


def test_what_came_back_and_fails_again_is_out_sooner():
    anew = replay(seen(*HEALTHY), RULES)
    back = replay(seen(*DEAD, Sign.LOOKED_GOOD), RULES)
    assert alarm(back.levels, RULES) > alarm(anew.levels, RULES)


@pytest.mark.parametrize("sign", [Sign.SAID_BAD, Sign.LOOKED_BAD])
def test_a_word_or_a_look_takes_it_out_at_once(sign):
    assert replay(seen(GOOD, sign), RULES).out


@given(
    st.lists(st.tuples(st.integers(0, 5000), st.sampled_from(list(Sign))), max_size=60),
    st.randoms(),
)
def test_replaying_in_any_order_gives_the_same_state(drawn, dice: random.Random):
    signs = [Seen(START + n * HOUR, f"k{place}", sign) for place, (n, sign) in enumerate(drawn)]
    mixed = [*signs, *signs[:3]]
    dice.shuffle(mixed)
    state = NEW
    for each in sorted(signs):
        state = after(state, each, RULES)
    assert replay(mixed, RULES) == state
    steps = explain(mixed, UNKNOWN, RULES)
    assert len(steps) == len(signs)
    if steps:
        last = steps[-1]
        assert (last.out, last.good, last.bad) == (state.out, state.good, state.bad)
        assert last.lower == lower_bound(state, UNKNOWN, RULES, now=_at(state))


def test_an_older_sign_asks_for_a_replay():
    state = replay(seen(GOOD, GOOD), RULES)
    with pytest.raises(ValueError, match="replay"):
        after(state, Seen(START, "late", GOOD), RULES)


def test_every_step_says_what_moved():
    signs = seen(*DEAD, Sign.SAID_GOOD, CLOSED, Sign.LOOKED_GOOD)
    steps = explain(signs, UNKNOWN, RULES)
    turns = [step.turn for step in steps if step.turn is not Turn.NONE]
    assert turns == [Turn.OUT_BY_ALARM, Turn.NEARER_BACK, Turn.BACK_ANEW, Turn.BACK]
    [out] = [step for step in steps if step.turn is Turn.OUT_BY_ALARM]
    assert out.alarm == 1 and out.out
    assert {each.sign for each in out.bad_signs} == {CLOSED} and len(out.bad_signs) <= 5
    assert all(a.at <= b.at for a, b in pairwise(steps))


def test_an_operators_record_is_taken_over_by_its_points():
    alike = pooled([(98, 100)] * 30, RULES)
    assert alike.share == pytest.approx(0.98, abs=0.001)
    assert alike.worth == RULES.most_worth
    unlike = pooled([(100, 100)] * 15 + [(50, 100)] * 15, RULES)
    assert unlike.share == pytest.approx(0.75, abs=0.01)
    assert unlike.worth == RULES.least_worth


def test_the_worth_is_found_again_in_drawn_visits():
    dice = random.Random(3)
    points = []
    for _ in range(4000):
        share = dice.betavariate(45, 5)
        points.append((sum(dice.random() < share for _ in range(60)), 60))
    found = pooled(points, RULES)
    assert found.share == pytest.approx(0.9, abs=0.005)
    assert found.worth == pytest.approx(50, rel=0.15)


def test_an_unknown_operator_starts_where_the_rulebook_says():
    assert pooled([], RULES) == Prior(RULES.start_share, RULES.start_worth)


def test_numbers_that_judge_nothing_are_refused():
    for wrong in ({"usual": 0.5}, {"quantile": 0.0}, {"dying": ()}, {"least_worth": 300.0}):
        with pytest.raises(ValueError, match="shares"):
            replace(RULES, **wrong)


def test_the_last_steps_are_told_from_where_the_others_ended():
    signs = seen(*[Sign.HANDED_OVER] * 30, Sign.CLOSED, Sign.CLOSED, Sign.CLOSED, Sign.LOOKED_GOOD)
    whole = explain(signs, UNKNOWN, RULES)
    last = explain(signs[28:], UNKNOWN, RULES, start=replay(signs[:28], RULES))
    assert last == whole[28:]


def test_a_step_says_how_many_more_like_it_turn_the_point():
    signs = seen(*[Sign.HANDED_OVER] * 30, *[Sign.CLOSED] * 9)
    steps = explain(signs, UNKNOWN, RULES)
    out = next(number for number, step in enumerate(steps) if step.out)
    assert [step.more for step in steps[:30]] == [None] * 30
    assert [step.more for step in steps[30:out]] == list(range(out - 30, 0, -1))
    assert steps[out].more is None
