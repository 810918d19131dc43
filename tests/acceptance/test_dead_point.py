"""The closed point, whole: three stand in vain, forty are told before they set out (R1, R5, R26).

One of them asks for a point on her way home from the metro, gets one that is really on it, really
open and really holds her parcel, fetches it there, and says that all is right.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from amends.app.actions import aftercare
from amends.app.actions.places import ground as grounds
from amends.app.actions.places.incidents import tell_who_waits
from amends.app.actions.places.records import take_up_signs
from amends.app.actions.places.windows import begins
from amends.app.ledger.models import (
    Case,
    FollowUp,
    Hold,
    Incident,
    Journal,
    Message,
    Outcome,
    Remedy,
    Room,
)
from tests.support.browser import PageAt
from tests.support.journey import Journey, link_in
from tests.support.places_page import forget_the_map
from tests.support.town import Town, spot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ZONE = ZoneInfo("Europe/Helsinki")
OPERATOR = "Fastpoint"
DEAD, ON_THE_WAY, SHUT_BY_THEN, FARTHER = "DEAD", "SIDE", "EARLY", "FAR"
WAITING = 40


def the_town(folder: Path) -> Path:
    """A street from the metro to her home, with two side streets."""
    town = Town()
    town.node(1, 0, 0, {"railway": "station", "station": "subway", "name": "Keskusta"})
    for number, east in ((2, 5), (3, 10), (4, 20), (5, 30)):
        town.node(number, 0, east)
    town.node(6, 0.7, 10)
    town.node(7, 4, 20)
    town.node(8, 0.1, 30, {"addr:street": "Long street", "addr:housenumber": "30"})
    town.way([1, 2, 3, 4, 5], {"highway": "residential", "name": "Long street"})
    town.way([3, 6], {"highway": "residential", "name": "Side street"})
    town.way([4, 7], {"highway": "residential", "name": "Far street"})
    return town.write(folder / "town.osm.pbf")


@pytest.fixture
def journey(live_server: LiveServer, settings: Settings, tmp_path: Path) -> Iterator[Journey]:
    """The shop, its points, and everybody whose parcel waits at the one that dies."""
    settings.AMENDS_PUBLIC_URL = live_server.url
    settings.AMENDS_HOME, settings.AMENDS_MAP = tmp_path, str(the_town(tmp_path))
    cache.clear()
    grounds.ground.cache_clear()
    journey = Journey(live_server.url, now=timezone.now())
    describe_points(journey)
    for number in range(WAITING):
        waits_at_the_point(journey, f"W-{number}")
    yield journey
    forget_the_map()


def describe_points(journey: Journey) -> None:
    week = timezone.now() - timedelta(days=7)
    for code, at, hours in (
        (DEAD, spot(0, 5), "24/7"),
        (ON_THE_WAY, spot(0.7, 10), "Mo-Su 08:00-22:00"),
        (SHUT_BY_THEN, spot(0, 10), "Mo-Su 08:00-17:00"),
        (FARTHER, spot(4, 20), "Mo-Su 08:00-22:00"),
    ):
        journey.happened(
            "point.described",
            code,
            at=week,
            name=f"Point {code}",
            address="Long street",
            time_zone=ZONE.key,
            hours=hours,
            operator=OPERATOR,
            lat=at[0],
            lon=at[1],
        )
    between = {"from": f"operator/{OPERATOR}", "to": f"operator/{OPERATOR}"}
    times = {"cut_off": "23:59", "arrives_at": "12:00", "time_zone": ZONE.key, "days": 1}
    journey.happened("leg.described", "round", at=week, **between, **times)
    journey.happened("point.counted", ON_THE_WAY, at=week, free=1)


def waits_at_the_point(journey: Journey, order: str) -> None:
    now = timezone.now()
    customer = {
        "id": f"C-{order}",
        "name": "Aino",
        "email": f"{order.lower()}@example.test",
        "language": "en",
        "time_zone": ZONE.key,
        "addresses": [{"label": "home", "text": "Long street 30"}],
    }
    journey.happened(
        "order.placed",
        order,
        at=now - timedelta(days=3),
        customer=customer,
        fulfilment="pickup_point",
        point=DEAD,
        currency="EUR",
        total="40.00",
        delivery_price="4.00",
    )
    journey.happened("parcel.arrived_at_point", order, at=now - timedelta(days=1), point=DEAD)


def test_from_three_closed_doors_to_a_parcel_fetched_on_the_way_home(
    journey: Journey, page_at: PageAt
) -> None:
    three_stand_in_vain(journey)
    letter = forty_are_told_before_they_set_out(journey, her_order="W-7")
    case, page = letter.case, page_at(390)
    she_opens_the_link_in_her_letter(page, letter)
    she_asks_for_a_point_on_her_way_from_the_metro(page)
    she_chooses_it_and_says_yes(page)
    what_she_was_shown_is_on_record(case)
    it_is_moved_there_once(journey, case)
    she_fetches_it_and_is_asked(journey, case)
    nobody_who_had_it_is_told_again(journey)


def three_stand_in_vain(journey: Journey) -> None:
    now = timezone.now()
    for number in range(3):
        waits_at_the_point(journey, f"V-{number}")
        at = now - timedelta(minutes=30 - 5 * number)
        journey.happened("visit.point_closed", f"V-{number}", at=at, reported_by="customer")
    take_up_signs(now=timezone.now())


def forty_are_told_before_they_set_out(journey: Journey, *, her_order: str) -> Message:
    assert tell_who_waits(now=timezone.now()) == WAITING
    incident = Incident.objects.get()
    assert (incident.point, incident.told) == (DEAD, WAITING)
    letters = journey.deliver_letters(now=timezone.now() + timedelta(days=1))
    told = {letter.case.order_id for letter in letters}
    assert {f"W-{number}" for number in range(WAITING)} <= told
    warned = [letter for letter in letters if letter.case.order_id.startswith("W-")]
    assert len(warned) == WAITING
    assert all("Please do not set out for it" in letter.body for letter in warned)
    return next(letter for letter in warned if letter.case.order_id == her_order)


def she_opens_the_link_in_her_letter(page: Page, letter: Message) -> None:
    page.goto(link_in(letter))
    page.get_by_role("link", name="Another pickup point").click()


def she_asks_for_a_point_on_her_way_from_the_metro(page: Page) -> None:
    page.get_by_label("From").fill("metro Keskusta")
    page.get_by_label("To").fill("Long street 30")
    page.get_by_label("When do you pass?").select_option(tomorrow_evening())
    page.get_by_role("button", name="Find points on my way").click()
    expect(page.locator(".answer")).to_contain_text("to Long street 30, tomorrow")
    found = page.locator("[data-point]", has=page.locator(".reasons"))
    assert [each.get_attribute("data-point") for each in found.all()] == [ON_THE_WAY, FARTHER]
    first = found.first
    expect(first).to_contain_text("2 minutes off your way on foot")
    expect(first).to_contain_text("Open until")
    expect(first).to_contain_text("22:00")
    expect(first).to_contain_text("Your parcel is there tomorrow")
    expect(first).to_contain_text("by 12:00")


def tomorrow_evening() -> str:
    tomorrow = timezone.now().astimezone(ZONE).date() + timedelta(days=1)
    hours = (datetime.combine(tomorrow, time(hour), ZONE).isoformat() for hour in (17, 22))
    return "/".join(hours)


def she_chooses_it_and_says_yes(page: Page) -> None:
    page.get_by_role("radio", name=f"Point {ON_THE_WAY}").check()
    page.get_by_role("button", name="Next: see exactly what we do").click()
    expect(page.locator(".agreed")).to_contain_text(f"Point {ON_THE_WAY}, Long street")
    expect(page.locator("main")).to_contain_text("2 minutes off your way on foot")
    assert Hold.objects.get().state == "held"
    page.get_by_role("button", name="Yes, do exactly this").click()
    expect(page.locator(".agreed")).to_contain_text(f"Point {ON_THE_WAY}, Long street")


def what_she_was_shown_is_on_record(case: Case) -> None:
    room = Room.objects.get(code=ON_THE_WAY)
    assert (room.places, room.taken) == (1, 1)
    chosen = Journal.objects.get(case=case, action="chosen")
    shown, evening = chosen.detail["shown"], begins(tomorrow_evening())
    assert chosen.actor == "customer"
    assert shown["by"] == "roads"
    assert shown["detour_seconds"] == pytest.approx(120, abs=20)
    assert datetime.fromisoformat(shown["come"]) == evening
    assert datetime.fromisoformat(shown["until"]) == evening.replace(hour=22)
    assert datetime.fromisoformat(shown["there_by"]) == evening.replace(hour=12)


def it_is_moved_there_once(journey: Journey, case: Case) -> None:
    journey.carry_out(now=timezone.now())
    moved = Remedy.objects.get(case=case, is_gesture=False)
    assert (moved.kind, moved.state, moved.details["point"]) == ("other_point", "done", ON_THE_WAY)


def she_fetches_it_and_is_asked(journey: Journey, case: Case) -> None:
    journey.happened("order.handed_over", case.order_id, at=timezone.now(), point=ON_THE_WAY)
    assert Room.objects.get(code=ON_THE_WAY).taken == 0
    later = timezone.now() + timedelta(days=2)
    assert journey.ask_customers(now=later) >= 1
    assert FollowUp.objects.filter(case=case).exists()
    case.refresh_from_db()
    aftercare.answer(
        case=case,
        solved=True,
        satisfied=5,
        recommends=True,
        comment="",
        now=later,
        by="customer",
        through=None,
    )
    outcome = Outcome.objects.get(case=case)
    assert (outcome.solved, outcome.recommends) == (True, True)


def nobody_who_had_it_is_told_again(journey: Journey) -> None:
    assert tell_who_waits(now=timezone.now()) == 0
