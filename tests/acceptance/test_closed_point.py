"""The closed pickup point, from the first event to the outcome (R1-R7, R26, R33).

A Russian-speaking customer at phone width, with JavaScript and without.
"""

import re
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from amends.app.ledger.models import Case, Choice, FollowUp, Outcome
from amends.core.wording import forbidden
from tests.support.browser import PageAt
from tests.support.journey import Journey, link_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = 390
OPERATOR = "Fastpoint"
VERA = {
    "id": "C7",
    "name": "Вера",
    "email": "vera@example.test",
    "language": "ru",
    "time_zone": "Europe/Moscow",
    "addresses": [
        {"label": "home", "text": "Садовая улица, 4, квартира 12"},
        {"label": "work", "text": "Набережная, 3, девятый этаж"},
    ],
}


@pytest.fixture
def journey(live_server: LiveServer, settings: Settings) -> Journey:
    """A shop with three points and one order that waits at the first."""
    settings.AMENDS_PUBLIC_URL = live_server.url
    cache.clear()
    now = timezone.now()
    journey = Journey(live_server.url, now=now)
    week, days = now - timedelta(days=7), now - timedelta(days=3)
    for number, code in enumerate(("P1", "P2", "P3")):
        journey.happened(
            "point.described",
            code,
            at=week,
            name=f"Пункт {number + 1}",
            address=f"Ленинский проспект, {number + 1}",
            time_zone="Europe/Moscow",
            hours="Mo-Su 09:00-21:00",
            operator=OPERATOR,
            lat=55.7 + number / 100,
            lon=37.6,
        )
    journey.happened(
        "order.placed",
        "A-7",
        at=days,
        customer=VERA,
        kind="online",
        fulfilment="pickup_point",
        point="P1",
        currency="RUB",
        total="3490.00",
        delivery_price="199.00",
        items=[{"title": "Льняная рубашка"}],
    )
    journey.happened("parcel.arrived_at_point", "A-7", at=now - timedelta(days=2), point="P1")
    for ago in (timedelta(hours=20), timedelta(minutes=2)):
        journey.happened("visit.point_closed", "A-7", at=now - ago, point="P1")
    return journey


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "no-script"])
def test_two_wasted_visits_become_a_delivery_a_question_and_a_customer_who_recommends(
    journey: Journey, page_at: PageAt, java_script: bool
) -> None:
    page = page_at(PHONE, java_script_enabled=java_script)
    page.goto(the_first_word_leads_to_the_page(journey))
    the_page_tells_and_owns_it(page)
    she_chooses_home_delivery_tomorrow_evening(page)
    it_is_carried_out_once(journey, page, reload=not java_script)
    she_is_asked_after_the_window_and_a_manager_too(journey, page)
    she_says_that_all_is_right(page)


def the_first_word_leads_to_the_page(journey: Journey) -> str:
    [letter] = journey.deliver_letters(now=timezone.now())
    assert letter.body.startswith("Вера, здравствуйте!")
    assert "Это наша вина." in letter.body
    assert forbidden(letter.body, "ru", [OPERATOR]) == []
    return link_in(letter)


def the_page_tells_and_owns_it(page: Page) -> None:
    expect(page.get_by_text("2 визита впустую")).to_be_visible()
    visits = page.get_by_text("Вы пришли, а пункт выдачи был закрыт в своё рабочее время: Пункт 1.")
    expect(visits).to_have_count(2)
    expect(page.get_by_text("Вы дважды приходили за заказом")).to_be_visible()
    assert OPERATOR not in page.content()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE


def she_chooses_home_delivery_tomorrow_evening(page: Page) -> None:
    page.get_by_role("link", name="Привезём вам сами").click()
    page.get_by_role("radio", name="Дом Садовая").check()
    page.get_by_role("radio", name=re.compile("^завтра, .*19:00–21:00$")).check()
    page.get_by_role("button", name="Дальше").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Вот что именно мы сделаем")
    expect(page.get_by_text("Привезём вам заказ A-7.")).to_be_visible()
    expect(page.get_by_text("Садовая улица, 4, квартира 12")).to_be_visible()
    expect(page.get_by_text(re.compile("завтра, .*19:00–21:00"))).to_be_visible()
    assert not Choice.objects.exists()
    page.get_by_role("button", name="Да, сделайте именно так").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Мы этим занимаемся")


def it_is_carried_out_once(journey: Journey, page: Page, *, reload: bool) -> None:
    assert journey.deliver_letters(now=timezone.now())[-1].step == "mending"
    assert sorted(journey.carry_out(now=timezone.now())) == ["bring_home", "delivery_price_back"]
    assert sorted(journey.carry_out(now=timezone.now())) == ["bring_home", "delivery_price_back"]
    if reload:
        page.reload()
    arranged = page.locator(".standing")
    said = "Всё организовано. Согласованное время ещё не наступило."
    expect(arranged).to_have_text(said, timeout=20_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Мы этим занимаемся")


def she_is_asked_after_the_window_and_a_manager_too(journey: Journey, page: Page) -> None:
    """The shop said at once that it is done; the courier comes tomorrow."""
    done = datetime.fromisoformat(Choice.objects.get().details["window"].split("/")[1])
    assert journey.ask_customers(now=done + timedelta(minutes=4)) == 0
    assert journey.ask_customers(now=done + timedelta(minutes=5)) == 1
    task = FollowUp.objects.get()
    assert (task.role, task.answered_at) == ("manager", None)
    letters = journey.deliver_letters(now=done + timedelta(minutes=5))
    assert [letter.step for letter in letters] == ["offer", "mending", "done"]
    page.goto(link_in(letters[-1]))


def she_says_that_all_is_right(page: Page) -> None:
    page.get_by_role("radio", name="Да, всё хорошо").check()
    page.get_by_role("radio", name="Очень хорошо").check()
    page.get_by_role("radio", name="Да", exact=True).check()
    page.get_by_role("button", name="Отправить").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Спасибо. Мы рады, что теперь всё хорошо.")
    outcome = Outcome.objects.get()
    assert (outcome.solved, outcome.satisfied, outcome.recommends) == (True, 5, True)
    assert Case.objects.get().state == "solved"
