"""The map of all points: cells of them, and each by itself from near (R1)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.app.actions.desk.points_map import SINGLY
from amends.app.actions.places import live
from amends.app.ledger.models import PointRecord
from tests.support.desk import signed_in
from tests.support.line import points, send

pytestmark = pytest.mark.django_db

AROUND = "55,37,57,38"
"""Points lie a hundredth of a degree apart, from 55.75 north on, at 37.61 east."""


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "LEAST_REST", 0.0)


def view(client: Client, box: str = AROUND, zoom: str = "8", **more: str) -> dict[str, Any]:
    answer = client.get(reverse("console:points-map"), {"box": box, "zoom": zoom, **more})
    assert answer.status_code == 200
    return dict(answer.json())


def test_few_points_are_each_a_marker_with_words():
    send(points("P1", "P2"), now=timezone.now())
    found = view(signed_in("agent"))
    assert found["cells"] == []
    [first, second] = found["points"]
    assert (first["key"], first["label"], first["lines"][0]) == ("P1", "○", "no record yet")
    assert first["href"] == reverse("console:point", args=["P1"])
    assert second["spot"] == [55.76, 37.61]
    assert view(signed_in("agent"), box="50,30,51,31") == {"cells": [], "points": []}


def test_many_points_are_cells_that_say_how_many_fail():
    send(points(*(f"P{number}" for number in range(SINGLY + 30))), now=timezone.now())
    PointRecord.objects.create(point="P7", out=True)
    client = signed_in("manager")
    found = view(client, box="50,30,60,40", zoom="4")
    assert len(found["cells"]) + len(found["points"]) < 10
    failing = [cell for cell in found["cells"] if cell["failing"]]
    assert [(each["failing"], each["look"]) for each in failing] == [("1", "bad")]
    assert any("✕ 1 failing: not offered" in line for line in failing[0]["lines"])
    near = view(client, box="55.7,37,55.9,38", zoom="12")
    assert {point["key"] for point in near["points"]} == {f"P{number}" for number in range(16)}


def test_the_map_is_narrowed_down_as_the_list_is():
    send(points("P1", "P2", "P3"), now=timezone.now())
    PointRecord.objects.create(point="P2", out=True)
    client = signed_in("manager")
    assert [each["key"] for each in view(client, show="failing")["points"]] == ["P2"]
    assert [each["key"] for each in view(client, search="street 2")["points"]] == ["P3"]


@pytest.mark.parametrize(
    ("box", "zoom"),
    [("", "3"), ("1,2,3", "3"), ("2,2,1,3", "3"), ("1,2,nan,4", "3"), (AROUND, "x"), (AROUND, "")],
)
def test_a_view_that_is_none_is_refused(box: str, zoom: str):
    answer = signed_in("agent").get(reverse("console:points-map"), {"box": box, "zoom": zoom})
    assert (answer.status_code, answer.json()) == (400, {"error": "no_such_view"})


def test_nobody_sees_it_who_is_not_signed_in():
    answer = Client().get(reverse("console:points-map"), {"box": AROUND, "zoom": "3"})
    assert answer.status_code == 302
