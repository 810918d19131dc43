"""The compiled search answers exactly as looking at every point does."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date, timedelta
from threading import Event

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.places import distance
from amends.core.places.choosing import (
    Listed,
    PointTable,
    Question,
    Service,
    choose,
    engine,
    openings,
    pack_points,
    plain,
)
from amends.core.places.choosing.asked import asked
from amends.core.places.choosing.found import REAL, WHOLE
from amends.core.places.hours import Understood, pack, read_hours
from tests.support.places import (
    BEGIN,
    DAYS,
    Stretches,
    drawn_points,
    drawn_question,
    minute,
    slow_detour,
)

pytest.importorskip("numba", reason="needs the extra `places`")
QUESTIONS = int(os.environ.get("AMENDS_TEST_QUESTIONS", "1000"))
"""Each is held against all points, which takes a fiftieth of a second."""
FIRST, LAST = date(2026, 11, 22), date(2026, 12, 2)
EVERY_DAY = [(0, DAYS * 1440)]


def same(table: PointTable, question: Question) -> int:
    """Assert that both searches find the same; how many they find."""
    meant = asked(table, question)
    fast, slow = engine.compiled(table, meant), plain.search(table, meant)
    assert fast.rows.tolist() == slow.rows.tolist()
    assert fast.detours == pytest.approx(slow.detours, abs=1e-6)
    assert fast.come.tolist() == slow.come.tolist()
    assert fast.until.tolist() == slow.until.tolist()
    for name in {*WHOLE, *REAL} - {"detour", "after"}:
        assert fast.column(name).tolist() == slow.column(name).tolist(), name
    return len(fast.rows)


@pytest.fixture(scope="module")
def large(shared_data):
    """A hundred thousand points with the hours of real shops."""
    dice = np.random.default_rng(5)
    tags = json.loads((shared_data / "opening_hours" / "osm_values.json").read_text("utf-8"))
    readings = [read_hours(tag["oh"], first=FIRST, last=LAST, country="FI") for tag in tags]
    known = [each.schedule for each in readings if isinstance(each, Understood) and each.offered]
    timetable, rows = pack([(each, "Europe/Helsinki") for each in known], first=FIRST, last=LAST)
    points = [
        replace(each, hours=None if each.hours is None else int(rows[each.hours]))
        for each in drawn_points(dice, 100_000, len(known))
    ]
    start = minute(BEGIN)
    table = pack_points(points, openings(timetable, start=start, end=start + DAYS * 1440))
    return table, points, timetable


@pytest.mark.slow
@pytest.mark.timeout(300)  # the first of them waits for the compiler
@pytest.mark.parametrize("part", range(QUESTIONS // 100))
def test_random_questions_of_a_hundred_thousand_points(large, part):
    table, points, _ = large
    dice = np.random.default_rng(100 + part)
    found = 0
    for number in range(100):
        question = drawn_question(dice, points)
        if number % 2:
            question = replace(question, arrivals=_arrivals(table, question, dice))
        found += same(table, question)
    assert found > 200


@pytest.mark.slow
def test_no_offered_point_is_closed_full_or_dead_by_any_known_datum(large):
    table, points, timetable = large
    engine.warm_up(table)
    by_code = {point.code: point for point in points}
    dice = np.random.default_rng(9)
    offered = 0
    for _ in range(300):
        question = drawn_question(dice, points)
        for answer in choose(table, question):
            point = by_code[answer.code]
            row = np.array([point.hours], np.int32)
            come = minute(answer.come)
            assert timetable.open_throughout(row, come, come + question.stay)[0]
            assert question.earliest <= answer.come <= question.latest
            assert answer.until is None or timetable.open_until(row, come)[0] == minute(
                answer.until
            )
            assert (point.service, point.free == 0) == (Service.WORKING, False)
            assert point.code not in question.leave_out
            offered += 1
    assert offered > 500


EDGES = [-180.0, -179.999, 0.0, 24.94, 179.999, 180.0]
SPOTS = st.tuples(
    st.one_of(st.sampled_from([-90.0, -89.9999, 0.0, 60.17, 90.0]), st.floats(-90, 90)),
    st.one_of(
        st.sampled_from([-180.0, -179.999, 0.0, 24.94, 179.999, 180.0]), st.floats(-180, 180)
    ),
)


@settings(max_examples=150, deadline=None)
@given(
    spots=st.lists(SPOTS, max_size=80),
    way=st.lists(SPOTS, min_size=1, max_size=7),
    count=st.integers(1, 9),
    detour=st.one_of(st.just(float("inf")), st.floats(0, 3e7)),
)
def test_anywhere_on_the_globe(spots, way, count, detour):
    """Also at the poles, across the 180th meridian, at one spot many times, and for A = B."""
    points = [
        Listed(f"P{number}", spot, 0, lower=number % 3 / 10) for number, spot in enumerate(spots)
    ]
    hours = openings(Stretches([EVERY_DAY]), start=minute(BEGIN), end=minute(BEGIN) + DAYS * 1440)
    table = pack_points(points, hours)
    for each in (tuple(way), (way[0], way[0])):
        question = Question(way=each, earliest=BEGIN, latest=BEGIN, count=count, detour=detour)
        same(table, question)
        for answer in choose(table, question):
            spot = spots[int(answer.code[1:])]
            assert answer.detour == pytest.approx(slow_detour(each, spot), abs=0.5)


def test_across_the_180th_meridian_the_near_ones_are_found():
    points = [Listed("east", (0.0, 179.999), 0), Listed("far", (0.0, 170.0), 0)]
    hours = openings(Stretches([EVERY_DAY]), start=minute(BEGIN), end=minute(BEGIN) + DAYS * 1440)
    question = Question(way=((0.0, -179.999),), earliest=BEGIN, latest=BEGIN)
    [first, _] = choose(pack_points(points, hours), question)
    assert first.code == "east"
    assert first.detour == pytest.approx(2 * distance((0.0, -179.999), (0.0, 179.999)), abs=1e-6)


def test_a_small_table_never_waits_for_the_compiler(monkeypatch):
    monkeypatch.setattr(engine, "compiled", None)
    monkeypatch.setattr(engine, "_warm", Event())
    hours = openings(Stretches([EVERY_DAY]), start=minute(BEGIN), end=minute(BEGIN) + DAYS * 1440)
    table = pack_points([Listed("A", (0.0, 0.0), 0)], hours)
    question = Question(way=((0.0, 0.0),), earliest=BEGIN, latest=BEGIN)
    engine.warm_up(table)
    assert [each.code for each in choose(table, question)] == ["A"]


def test_a_large_table_is_searched_plainly_until_the_compiled_search_is_warm(monkeypatch):
    used = []
    monkeypatch.setattr(engine, "FEW", 1)
    monkeypatch.setattr(engine, "_warm", Event())

    def compiled(table, meant):
        used.append(meant)
        return plain.search(table, meant)

    monkeypatch.setattr(engine, "compiled", compiled)
    hours = openings(Stretches([EVERY_DAY]), start=minute(BEGIN), end=minute(BEGIN) + DAYS * 1440)
    table = pack_points([Listed("A", (0.0, 0.0), 0)], hours)
    question = Question(way=((0.0, 0.0),), earliest=BEGIN, latest=BEGIN)
    choose(table, question)
    assert not used
    engine.warm_up(table)
    choose(table, question)
    assert len(used) == 2


def _arrivals(table, question, dice):
    minutes = dice.integers(-600, 400, 6)
    return table.arriving(
        {f"leg{n}": question.earliest + timedelta(minutes=int(m)) for n, m in enumerate(minutes)}
    )
