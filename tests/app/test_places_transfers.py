"""What is offered is what the parcel can reach: legs, cut-off times, holidays (R5)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from amends.app.actions.places.on_offer import on_offer
from amends.app.actions.places.transfers import arrivals
from amends.core.places.calendars import rests
from amends.core.places.transfers import DOOR
from tests.support.line import NOON, closed_point, event, send

pytestmark = pytest.mark.django_db

TO_THE_DOOR: dict[str, Any] = {
    "from": "point/P1",
    "to": "door",
    "cut_off": "14:00",
    "arrives_at": "17:00",
    "time_zone": "Europe/Moscow",
    "days": 1,
    "calendar": "RU",
}


def leg(code: str = "L1", **more: Any) -> None:
    send(event("leg.described", code, at=NOON - timedelta(days=1), **{**TO_THE_DOOR, **more}))


def test_no_window_is_offered_before_the_parcel_can_be_there():
    case = closed_point()
    before = on_offer(case, case.offers.get().body, now=NOON).windows
    leg()
    after = on_offer(case, case.offers.get().body, now=NOON).windows
    assert before[0].startswith("2026-11-20") or before[0].startswith("2026-11-21T1")
    assert after[0].startswith("2026-11-21T19:00")
    assert set(after) < set(before)


def test_the_operator_brings_to_all_of_its_points():
    case = closed_point()
    leg("L2", **{"from": "operator/Post", "to": "operator/Post"})
    there = arrivals(case, operator="Post", now=NOON)["operator/Post"]
    assert there.at.isoformat() == "2026-11-21T17:00:00+03:00"
    assert arrivals(case, operator="", now=NOON).keys() == {"point/P1"}


def test_a_leg_that_runs_no_more_leads_nowhere():
    case = closed_point()
    leg()
    send(event("leg.described", "L1", **{**TO_THE_DOOR, "open": False}))
    assert DOOR not in arrivals(case, operator="", now=NOON)


def test_russia_rests_on_the_day_of_unity():
    assert rests("RU", date(2026, 11, 4))
    assert not rests("RU", date(2026, 11, 5))
    case = closed_point()
    leg()
    eve = datetime.fromisoformat("2026-11-03T15:00:00+03:00")
    assert arrivals(case, operator="", now=eve)[DOOR].at.date() == date(2026, 11, 6)
