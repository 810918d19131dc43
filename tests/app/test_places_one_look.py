"""A request looks legs and points up once, and nobody makes the points' table under a lock (R5)."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from amends.app.actions import choices
from amends.app.actions.places import ground as grounds
from amends.app.actions.places import live, trust, warming
from amends.app.actions.places.holds import Taken
from amends.app.actions.places.looking import once, one_look
from amends.app.actions.places.suiting import there_by
from amends.app.actions.places.transfers import arrivals
from amends.app.ledger.models import Choice
from tests.support.line import NOON, closed_point, event, send
from tests.support.places_page import page_of, stood_before_a_closed_point

TIMES = {"cut_off": "23:00", "arrives_at": "12:00", "days": 1}


def leg(code: str, start: str, end: str, at: Any = NOON) -> dict[str, Any]:
    ends: dict[str, Any] = {"from": start, "to": end, **TIMES}
    return event("leg.described", code, at=at, time_zone="Europe/Moscow", **ends)


def test_within_a_look_everything_is_looked_up_once_and_outside_every_time():
    seen = iter(range(9))
    assert (once("a", lambda: next(seen)), once("a", lambda: next(seen))) == (0, 1)
    with one_look():
        first = once("a", lambda: next(seen))
        with one_look():
            assert once("a", lambda: next(seen)) == first
        assert once("a", lambda: next(seen)) == first
        assert once("b", lambda: next(seen)) == first + 1
    assert once("a", lambda: next(seen)) == first + 2


@pytest.mark.django_db
def test_a_page_reads_the_legs_once(client: Client) -> None:
    now = timezone.now()
    case = stood_before_a_closed_point(now)
    send(leg("own", "point/P1", "point/P2", at=now), now=now)
    home = page_of(case, now=now)
    here = {"ask": "here", "here": "60.0003,25.0100"}
    client.post(f"{home}find/other_point/", here)
    with CaptureQueriesContext(connection) as asked:
        client.post(f"{home}find/other_point/", here)
    read = [each for each in asked.captured_queries if "cut_off" in each["sql"]]
    assert len(read) == 1


@pytest.mark.django_db
def test_only_legs_that_can_be_reached_are_read():
    case = closed_point()
    send(leg("1", "point/P1", "location/HUB"), leg("2", "location/HUB", "point/P3"))
    send(leg("3", "location/ELSEWHERE", "point/P4"), leg("4", "point/P3", "location/HUB"))
    found = arrivals(case, operator="", now=NOON)
    assert set(found) == {"point/P1", "location/HUB", "point/P3"}
    assert found["point/P3"].legs == ("1", "2")


@pytest.mark.django_db
def test_legs_of_others_alone_lead_nowhere_but_are_legs():
    case = closed_point()
    send(leg("3", "location/ELSEWHERE", "point/P4"))
    assert set(arrivals(case, operator="", now=NOON)) == {"point/P1"}
    assert there_by(case, "P4", now=NOON) is None


@pytest.fixture
def made_under_lock(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether a transaction was open each time the table was made; it never rests."""
    made: list[bool] = []
    usual = trust.trusted

    def watched(**asked: Any) -> Any:
        made.append(connection.in_atomic_block)
        return usual(**asked)

    monkeypatch.setattr(live, "trusted", watched)
    monkeypatch.setattr(live, "REST", 0.0)
    monkeypatch.setattr(live, "LEAST_REST", 0.0)
    return made


@pytest.mark.django_db(transaction=True)
def test_choosing_makes_the_table_before_it_locks(made_under_lock: list[bool]):
    offer = closed_point().offers.latest("pk")
    made_under_lock.clear()
    choices.choose(
        offer=offer, option="other_point", details={"point": "P2"}, now=NOON, by="customer"
    )
    assert Choice.objects.get().details["point"] == "P2"
    assert made_under_lock == [False]


@pytest.mark.django_db(transaction=True)
def test_a_new_offer_after_the_last_place_went_is_made_with_it_too(made_under_lock: list[bool]):
    offer = closed_point().offers.latest("pk")
    send(event("point.counted", "P2", free=0))
    made_under_lock.clear()
    with pytest.raises(Taken):
        choices.choose(
            offer=offer, option="other_point", details={"point": "P2"}, now=NOON, by="customer"
        )
    assert offer.case.offers.count() == 2
    assert made_under_lock == [False]


def test_the_map_is_read_beside_the_work(monkeypatch: pytest.MonkeyPatch):
    may_go_on, done = threading.Event(), threading.Event()

    def slow() -> None:
        may_go_on.wait(10)
        done.set()

    monkeypatch.setattr(warming, "ground", slow)
    warming.warm_ground()
    assert not done.is_set()
    may_go_on.set()
    assert done.wait(10)


def test_a_map_that_is_warmed_and_asked_for_at_once_is_read_once(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
):
    settings.AMENDS_MAP = str(tmp_path / "town.osm.pbf")
    (tmp_path / "town.osm.pbf").write_bytes(b"")
    read: list[int] = []
    monkeypatch.setattr(grounds, "load", lambda *_: read.append(1))
    for each in ("RoadGraph", "MapGeocoder", "Streets"):
        monkeypatch.setattr(grounds, each, lambda _: object())
    grounds.ground.cache_clear()
    both = [threading.Thread(target=grounds.ground) for _ in range(4)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(timedelta(seconds=10).total_seconds())
    grounds.ground.cache_clear()
    assert len(read) == 1
