"""Why no point serves: counted by reason as each point is asked alone, and what would help."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from amends.core.places import Limits, Parcel
from amends.core.places.choosing import (
    Listed,
    Question,
    Why,
    choose,
    left_out,
    openings,
    pack_points,
    why_not,
)
from tests.support.places import (
    BEGIN,
    DAYS,
    Stretches,
    drawn_points,
    drawn_question,
    minute,
    usual_hours,
)

NOON = BEGIN + timedelta(hours=12)
HERE = (60.17, 24.94)
BY_DAY, BY_NIGHT = [(720, 780)], [(1320, 1380)]


def table_of(points, hours):
    known = openings(Stretches(hours), start=minute(BEGIN), end=minute(BEGIN) + DAYS * 1440)
    return pack_points(points, known)


@pytest.mark.parametrize("seed", range(6))
def test_counts_are_those_of_each_point_asked_alone(seed):
    dice = np.random.default_rng(seed)
    hours = usual_hours(dice, 20)
    points = drawn_points(dice, 120, len(hours))
    table = table_of(points, hours)
    besides = frozenset({points[0].code})
    for _ in range(10):
        question = replace(drawn_question(dice, points), count=100)
        found = left_out(table, question, besides=besides)
        each = {p.code: set(why_not(table, question, p.code)) for p in points[1:]}
        placed = [whys for whys in each.values() if Why.NO_PLACE not in whys]
        near = [whys - {Why.BEHIND_OTHERS} for whys in placed if Why.DETOUR not in whys]
        assert (found.near, found.too_far) == (len(near), len(placed) - len(near))
        assert found.nowhere == len(each) - len(placed)
        assert found.reasons == Counter(why for whys in near for why in whys)
        assert found.alone == Counter(why for whys in near if len(whys) == 1 for why in whys)


def test_what_opens_first_after_the_window_and_what_lies_farther_is_named():
    points = [
        Listed(code="NIGHT", spot=(60.171, 24.941), hours=1),
        Listed(code="SMALL", spot=(60.171, 24.942), hours=0, limits=Limits(sides=(10, 10, 10))),
        Listed(code="FAR", spot=(61.0, 24.94), hours=0),
    ]
    table = table_of(points, [BY_DAY, BY_NIGHT])
    question = Question(
        way=(HERE,),
        earliest=NOON,
        latest=NOON + timedelta(minutes=30),
        parcel=Parcel(sides=(300, 200, 100)),
        detour=5_000,
    )
    assert choose(table, question) == []
    found = left_out(table, question)
    assert found.reasons == {Why.SIZE: 1, Why.HOURS: 1}
    assert found.alone == found.reasons
    assert found.later is not None
    assert (found.later.code, found.later.come) == ("NIGHT", BEGIN + timedelta(hours=22))
    assert found.farther is not None
    assert found.farther.code == "FAR"


def test_without_points_there_is_nothing_to_count():
    found = left_out(table_of([], [BY_DAY]), Question(way=(HERE,), earliest=NOON, latest=NOON))
    assert (found.near, found.too_far, found.nowhere) == (0, 0, 0)
    assert (found.later, found.farther) == (None, None)
