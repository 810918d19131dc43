"""The best by road: the same as measuring the way by every point."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import numpy as np
import pytest

from amends.core.places import distance
from amends.core.places.choosing import Listed, Question, choose_by_road, openings, pack_points
from amends.core.places.roads import Cost, Costs, Mode, StraightLine, times_of
from tests.support.places import BEGIN, DAYS, Stretches, minute

NOON = BEGIN + timedelta(hours=12)
SPEED = 1.4


class Crooked:
    """Streets as crooked as can be, always in the same way; never faster than the straight line.

    Of the asked times ``works`` many are answered, then a straight line stands in.
    """

    def __init__(self, works=10**9):
        self.left = works

    def costs(self, starts, ends, *, mode):
        self.left -= 1
        if self.left < 0:
            return replace(StraightLine().costs(starts, ends, mode=mode), trouble="away")
        return Costs(tuple(tuple(crooked(a, b) for b in ends) for a in starts), "crooked")

    def seconds(self, starts, ends, *, mode):
        return times_of(self.costs(starts, ends, mode=mode))

    def way(self, start, end, *, mode):
        return None

    def fastest(self, mode):
        return SPEED


def crooked(start, end):
    drawn = sha256(repr((start, end)).encode()).digest()
    if drawn[1] < 8:
        return None
    metres = distance(start, end) * (1 + drawn[0] / 255)
    return Cost(metres / SPEED, metres)


def town(seed, count):
    dice = np.random.default_rng(seed)
    spots = zip(dice.uniform(60.0, 60.1, count), dice.uniform(24.8, 25.0, count), strict=True)
    points = [
        Listed(f"P{n}", (round(float(north), 7), round(float(east), 7)), 0)
        for n, (north, east) in enumerate(spots)
    ]
    known = openings(
        Stretches([[(0, DAYS * 1440)]]), start=minute(BEGIN), end=minute(BEGIN) + DAYS * 1440
    )
    return points, pack_points(points, known)


def slowly(points, question):
    start, end = question.way[0], question.way[-1]
    direct = crooked(start, end)
    told = []
    for point in points:
        there, onward = crooked(start, point.spot), crooked(point.spot, end)
        if direct and there and onward:
            seconds = there.seconds + onward.seconds - direct.seconds
            told.append((round(seconds, 3), point.code))
    return [code for _, code in sorted(told)[: question.count]]


def codes(told):
    return [each.answer.code for each in told.answers]


def asking(dice, **asked):
    way = tuple((float(dice.uniform(60.0, 60.1)), float(dice.uniform(24.8, 25.0))) for _ in "AB")
    return Question(**{"way": way, "earliest": NOON, "latest": NOON, "count": 5, **asked})


@pytest.mark.parametrize("seed", range(4))
def test_the_best_by_road_are_those_that_a_slow_look_finds(seed):
    points, table = town(seed, 400)
    dice = np.random.default_rng(seed + 100)
    for _ in range(10):
        question = asking(dice)
        if crooked(*question.way) is None:
            continue
        told = choose_by_road(table, question, Crooked(), mode=Mode.WALK, most_tried=400)
        assert told.exact
        assert codes(told) == slowly(points, question)
        assert (told.by, told.trouble) == ("crooked", "")


def test_it_stops_when_no_further_point_can_be_better():
    _, table = town(1, 2000)
    router = Crooked()
    near = ((60.05, 24.9), (60.051, 24.9))
    question = Question(way=near, earliest=NOON, latest=NOON, count=3)
    told = choose_by_road(table, question, router, mode=Mode.WALK, most_tried=2000)
    assert told.exact
    assert 10**9 - router.left <= 4


def test_where_it_stops_too_early_it_says_so():
    points, table = town(2, 400)
    question = asking(np.random.default_rng(5), count=20)
    told = choose_by_road(table, question, Crooked(), mode=Mode.WALK, most_tried=30)
    assert not told.exact
    assert len(slowly(points, question)) == 20


def test_every_answer_has_its_seconds_and_metres():
    _, table = town(3, 100)
    question = asking(np.random.default_rng(6))
    told = choose_by_road(table, question, Crooked(), mode=Mode.CAR, most_tried=300)
    start, end = question.way
    for each in told.answers:
        legs = crooked(start, each.answer.spot), crooked(each.answer.spot, end)
        metres = sum(leg.metres for leg in legs) - crooked(start, end).metres
        assert each.more.metres == pytest.approx(metres)


def test_where_the_end_is_not_reached_nothing_is_told():
    class Cut(Crooked):
        def costs(self, starts, ends, *, mode):
            return Costs(tuple(tuple(None for _ in ends) for _ in starts), "cut")

    _, table = town(3, 300)
    told = choose_by_road(
        table, asking(np.random.default_rng(7)), Cut(), mode=Mode.CAR, most_tried=300
    )
    assert told.answers == ()


@pytest.mark.parametrize("works", range(6))
def test_where_the_router_fails_on_the_way_all_is_measured_straight(works):
    _, table = town(4, 300)
    question = asking(np.random.default_rng(8), count=100)
    told = choose_by_road(table, question, Crooked(works), mode=Mode.WALK, most_tried=300)
    straight = choose_by_road(table, question, StraightLine(), mode=Mode.WALK, most_tried=300)
    assert told.by == "straight"
    assert told.trouble == "away"
    assert codes(told) == codes(straight)


def test_near_one_spot_it_is_the_way_there():
    points, table = town(5, 400)
    here = (60.05, 24.9)
    question = Question(way=(here,), earliest=NOON, latest=NOON, count=4)
    told = choose_by_road(table, question, Crooked(), mode=Mode.WALK, most_tried=300)
    ways = [(crooked(here, each.spot), each.code) for each in points]
    nearest = sorted((cost.seconds, code) for cost, code in ways if cost)[:4]
    assert told.exact
    assert codes(told) == [code for _, code in nearest]
    assert told.answers[0].more == crooked(here, told.answers[0].answer.spot)


def test_a_whole_way_is_left_where_the_point_is_near():
    _, table = town(6, 200)
    way = ((60.0, 24.8), (60.05, 24.9), (60.1, 25.0))
    question = Question(way=way, earliest=NOON, latest=NOON, count=8)
    told = choose_by_road(table, question, Crooked(), mode=Mode.WALK, most_tried=201)
    assert told.exact
    seconds = []
    for each in told.answers:
        start, end = way[each.answer.after : each.answer.after + 2]
        legs = crooked(start, each.answer.spot), crooked(each.answer.spot, end)
        more = sum(leg.seconds for leg in legs) - crooked(start, end).seconds
        assert each.more.seconds == pytest.approx(more)
        seconds.append(more)
    assert seconds == sorted(seconds)
    few = choose_by_road(table, question, Crooked(), mode=Mode.WALK, most_tried=50)
    assert not few.exact


def test_what_was_left_out_stays_out():
    _, table = town(6, 150)
    question = asking(np.random.default_rng(9))
    first = choose_by_road(table, question, Crooked(), mode=Mode.WALK, most_tried=300)
    again = choose_by_road(
        table,
        replace(question, leave_out=frozenset(codes(first))),
        Crooked(),
        mode=Mode.WALK,
        most_tried=300,
    )
    assert not set(codes(first)) & set(codes(again))
