"""Real lists of points: every row is accounted for, and no answer goes against its source."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from amends.app.actions.places.asking import ask
from amends.app.actions.places.load import Loaded, load_points
from amends.app.actions.places.table import point_table
from amends.app.ledger.models import Point
from amends.core.places.choosing import Question, choose

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MONDAY = datetime.fromisoformat("2026-11-16")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def load(path: Path) -> Loaded:
    return load_points(path, by="test", now=NOW)


@pytest.fixture
def inpost(shared_data: Path) -> Loaded:
    return load(shared_data / "pickup_points" / "inpost.json.gz")


def week_of(shared_data: Path) -> dict[str, Mapping[str, Any]]:
    """Weekly hours as InPost writes them, of the points that open once a day at most."""
    with gzip.open(shared_data / "pickup_points" / "inpost.json.gz") as file:
        rows = json.load(file)
    weeks = {row["name"]: row["operating_hours_extended"]["customer"] for row in rows}
    return {
        name: week
        for name, week in weeks.items()
        if week and all(len(week[day]) < 2 for day in DAYS)
    }


def test_every_point_of_inpost_is_accounted_for(inpost):
    states = {name: inpost.ids(name) for name in ("understood", "refused", "flagged")}
    assert len(inpost.points) == Point.objects.count() == 1915
    assert sum(map(len, states.values())) == 1915
    assert len(states["understood"]) >= 1900
    assert not inpost.missed
    assert len(inpost.doubts) == 19
    reasons = Point.objects.filter(hours_state__in=["refused", "flagged"])
    assert all(reasons.values_list("hours_reason", flat=True))


def test_the_same_list_of_inpost_again_changes_nothing(inpost, shared_data):
    assert load(shared_data / "pickup_points" / "inpost.json.gz").changed == []


def test_zones_of_inpost_are_those_of_its_countries(inpost):
    zones = set(Point.objects.values_list("country", "time_zone").distinct())
    assert zones == {("PL", "Europe/Warsaw"), ("AT", "Europe/Vienna")}


def test_answers_agree_with_the_weekly_hours_of_inpost(inpost, shared_data):
    """Asked at midday and at eight in the evening of days without a holiday."""
    understood = set(inpost.ids("understood"))
    weeks = {name: week for name, week in week_of(shared_data).items() if name in understood}
    assert len(weeks) > 300
    points = Point.objects.in_bulk(list(weeks))
    for number, (name, week) in enumerate(weeks.items()):
        at = MONDAY + timedelta(days=number % 5, hours=12 + 8 * (number % 2))
        minute = at.hour * 60
        spans = [(each["start"], each["end"] or 1440) for each in week[DAYS[at.weekday()]]]
        if all(start < end for start, end in spans):
            found = ask(points[name], at)
            assert found.open is any(start <= minute < end for start, end in spans), name


def test_all_points_of_cdek_are_understood(shared_data):
    loaded = load(shared_data / "pickup_points" / "cdek_sample.json")
    assert len(loaded.ids("understood")) == len(loaded.points) == 20
    assert not loaded.missed and not loaded.doubts
    point = Point.objects.get(code="MSK27")
    assert (point.time_zone, point.fitting, point.payment) == ("Europe/Moscow", True, True)


def test_shops_of_an_extract_are_points(shared_data):
    loaded = load(shared_data / "osm" / "helsinki.osm.pbf")
    assert len(loaded.points) > 400 and not loaded.missed
    tagged = [row for row in loaded.points.values() if row["hours"]]
    understood = [row for row in tagged if row["hours_state"] == "understood"]
    assert len(understood) >= 0.9 * len(tagged)
    assert {row["time_zone"] for row in loaded.points.values()} == {"Europe/Helsinki"}


def test_no_point_that_is_chosen_is_closed_then(inpost):
    """Whatever the table answers, the source's own hours, read anew, say the same."""
    table = point_table(NOW)
    for hours in range(0, 72, 7):
        start = NOW + timedelta(hours=hours)
        way = ((48.2 + hours / 1000, 16.37),)
        answers = choose(table, Question(way, start, start + timedelta(hours=2), count=10))
        points = Point.objects.in_bulk([answer.code for answer in answers])
        assert len(answers) == 10
        for answer in answers:
            point = points[answer.code]
            found = ask(point, answer.come.astimezone(ZoneInfo(point.time_zone)))
            assert found.open and found.in_service and point.hours_state == "understood"
            assert found.until is None or found.until >= answer.come + timedelta(minutes=15)
