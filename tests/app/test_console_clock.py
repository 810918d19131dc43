"""Times on the reader's clock, named once; the customer's where it differs."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django import Settings

from amends.app.actions.choices import choose
from amends.app.console import shapes
from amends.app.console.clock import COOKIE, is_same, known
from amends.app.ledger.models import Case
from tests.app.test_console_browser import sign_in
from tests.support.browser import PageAt
from tests.support.desk import signed_in, waiting
from tests.support.line import free_windows

FAR = "Asia/Ulaanbaatar"
NONSENSE = ("America", "../../etc/passwd", "/etc/passwd", "x" * 3000, "no/where", " ", "%00", "é")


def page(client: Client, case: Case) -> str:
    return client.get(reverse("console:case", args=[case.public_id])).content.decode()


def seen_in(zone: str) -> Client:
    client = signed_in("agent")
    client.cookies[COOKIE] = zone
    return client


def clock(when: datetime, zone: str) -> str:
    where = known(zone)
    assert where is not None
    return shapes.moment(when, where, timezone.now())


@pytest.mark.django_db
def test_without_a_word_of_the_browser_it_is_the_installations_clock(settings: Settings):
    settings.TIME_ZONE = FAR
    case = waiting("A1")
    text = page(signed_in("agent"), case)
    assert f"Times are those of {FAR}." in text
    assert f">{clock(case.opened_at, FAR)}</time>" in text


@pytest.mark.django_db
def test_the_browsers_clock_goes_first(settings: Settings):
    settings.TIME_ZONE = FAR
    text = page(seen_in("America/New_York"), waiting("A1"))
    assert "Times are those of America/New York." in text


@pytest.mark.django_db
@pytest.mark.parametrize("zone", NONSENSE)
def test_a_zone_that_does_not_exist_is_passed_over(zone: str):
    assert "Times are those of UTC." in page(seen_in(zone), waiting("A1"))


@pytest.mark.django_db
def test_the_customers_clock_is_shown_only_where_it_differs():
    case = waiting("A1")
    there = page(seen_in(FAR), case)
    assert "Their clock" in there
    assert f"{clock(case.opened_at, 'Europe/Moscow')} Europe/Moscow" in there
    here = page(seen_in("Europe/Moscow"), case)
    assert "Their clock" not in here
    assert 'Europe/Moscow">' in there
    assert 'Europe/Moscow">' not in here


@pytest.mark.django_db
def test_an_agreed_window_stays_on_the_customers_clock():
    case, now = waiting("A1"), timezone.now()
    window = free_windows(case, now=now)[-1]
    details = {"address": "Main street 1", "window": window}
    offer = case.offers.latest("pk")
    choose(offer=offer, option="bring_home", details=details, now=now, by="customer")
    assert "19:00–21:00 (Europe/Moscow)" in page(seen_in(FAR), case)
    assert "19:00–21:00</dd>" in page(seen_in("Europe/Moscow"), case)


@pytest.mark.django_db
def test_what_is_said_to_the_customer_is_on_their_clock():
    case = waiting("A1")
    text = seen_in(FAR).get(reverse("console:choose", args=[case.public_id])).content.decode()
    assert "Times are the customer&#x27;s own: Europe/Moscow." in text
    assert FAR not in text


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_browser_tells_its_clock_by_itself(page_at: PageAt, live_server: object):
    page = page_at(1280, timezone_id=FAR)
    sign_in(page, str(live_server))
    expect(page.locator("footer")).to_contain_text(f"Times are those of {FAR}.")


def test_two_clocks_may_agree_in_winter_only():
    winter, summer = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
    london = known("Europe/London")
    assert london is not None
    assert (is_same(london, UTC, winter), is_same(london, UTC, summer)) == (True, False)
