"""The k best points by detour: the same as looking at each of them slowly."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from amends.core.places import Limits, Parcel, distance
from amends.core.places.choosing import (
    BadListing,
    BadQuestion,
    Listed,
    Question,
    Service,
    Why,
    choose,
    openings,
    pack_points,
    why_not,
    with_live,
)
from tests.support.places import (
    BEGIN,
    DAYS,
    Stretches,
    drawn_points,
    drawn_question,
    minute,
    slowly,
    usual_hours,
)

NOON = BEGIN + timedelta(hours=12)
OPEN = [(0, DAYS * 1440)]
HERE = (60.17, 24.94)


def table_of(points, hours):
    known = openings(Stretches(hours), start=minute(BEGIN), end=minute(BEGIN) + DAYS * 1440)
    return pack_points(points, known)


def asking(**asked):
    return Question(**{"way": (HERE,), "earliest": NOON, "latest": NOON, **asked})


def point(code="A", **known):
    return Listed(**{"code": code, "spot": (60.171, 24.941), "hours": 0, **known})


@pytest.mark.parametrize("seed", range(8))
def test_the_best_are_those_that_a_slow_look_finds(seed):
    dice = np.random.default_rng(seed)
    hours = usual_hours(dice, 40)
    points = drawn_points(dice, 700, len(hours))
    table = table_of(points, hours)
    for _ in range(40):
        question = drawn_question(dice, points)
        by_leg = None
        if dice.random() < 0.5:
            by_leg = {
                f"leg{n}": question.earliest + int(dice.integers(-600, 400)) * timedelta(minutes=1)
                for n in range(6)
            }
            question = replace(question, arrivals=table.arriving(by_leg))
        found = [(a.code, round(a.detour * 1000), a.come) for a in choose(table, question)]
        assert found == slowly(points, hours, question, by_leg)


def test_an_answer_tells_its_reasons():
    known = point(good=412, total=412, lower=0.99, free=3, kind="locker", operator="X", leg="van")
    table = table_of([known], [[(0, 22 * 60)]])
    by_three = table.arriving({"van": NOON + timedelta(hours=3)})
    [said] = choose(table, asking(latest=NOON + timedelta(hours=8), arrivals=by_three))
    assert said.detour == pytest.approx(2 * distance(HERE, (60.171, 24.941)), abs=1e-6)
    assert (said.good, said.total, said.lower, said.free) == (412, 412, 0.99, 3)
    assert said.there_by == said.come == NOON + timedelta(hours=3)
    assert said.until == BEGIN + timedelta(hours=22)
    assert said.spot == pytest.approx((60.171, 24.941), abs=1e-7)


def test_a_point_that_never_closes_has_no_closing_time():
    [said] = choose(table_of([point()], [OPEN]), asking())
    assert (said.until, said.there_by, said.free) == (None, None, None)


@pytest.mark.parametrize(
    ("known", "asked", "why"),
    [
        ({"spot": None}, {}, Why.NO_PLACE),
        ({"hours": None}, {}, Why.NO_HOURS),
        ({"service": Service.CLOSED}, {}, Why.CLOSED_DOWN),
        ({"service": Service.TAKES_IN_ONLY}, {}, Why.TAKES_IN_ONLY),
        ({"service": Service.DYING}, {}, Why.DYING),
        ({"service": Service.UNSURE}, {}, Why.UNSURE),
        ({}, {"leave_out": frozenset({"A"})}, Why.LEFT_OUT),
        ({"kind": "post"}, {"kinds": frozenset({"locker"})}, Why.KIND),
        ({"operator": "X"}, {"operators": frozenset({"Y"})}, Why.OPERATOR),
        ({"operator": "X"}, {"without_operators": frozenset({"X"})}, Why.OPERATOR),
        ({"limits": Limits(sides=(300, 200, 80))}, {"parcel": Parcel((301, 1, 1))}, Why.SIZE),
        ({"limits": Limits(grams=999)}, {"parcel": Parcel(grams=1000)}, Why.WEIGHT),
        ({}, {"parcel": Parcel(to_pay=True)}, Why.PAYMENT),
        ({}, {"parcel": Parcel(to_try_on=True)}, Why.FITTING),
        ({"limits": Limits(storage_days=3)}, {"parcel": Parcel(storage_days=4)}, Why.STORAGE),
        ({"free": 0}, {}, Why.FULL),
        ({"lower": 0.9}, {"reliability": 0.91}, Why.RELIABILITY),
        ({"hours": 1}, {}, Why.HOURS),
        ({}, {"detour": 100}, Why.DETOUR),
    ],
)
def test_why_a_point_is_left_out(known, asked, why):
    table = table_of([point(**known)], [OPEN, [(0, 12 * 60 + 14)]])
    question = asking(**asked)
    assert choose(table, question) == []
    assert why_not(table, question, "A") == (why,)


def test_a_parcel_that_comes_too_late_or_never_leaves_a_point_out():
    table = table_of([point(leg="van")], [OPEN])
    for late in ({"van": NOON + timedelta(minutes=1)}, {"boat": NOON}, {}):
        question = asking(arrivals=table.arriving(late))
        assert choose(table, question) == []
        assert Why.ARRIVAL in why_not(table, question, "A")


def test_one_behind_others_serves_all_the_same():
    table = table_of([point("A"), point("B", spot=(60.18, 24.95))], [OPEN])
    assert why_not(table, asking(count=1), "A") == ()
    assert why_not(table, asking(count=1), "B") == (Why.BEHIND_OTHERS,)


def test_at_the_same_spot_the_more_reliable_comes_first_then_the_code():
    points = [point("C", lower=0.5), point("B", lower=0.5), point("A", lower=0.4)]
    assert [a.code for a in choose(table_of(points, [OPEN]), asking())] == ["B", "C", "A"]


def test_what_happens_meanwhile_is_in_the_next_table():
    table = table_of([point("A"), point("B")], [OPEN])
    fuller = with_live(table, [point("A", free=0), point("B", service=Service.DYING)])
    assert choose(fuller, asking()) == []
    assert len(choose(table, asking())) == 2
    again = with_live(fuller, [point("A", free=1, lower=0.7, good=7, total=8)])
    [said] = choose(again, asking())
    assert (said.free, said.lower, said.good, said.total) == (1, 0.7, 7, 8)


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ({"way": ()}, "way"),
        ({"way": ((91.0, 0.0),)}, "way"),
        ({"way": ((float("nan"), 0.0),)}, "way"),
        ({"latest": NOON - timedelta(minutes=1)}, "latest"),
        ({"earliest": NOON.replace(tzinfo=None)}, "earliest"),
        ({"stay": 0}, "stay"),
        ({"count": 0}, "count"),
        ({"count": 101}, "count"),
        ({"detour": float("nan")}, "detour"),
        ({"reliability": float("nan")}, "reliability"),
        ({"stay": 10**30}, "stay"),
        ({"earliest": BEGIN - timedelta(days=1)}, "earliest"),
        ({"latest": NOON + timedelta(days=30)}, "earliest"),
    ],
)
def test_a_question_without_an_answer_says_so(asked, where):
    with pytest.raises(BadQuestion) as error:
        choose(table_of([point()], [OPEN]), asking(**asked))
    assert error.value.where == where


def test_a_list_that_makes_no_table_says_so():
    for points, where in (
        ([point("A"), point("A")], "code"),
        ([point("A", hours=1)], "A"),
        ([point("A", spot=(0.0, 181.0))], "A"),
        ([point("A", lower=float("nan"))], "A"),
    ):
        with pytest.raises(BadListing) as error:
            table_of(points, [OPEN])
        assert error.value.where == where


def test_an_empty_table_has_no_answer():
    assert choose(table_of([], [OPEN]), asking()) == []


def test_a_code_that_is_not_there_is_an_error():
    with pytest.raises(BadQuestion):
        why_not(table_of([point()], [OPEN]), asking(), "B")
