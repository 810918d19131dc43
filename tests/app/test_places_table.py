"""The table of points in memory: true to the database, and offers that name only open points."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amends.app.actions.places import table as kept
from amends.app.actions.places.table import point_table
from amends.app.actions.points import other_points
from amends.app.ledger.models import Case, Order, Point, Room
from amends.core.places.choosing import Question, Service, choose, why_not
from tests.support.line import NOON, closed_point, event, points, send

pytestmark = pytest.mark.django_db

NEAR = (55.75, 37.61)


def offered(case: Case, *, now: datetime = NOON) -> list[str]:
    [places] = other_points([case], now=now).values()
    return [place.code for place in places]


def describe(code: str, **said: object) -> None:
    [told] = points(code)
    later = event("point.described", code, at=NOON, **{**told["data"], "lat": 55.751, **said})
    send(later)


def reasons(code: str) -> tuple[str, ...]:
    question = Question(way=(NEAR,), earliest=NOON, latest=NOON + timedelta(hours=72))
    return why_not(point_table(NOON), question, code)


def test_the_table_is_made_once_and_anew_when_a_point_changed(django_assert_num_queries):
    send(points("P1", "P2"))
    first = point_table(NOON)
    with django_assert_num_queries(1):
        assert point_table(NOON) is first
    Point.objects.filter(code="P2").update(open=False)
    second = point_table(NOON)
    assert second is not first
    assert second.live["service"][second.row("P2")] == Service.CLOSED
    assert second.live["service"][second.row("P1")] == Service.WORKING


def test_the_table_of_another_month_is_another_one():
    send(points("P1"))
    assert point_table(NOON) is not point_table(NOON + timedelta(days=60))
    assert len(kept._kept) <= kept.MOST_KEPT


def test_a_table_that_takes_long_is_kept_for_a_while(monkeypatch):
    send(points("P1"))
    monkeypatch.setattr(kept, "QUICK", -1.0)
    monkeypatch.setattr(kept, "REST", 10.0**6)
    slow = point_table(NOON + timedelta(days=365))
    Point.objects.filter(code="P1").update(open=False)
    assert point_table(NOON + timedelta(days=365)) is slow


def test_an_answer_is_open_when_it_says_so():
    send(points("P1"))
    friday_night = datetime(2026, 11, 20, 19, 30, tzinfo=UTC)
    [answer] = choose(
        point_table(NOON),
        Question(way=(NEAR,), earliest=friday_night, latest=friday_night + timedelta(days=1)),
    )
    assert answer.come == datetime(2026, 11, 21, 6, tzinfo=UTC)
    assert answer.until == datetime(2026, 11, 21, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"hours": "whenever we like"}, ("no_hours",)),
        ({"gives": False}, ("takes_in_only",)),
        ({"open": False}, ("closed_down",)),
        ({"hours": "off"}, ("unsure", "hours")),
        ({"closures": [{"first": "2026-11-18", "last": "2026-11-30"}]}, ("hours",)),
    ],
)
def test_what_is_not_certain_or_not_open_is_not_offered(said, why):
    case = closed_point()
    describe("Q")
    assert offered(case)[0] == "Q"
    describe("Q", **said)
    assert "Q" not in offered(case)
    assert reasons("Q") == why


def test_a_closure_that_ends_soon_enough_does_not_stand_against_a_point():
    case = closed_point()
    describe("Q", closures=[{"first": "2026-11-18", "last": "2026-11-21"}])
    assert offered(case)[0] == "Q"


def test_a_parcel_to_be_paid_goes_only_where_one_can_pay():
    case = closed_point()
    describe("Q", payment=True)
    Order.objects.filter(ref=case.order_id).update(prepaid=False)
    assert offered(Case.objects.get(pk=case.pk)) == ["Q"]


def test_a_full_point_is_not_offered():
    case = closed_point()
    send(event("point.counted", "P2", free=1))
    assert offered(case)[0] == "P2"
    Room.objects.filter(code="P2").update(taken=1)
    assert "P2" not in offered(case)


def test_around_a_point_of_no_known_place_there_is_none():
    case = closed_point()
    Point.objects.filter(code="P1").update(latitude=None)
    assert offered(case) == []
    Order.objects.filter(ref=case.order_id).update(point="unknown")
    assert offered(Case.objects.select_related("order").get(pk=case.pk)) == []


def test_a_point_that_closed_while_a_slow_table_rests_is_not_offered(monkeypatch):
    case = closed_point()
    monkeypatch.setattr(kept, "QUICK", -1.0)
    monkeypatch.setattr(kept, "REST", 10.0**6)
    monkeypatch.setattr(kept, "_kept", {})
    assert offered(case) == ["P2", "P3", "P4"]
    Point.objects.filter(code="P3").update(open=False)
    assert offered(case) == ["P2", "P4"]


def test_hours_are_shown_as_they_were_understood():
    case = closed_point()
    describe("Q", hours="Пн-Пт 10-20, Сб 11:00-18:00")
    [first, *_] = other_points([case], now=NOON)[case.order_id]
    assert (first.code, first.hours) == ("Q", "Mo-Fr 10:00-20:00; Sa 11:00-18:00")
