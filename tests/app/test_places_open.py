"""`amends places open`, `list` and `show`: one point asked, in JSON and in words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from amends.app.ledger.models import Point
from amends.cli import main
from tests.support.line import NOON, event, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("booted")]


def describe(code: str = "U1", **said: Any) -> None:
    told = {
        "name": "River shop",
        "time_zone": "Asia/Ulaanbaatar",
        "lat": 47.9,
        "lon": 106.9,
        "hours": "Mo-Fr 10:00-19:00; Sa 11:00-16:00",
        **said,
    }
    send(event("point.described", code, at=NOON, **told))


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["places", *arguments])
    assert result.exit_code == 0, result.output
    return result


def asked(at: str, code: str = "U1") -> tuple[Any, Any, Any]:
    found = json.loads(run("open", code, "--at", at, "--json").output)
    return found["open"], found["until"], found["next"]


@pytest.mark.parametrize(
    ("at", "answer"),
    [
        ("2026-11-23T10:00", (True, "2026-11-23T19:00:00+08:00", None)),
        ("2026-11-23 18:59:59", (True, "2026-11-23T19:00:00+08:00", None)),
        ("2026-11-23T19:00", (False, None, "2026-11-24T10:00:00+08:00")),
        ("2026-11-28T16:00", (False, None, "2026-11-30T10:00:00+08:00")),
        ("2026-11-23T02:00Z", (True, "2026-11-23T19:00:00+08:00", None)),
        ("2026-11-23T01:59:00+00:00", (False, None, "2026-11-23T10:00:00+08:00")),
        ("2031-05-05T10:30", (True, "2031-05-05T19:00:00+08:00", None)),
    ],
)
def test_a_time_without_an_offset_is_the_points_own(at, answer):
    describe()
    assert asked(at) == answer


def test_the_clock_changes_where_the_point_is():
    describe(time_zone="Europe/Berlin", hours="Sa-Su 01:00-05:00")
    assert asked("2026-03-29T01:30") == (True, "2026-03-29T05:00:00+02:00", None)
    assert asked("2026-10-25T04:30") == (True, "2026-10-25T05:00:00+01:00", None)
    assert asked("2026-10-24T05:00") == (False, None, "2026-10-25T01:00:00+02:00")


def test_a_point_that_never_closes_and_one_whose_hours_are_not_known():
    describe(hours="24/7")
    assert asked("2026-11-23T03:00") == (True, None, None)
    describe("U2", hours="ask at the desk")
    assert asked("2026-11-23T12:00", "U2") == (None, None, None)
    assert "not known" in run("open", "U2").output


def test_closures_and_exceptions_stand_above_the_week():
    describe(closures=[{"first": "2026-11-24", "last": "2026-11-25", "reason": "Repairs"}])
    assert asked("2026-11-24T12:00") == (False, None, "2026-11-26T10:00:00+08:00")
    late = {"first": "2026-11-27", "last": "2026-11-27", "intervals": [["18:00", "01:00"]]}
    Point.objects.update(exceptions=[late])
    assert asked("2026-11-27T12:00") == (False, None, "2026-11-27T18:00:00+08:00")
    assert asked("2026-11-27T20:00") == (True, "2026-11-28T01:00:00+08:00", None)
    Point.objects.update(exceptions=[{**late, "intervals": [["soon", "later"]]}])
    assert asked("2026-11-27T12:00") == (False, None, "2026-11-28T11:00:00+08:00")


def test_a_point_out_of_service_says_so():
    describe(open=False)
    found = json.loads(run("open", "U1", "--at", "2026-11-23T12:00", "--json").output)
    assert (found["open"], found["in_service"]) == (True, False)
    assert "hands nothing over" in run("open", "U1").output


def test_a_mistake_is_told_kindly():
    describe()
    for arguments, says in (
        (("U9",), "no pickup point has this id"),
        (("U1", "--at", "tomorrow"), "is not a time"),
    ):
        result = CliRunner().invoke(main, ["places", "open", *arguments])
        assert result.exit_code == 1 and says in result.output


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_year_of_which_no_calendar_tells_is_refused(at: str):
    describe()
    told = CliRunner().invoke(main, ["places", "open", "U1", "--at", at])
    assert told.exit_code == 1
    assert "no calendar tells of this year" in told.output


def test_the_list_and_one_of_it():
    describe()
    describe("U2", name="Hill shop", hours="ask at the desk", grams=5000)
    assert "River shop" in run("list", "--search", "river").output
    refused = run("list", "--hours", "refused", "--json").output.splitlines()
    rows = [json.loads(line) for line in refused]
    assert [row["id"] for row in rows] == ["U2"]
    assert "No such points" in run("list", "--operator", "nobody").output
    shown = run("show", "U1").output
    assert "Mon" in shown and "10:00–19:00" in shown and "New, by an event" in shown
    assert "5 kg" in run("show", "U2").output
