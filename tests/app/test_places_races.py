"""Many at once, on real connections: no deadlock, no place lost, none given away twice (R16)."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection

from amends.app.actions import choices
from amends.app.actions.places.holds import give_back_lapsed
from amends.app.actions.places.incidents import tell_who_waits
from amends.app.actions.places.records import take_up_signs
from amends.app.actions.record import receive
from amends.app.actions.remedies import shop_reported
from amends.app.ledger.models import (
    Case,
    Event,
    Hold,
    Incident,
    PointRecord,
    PointSign,
    Quarantined,
    Remedy,
    Room,
)
from amends.core.errors import BadChoice
from tests.support.line import ANNA, NOON, event, order, points, send

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WORKERS = 6
CUSTOMERS = [f"A{n}" for n in range(24)]
POINTS = ["P2", "P3", "P4"]
MINUTES = int(os.environ.get("AMENDS_TEST_RACES", "25"))
"""Of each rush; seven acts a minute are mixed."""


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Do all of them, a connection for each; what breaks is raised."""

    def alone(act: Callable[[], Any]) -> Any:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as crowd:
        return list(crowd.map(alone, acts))


@pytest.fixture
def rush() -> list[Case]:
    send(points("P1", *POINTS, "P5"))
    for ref in CUSTOMERS:
        send(order(ref, customer={**ANNA, "id": f"C-{ref}"}))
        send(event("visit.point_closed", ref, point="P1"))
    send(event("point.counted", point, free=4) for point in POINTS)
    return list(Case.objects.order_by("pk"))


def _choose(case: Case, point: str, minute: int) -> str:
    now = NOON + timedelta(minutes=minute)
    offer = case.offers.latest("pk")
    try:
        choices.choose(
            offer=offer, option="other_point", details={"point": point}, now=now, by="customer"
        )
    except BadChoice as problem:
        return problem.code
    return "chosen"


def _reserve(case: Case, point: str, minute: int) -> None:
    now, offer = NOON + timedelta(minutes=minute), case.offers.latest("pk")
    try:
        choices.reserve(offer=offer, option="other_point", details={"point": point}, now=now)
    except BadChoice:
        return


def _report(case: Case, minute: int, *, done: bool) -> None:
    key = Remedy.objects.filter(case=case, is_gesture=False).values_list("key", flat=True).last()
    if key:
        what = "remedy.done" if done else "remedy.failed"
        receive([event(what, case.order_id, remedy=str(key))], now=NOON + timedelta(minutes=minute))


def _everything(cases: list[Case], dice: random.Random) -> Iterator[Callable[[], Any]]:
    """Customers, the shop, its counts, hand-overs in any order and the timer, all mixed."""
    for minute in range(MINUTES):
        case, other, third, point = *dice.sample(cases, 3), dice.choice(POINTS)
        now = NOON + timedelta(minutes=minute)
        some = dice.sample(cases, 6)
        fetched = [event("order.handed_over", each.order_id, at=now) for each in some]
        counted = [event("point.counted", each, at=now, free=4) for each in dice.sample(POINTS, 3)]
        yield partial(_reserve, case, point, minute)
        yield partial(_choose, case, point, minute)
        yield partial(_choose, other, point, minute)
        yield partial(_report, other, minute, done=False)
        yield partial(_report, third, minute, done=True)
        yield partial(give_back_lapsed, now=now)
        if minute % 5 == 4:
            yield partial(receive, [*counted, *fetched], now=now)


@pytest.mark.parametrize("seed", [4, 5])
def test_every_place_is_counted_right_whatever_happens_at_once(rush: list[Case], seed: int):
    at_once(list(_everything(rush, random.Random(seed))))
    assert Hold.objects.filter(state__in=("used", "given_back")).exists()
    for room in Room.objects.all():
        assert room.taken == room.holds.filter(state__in=Hold.LIVE).count()
    give_back_lapsed(now=NOON + timedelta(days=1))
    assert not Hold.objects.filter(state="held").exists()
    assert not Hold.objects.filter(state="kept", choice__isnull=True).exists()


def test_one_customer_in_two_tabs_gets_one_place(rush: list[Case]):
    told = at_once([partial(_choose, rush[0], point, 0) for point in POINTS * 2])
    assert told.count("chosen") in (1, 2)  # the same choice twice is the same choice
    chosen = Hold.objects.get(case=rush[0], state="kept")
    assert chosen.room.code == chosen.choice.details["point"]  # type: ignore[union-attr]
    give_back_lapsed(now=NOON + timedelta(days=1))
    others = Room.objects.exclude(pk=chosen.room_id)
    assert set(others.values_list("taken", flat=True)) == {0}


def test_signs_are_counted_once_by_many_workers_and_make_one_incident(rush: list[Case]):
    later = NOON + timedelta(hours=1)
    counts = at_once([partial(take_up_signs, now=later, at_most=3)] * 24)
    assert sum(counts) == len(CUSTOMERS) == PointSign.objects.filter(state="counted").count()
    assert Incident.objects.filter(point="P1").count() == 1
    assert PointRecord.objects.get(point="P1").body["vain"] == len(CUSTOMERS)


def test_of_many_who_tell_of_an_incident_at_once_one_tells_each_order(rush: list[Case]):
    send(order(f"W{n}", customer={**ANNA, "id": f"C-W{n}"}) for n in range(30))
    take_up_signs(now=NOON + timedelta(hours=1))
    times = [NOON + timedelta(hours=1, seconds=n) for n in range(8)]
    told = at_once([partial(tell_who_waits, now=time) for time in times])
    assert sum(told) == Event.objects.filter(type="order.point_failed").count() == 30
    assert Incident.objects.get(point="P1").told == 30
    assert not Quarantined.objects.exists()


def test_a_report_that_comes_many_times_at_once_gives_back_once(rush: list[Case]):
    assert _choose(rush[0], "P2", 0) == "chosen"
    key = str(rush[0].remedies.get(is_gesture=False).key)
    at_once([partial(_refuse, key)] * 12)
    assert Room.objects.get(code="P2").taken == 0


def _refuse(key: str) -> None:
    shop_reported(remedy_key=key, done=False, detail="", now=NOON)
