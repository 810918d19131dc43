"""The wrong sandwich: the café speaks first, makes it again, and asks (R26-R29, R32).

A phone without JavaScript; one step in Mongolian.
"""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from amends.app.actions import aftercare, staff
from amends.app.ledger.models import Case, FollowUp, Outcome
from amends.core.wording import forbidden
from tests.support.browser import PageAt
from tests.support.journey import Journey, link_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = 390
TOM = {
    "id": "C9",
    "name": "Tom",
    "email": "tom@example.test",
    "language": "en",
    "time_zone": "Asia/Ulaanbaatar",
    "likes": ["blueberry muffin"],
}


@pytest.fixture
def journey(live_server: LiveServer, settings: Settings) -> Journey:
    """A café that handed Tom something else than he ordered."""
    settings.AMENDS_PUBLIC_URL = live_server.url
    cache.clear()
    now = timezone.now()
    journey = Journey(live_server.url, now=now)
    journey.happened("brand.described", "lark", at=now - timedelta(days=9), name="Lark Café")
    journey.happened(
        "location.described",
        "square",
        at=now - timedelta(days=9),
        name="On the square",
        brand="lark",
        kind="restaurant",
        time_zone="Asia/Ulaanbaatar",
        currency="MNT",
    )
    journey.happened(
        "order.placed",
        "T-12",
        at=now - timedelta(minutes=20),
        customer=TOM,
        kind="restaurant",
        fulfilment="counter",
        brand="lark",
        location="square",
        currency="MNT",
        total="18500",
        items=[{"title": "Chicken sandwich without onion"}],
    )
    journey.happened("order.handed_over", "T-12", at=now - timedelta(minutes=5))
    journey.happened(
        "item.wrong",
        "T-12",
        at=now - timedelta(minutes=1),
        expected="chicken sandwich without onion",
        got="tuna sandwich",
    )
    return journey


def test_it_is_made_again_with_something_he_likes_and_the_manager_asks(
    journey: Journey, page_at: PageAt
) -> None:
    page = page_at(PHONE, java_script_enabled=False)
    page.goto(the_first_word_comes_before_he_says_one(journey))
    the_apology_is_short_and_without_excuses(page)
    he_accepts_a_new_one_and_a_muffin(page)
    the_kitchen_makes_it_once(journey, page)
    the_manager_asks_in_five_minutes(journey)
    he_answers_in_mongolian(page)


def the_first_word_comes_before_he_says_one(journey: Journey) -> str:
    [letter] = journey.deliver_letters(now=timezone.now())
    assert "We did not get your order right. This is our fault. We are sorry." in letter.body
    assert "onion" not in letter.body
    assert forbidden(letter.body, "en") == []
    return link_in(letter)


def the_apology_is_short_and_without_excuses(page: Page) -> None:
    apology = page.get_by_role("region", name="Our apology")
    expect(apology).to_contain_text("Tom,")
    said = " ".join(apology.inner_text().split())
    assert (
        said == "Tom, We did not get your order right. This is our fault. We are sorry. Lark Café"
    )
    told = page.get_by_text("You ordered: chicken sandwich without onion. We gave you: tuna")
    expect(told).to_be_visible()


def he_accepts_a_new_one_and_a_muffin(page: Page) -> None:
    muffin = page.get_by_text("And something small that you like: blueberry muffin, on us.")
    expect(muffin).to_be_visible()
    page.get_by_role("link", name="We make it again").click()
    expect(page.get_by_text("We make order T-12 again, right this time.")).to_be_visible()
    expect(muffin).to_be_visible()
    page.get_by_role("button", name="Yes, do exactly this").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We are on it")


def the_kitchen_makes_it_once(journey: Journey, page: Page) -> None:
    assert sorted(journey.carry_out(now=timezone.now())) == ["favourite", "make_again"]
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is done")


def the_manager_asks_in_five_minutes(journey: Journey) -> None:
    done = Case.objects.get().state_at
    assert journey.ask_customers(now=done + timedelta(minutes=5)) == 1
    task = FollowUp.objects.get()
    assert (task.role, task.due_at) == ("manager", done + timedelta(minutes=5))
    manager: User = staff.add_user(name="maria", role="manager", password="how-is-the-new-one")
    aftercare.ask(follow_up=task, by=manager, now=done + timedelta(minutes=5))
    asked = FollowUp.objects.get()
    assert asked.asked_by == manager


def he_answers_in_mongolian(page: Page) -> None:
    page.reload()
    page.get_by_role("button", name="Монгол").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Биеллээ")
    page.get_by_role("radio", name="Тийм, бүгд зүгээр").check()
    page.get_by_role("radio", name="Маш сайн").check()
    page.get_by_role("radio", name="Тийм", exact=True).check()
    page.get_by_label("Нэмж хэлэх зүйл байна уу?").fill("Маффин гоё байлаа")
    page.get_by_role("button", name="Илгээх").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Баярлалаа.")
    outcome = Outcome.objects.get()
    assert (outcome.solved, outcome.satisfied, outcome.recommends) == (True, 5, True)
    assert outcome.comment == "Маффин гоё байлаа"
    assert FollowUp.objects.get().answered_at is not None
