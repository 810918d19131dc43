"""The best by road, among the best by the straight line."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from amends.core.places import Spot, distance
from amends.core.places.choosing import (
    BadQuestion,
    Listed,
    Question,
    choose_by_road,
    openings,
    pack_points,
)
from amends.core.places.roads import Cost, Costs, Mode, StraightLine
from tests.support.places import BEGIN, DAYS, Stretches, minute

A, B = (60.17, 24.94), (60.18, 24.95)
PACE = 1.4


@dataclass
class Crooked:
    """Roads up to twice as long as the straight line, the same for the same two spots."""

    asked: int = 0
    known: dict[tuple[Spot, Spot], Cost] = field(default_factory=dict)

    def costs(self, starts, ends, *, mode):
        self.asked += len(starts) * len(ends)
        return Costs(tuple(tuple(self.cost(a, b) for b in ends) for a in starts), "crooked")

    def cost(self, start, end):
        drawn = np.random.default_rng(abs(hash((start, end))))
        metres = distance(start, end) * (1 + drawn.random())
        return self.known.setdefault((start, end), Cost(metres / PACE, metres))

    def way(self, start, end, *, mode):
        return None


def table_of(many=400):
    dice = np.random.default_rng(4)
    spots = zip(dice.normal(60.175, 0.02, many), dice.normal(24.945, 0.04, many), strict=True)
    points = [
        Listed(f"P{number}", (round(float(a), 6), round(float(b), 6)), 0)
        for number, (a, b) in enumerate(spots)
    ]
    stretches = Stretches([[(0, DAYS * 1440)]])
    start = minute(BEGIN)
    return pack_points(points, openings(stretches, start=start, end=start + DAYS * 1440)), points


@pytest.mark.parametrize("way", [(A,), (A, B)])
@pytest.mark.parametrize("measure", ["seconds", "metres"])
def test_an_exact_answer_is_that_of_all_roads(way, measure):
    table, points = table_of()
    router = Crooked()
    question = Question(way=way, earliest=BEGIN, latest=BEGIN, count=3)
    said = choose_by_road(
        table, question, router, mode=Mode.WALK, measure=measure, fastest=PACE, candidates=100
    )

    def cost(point):
        there = router.cost(A, point.spot)
        onward = router.cost(point.spot, B)
        whole = there.metres if len(way) == 1 else there.metres + onward.metres
        return whole - (0 if len(way) == 1 else router.cost(A, B).metres)

    best = sorted(points, key=cost)[:3]
    assert said.exact
    assert [each.answer.code for each in said.best] == [point.code for point in best]
    assert said.looked_at < 100 and said.by == "crooked"


def test_without_a_highest_speed_nothing_is_claimed():
    table, _ = table_of()
    question = Question(way=(A, B), earliest=BEGIN, latest=BEGIN, count=3)
    said = choose_by_road(table, question, Crooked(), mode=Mode.WALK, candidates=20)
    assert (said.exact, said.looked_at, len(said.best)) == (False, 20, 3)


def test_when_all_that_serve_were_looked_at_it_is_exact():
    table, _ = table_of(many=5)
    question = Question(way=(A, B), earliest=BEGIN, latest=BEGIN, count=3)
    said = choose_by_road(table, question, Crooked(), mode=Mode.WALK, candidates=20)
    assert (said.exact, said.looked_at) == (True, 5)


def test_a_whole_way_is_left_where_the_detour_begins():
    table, _ = table_of()
    question = Question(way=(A, B, (60.19, 24.9)), earliest=BEGIN, latest=BEGIN, count=4)
    said = choose_by_road(table, question, StraightLine(factor=1.0), mode=Mode.WALK, candidates=30)
    assert not said.exact
    for each in said.best:
        assert each.cost.metres == pytest.approx(each.answer.detour, abs=0.1)


def test_a_point_that_no_road_leads_to_is_not_among_them():
    table, points = table_of(many=5)
    question = Question(way=(A,), earliest=BEGIN, latest=BEGIN, count=5)

    class Island(Crooked):
        def cost(self, start, end):
            return None if end == points[0].spot else super().cost(start, end)

    said = choose_by_road(table, question, Island(), mode=Mode.WALK, candidates=10)
    assert {each.answer.code for each in said.best} == {point.code for point in points[1:]}


def test_too_few_candidates_are_refused():
    table, _ = table_of(many=5)
    question = Question(way=(A,), earliest=BEGIN, latest=BEGIN, count=5)
    with pytest.raises(BadQuestion):
        choose_by_road(table, question, Crooked(), mode=Mode.WALK, candidates=4)
