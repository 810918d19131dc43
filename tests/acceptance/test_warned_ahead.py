"""A late scan: she is warned, chooses another point before it breaks, and it is kept (R24)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from amends.app.actions.foresight.ended import end_warnings
from amends.app.actions.foresight.warning import warn
from amends.app.ledger.models import Case, Event, Message, Promise, Remedy
from tests.support.browser import PageAt
from tests.support.foresight import on_its_way, record_of_the_past
from tests.support.journey import Journey, link_in
from tests.support.line import points, send

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ORDER = "HERS"


@pytest.fixture
def journey(live_server: LiveServer, settings: Settings, tmp_path: Path) -> Iterator[Journey]:
    """A shop that knows how its orders end, and one that should have been scanned two days ago."""
    settings.AMENDS_PUBLIC_URL, settings.AMENDS_HOME = live_server.url, tmp_path
    cache.clear()
    now = timezone.now()
    send(points("P1", "P2", "P3"), now=now)
    record_of_the_past(now=now)
    send(on_its_way(ORDER, placed=now - timedelta(days=4)), now=now)
    yield Journey(live_server.url, now=now)


def test_from_a_late_scan_to_another_point_before_anything_broke(
    journey: Journey, page_at: PageAt
) -> None:
    letter = she_is_warned_while_nothing_is_broken(journey)
    page = page_at(390)
    she_chooses_another_point(page, letter)
    it_is_moved(journey)
    it_comes_in_time_and_nobody_writes_again(journey)


def she_is_warned_while_nothing_is_broken(journey: Journey) -> Message:
    assert warn(now=timezone.now()) == 1
    warning = Event.objects.get(type="promise.at_risk")
    assert (warning.subject, warning.data["signs"]) == (ORDER, ["late_hand_over"])
    letters = journey.deliver_letters(now=timezone.now() + timedelta(days=1))
    [letter] = [each for each in letters if each.case.order_id == ORDER]
    assert "Your order may come later than we promised." in letter.body
    assert her_promise().state == "open"
    return letter


def she_chooses_another_point(page: Page, letter: Message) -> None:
    page.goto(link_in(letter))
    expect(page.locator("main")).to_contain_text("Your order may come later than we promised.")
    page.get_by_role("link", name="Another pickup point").click()
    page.get_by_role("radio", name="Point P2").check()
    page.get_by_role("button", name="Next: see exactly what we do").click()
    page.get_by_role("button", name="Yes, do exactly this").click()
    expect(page.locator(".agreed")).to_contain_text("Point P2")


def it_is_moved(journey: Journey) -> None:
    assert journey.carry_out(now=timezone.now()) == ["other_point"]
    moved = Remedy.objects.get(case__order=ORDER, is_gesture=False)
    assert (moved.state, moved.details["point"]) == ("done", "P2")


def it_comes_in_time_and_nobody_writes_again(journey: Journey) -> None:
    before = Message.objects.filter(case__order=ORDER, step="offer").count()
    journey.happened("parcel.arrived_at_point", ORDER, at=timezone.now(), point="P2")
    end_warnings(now=timezone.now())
    assert her_promise().state == "kept"
    assert warn(now=timezone.now()) == 0
    assert Case.objects.filter(order=ORDER).count() == 1
    assert Message.objects.filter(case__order=ORDER, step="offer").count() == before == 1


def her_promise() -> Promise:
    return Promise.objects.get(order=ORDER, kind="ready_at_point_by")
