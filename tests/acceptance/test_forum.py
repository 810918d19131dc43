"""The three stories of the shop owners' forum, through real doors (R15, R18, R19).

Ordered yesterday and says "a week ago"; crossed half the city since the operator said so; the
post lost it.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from amends.app.actions.claims.taking import take_up_claims
from amends.app.actions.customers.records import records_of
from amends.app.actions.order_links import link_for_customer
from amends.app.ledger.models import (
    Case,
    Claim,
    Finding,
    Message,
    Objection,
    Promise,
    Remedy,
    Standing,
)
from amends.core.wording import forbidden
from tests.support.browser import PageAt
from tests.support.desk import member
from tests.support.journey import Journey, link_in
from tests.support.uploads import photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESK = 390, 1280
VERA = {
    "id": "C7",
    "name": "Вера",
    "email": "vera@example.test",
    "language": "ru",
    "time_zone": "Europe/Moscow",
    "addresses": [{"label": "home", "text": "Садовая улица, 4, квартира 12"}],
}
ORDER = {
    "customer": VERA,
    "kind": "online",
    "currency": "RUB",
    "total": "3490.00",
    "delivery_price": "199.00",
    "items": [{"title": "Льняная рубашка"}],
}


@pytest.fixture
def journey(live_server: LiveServer, settings: Settings, tmp_path: Path) -> Journey:
    settings.AMENDS_PUBLIC_URL = live_server.url
    settings.AMENDS_HOME = tmp_path
    cache.clear()
    return Journey(live_server.url, now=timezone.now())


def placed(journey: Journey, *, ago: timedelta, ref: str = "A-7", **more: object) -> None:
    """Vera's order, of so long ago."""
    at = timezone.now() - ago
    due = (timezone.now() + timedelta(days=3)).date().isoformat()
    promises = [{"kind": "delivered_by", "due": due}]
    journey.happened("order.placed", ref, at=at, **{**ORDER, "promises": promises, **more})


def said_by_page(page: Page, ref: str, kind: str) -> None:
    """Vera opens the link that the shop gave her, and touches the picture."""
    page.goto(link_for_customer(ref, now=timezone.now()).url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Что случилось?")
    page.get_by_role("link", name=re.compile(kind)).click()


def signed_in(page: Page, url: str, name: str) -> None:
    member("manager", name)
    page.goto(f"{url}/console/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill("for tests only")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What needs doing now")


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "no-script"])
def test_a_week_ago_she_says_and_it_was_yesterday(
    journey: Journey, page_at: PageAt, java_script: bool
) -> None:
    """Facts first, said kindly; no money; a way to object, to another person."""
    placed(journey, ago=timedelta(days=1))
    page = page_at(PHONE, java_script_enabled=java_script)
    she_says_that_it_was_a_week_ago(page)
    case = she_is_answered_kindly_with_the_record(journey, page)
    she_objects(page)
    another_person_looks_and_comes_to_the_same(journey, page_at(DESK), case)
    page.reload()
    expect(page.get_by_text("Журнал заказа и платёж говорят одно.")).to_be_visible()
    expect(page.get_by_text(re.compile("защите прав потребителей"))).to_be_visible()
    assert not Remedy.objects.filter(amount__gt=0).exists()


def test_a_week_ago_she_says_a_third_time(journey: Journey, page_at: PageAt) -> None:
    """A repeat is seen as a repeat: answered before, when, how, and how to object; no money."""
    placed(journey, ago=timedelta(days=1))
    page = page_at(PHONE)
    she_says_that_it_was_a_week_ago(page)
    she_is_answered_kindly_with_the_record(journey, page)
    she_says_that_it_was_a_week_ago(page)
    *_, letter = journey.deliver_letters(now=timezone.now() + timedelta(hours=14))
    she_reads_that_it_was_answered(page, letter, "ответили, что у нас записано")
    she_objects(page)
    case = Case.objects.get()
    another_person_looks_and_comes_to_the_same(journey, page_at(DESK), case)
    journey.deliver_letters(now=timezone.now() + timedelta(hours=14))
    she_says_that_it_was_a_week_ago(page)
    *_, letter = journey.deliver_letters(now=timezone.now() + timedelta(hours=14))
    she_reads_that_it_was_answered(page, letter, "тот, кто в этом не участвовал")
    assert page.locator("#found article").count() == 1
    she_stands_where_the_ladder_says()
    assert not Remedy.objects.filter(amount__gt=0).exists()


def she_reads_that_it_was_answered(page: Page, letter: Message, how: str) -> None:
    """On her page and in the letter: kindly, with the record, and how to object."""
    for text in (page.locator("#found").inner_text(), letter.body):
        assert "Вы уже рассказывали нам об этом" in text
        assert how in text
        assert "Спасибо, что написали снова" in text
        assert "Этот заказ оформлен" in text
        assert "посмотрит заново тот, кто в этом не участвовал" in text
        assert forbidden(text, "ru", []) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    expect(page.locator(".card a").first).to_be_visible()


def she_stands_where_the_ladder_says() -> None:
    """Told again after it was answered: one more proof, and never more than that."""
    [standing] = Standing.objects.filter(customer="C7")
    assert (standing.step, standing.rule) == ("one_more_proof", "told_again")
    told = list(Claim.objects.order_by("id").values_list("pk", flat=True))
    assert standing.facts["contradicted_claims"] == pytest.approx(1, abs=0.01)
    assert standing.claims["story_repeats"] == told[1:2]
    now = records_of({"C7"}, now=timezone.now())["C7"].record
    assert now.repeats.rests_on == tuple(told[1:])


def she_says_that_it_was_a_week_ago(page: Page) -> None:
    said_by_page(page, "A-7", "до сих пор ничего нет")
    week_ago = (timezone.now() - timedelta(days=8)).date().isoformat()
    page.get_by_label("В какой день вы сделали заказ?").fill(week_ago)
    page.get_by_label("Что-то ещё? Своими словами").fill("Неделю назад заказала, и тишина!")
    page.get_by_role("button", name="Сообщить").click()


def she_is_answered_kindly_with_the_record(journey: Journey, page: Page) -> Case:
    expect(page.get_by_role("heading", name="Что вы рассказали и что мы выяснили")).to_be_visible()
    expect(page.get_by_text(re.compile("Спасибо, что рассказали"))).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    assert Finding.objects.get().verdict == "contradicted"
    case = Case.objects.get()
    assert not any(float(each["amount"] or 0) for each in case.offers.latest("id").body["options"])
    [letter] = journey.deliver_letters(now=timezone.now() + timedelta(hours=14))
    assert "что мы выяснили" in letter.subject
    assert "Этот заказ оформлен" in letter.body or "заказ" in letter.body
    assert forbidden(letter.body, "ru", []) == []
    return case


def she_objects(page: Page) -> None:
    page.locator(".card a").first.click()
    page.get_by_label("Как было на самом деле?").fill("У меня есть выписка из банка")
    page.get_by_label("Фото или документы").set_input_files(
        FilePayload(name="bank.png", mimeType="image/png", buffer=photo("PNG"))
    )
    page.get_by_label("Как с вами связаться?").fill("+7 000 000 00 07")
    page.get_by_role("button", name="Дальше").click()
    expect(page.get_by_text("У меня есть выписка из банка")).to_be_visible()
    page.get_by_role("button", name="Да, сделайте именно так").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Мы этим занимаемся")
    assert Objection.objects.get().text == "У меня есть выписка из банка"


def another_person_looks_and_comes_to_the_same(journey: Journey, page: Page, case: Case) -> None:
    first = member("manager", "first")
    Case.objects.filter(pk=case.pk).update(handled_by=first)
    Objection.objects.update(not_by=first)
    signed_in(page, journey.address, "second")
    page.get_by_role("link", name="Objections").click()
    page.get_by_role("link", name="Вера").click()
    expect(page.get_by_text("У меня есть выписка из банка")).to_be_visible()
    expect(page.locator(".files img")).to_be_visible()
    page.get_by_role("radio", name="It was otherwise: we say why").check()
    page.get_by_label(re.compile("The customer reads this")).fill(
        "Журнал заказа и платёж говорят одно."
    )
    page.get_by_role("button", name="Answer").click()
    expect(page.locator(".note")).to_contain_text("Answered.")
    letter = Message.objects.get(step="upheld")
    assert "Журнал заказа и платёж говорят одно." in letter.body


def crossed_half_the_city(journey: Journey, page: Page, said: str) -> None:
    now = timezone.now()
    journey.happened(
        "point.described",
        "P1",
        at=now - timedelta(days=9),
        name="Пункт 1",
        address="Ленинский проспект, 1",
        time_zone="Europe/Moscow",
        hours="24/7",
        operator="Fastpoint",
        lat=55.7,
        lon=37.6,
    )
    placed(journey, ago=timedelta(days=2), fulfilment="pickup_point", point="P1")
    called = now - timedelta(hours=3)
    journey.happened("call.recorded", "A-7", at=called, said=said, agent="olga", line="line 3")
    said_by_page(page, "A-7", "Сотрудник сказал одно")
    moscow = called.astimezone(ZoneInfo("Europe/Moscow"))
    page.get_by_label("Когда вам это сказали?").fill(moscow.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_label(re.compile("Что вам сказали")).fill("Можете приезжать, посылка на месте")
    page.get_by_label("Что-то ещё? Своими словами").fill("Я проехала полгорода!")
    page.get_by_role("button", name="Сообщить").click()
    expect(page.get_by_role("heading", name="Что вы рассказали и что мы выяснили")).to_be_visible()


def test_she_crossed_half_the_city_because_the_operator_said_so(
    journey: Journey, page_at: PageAt
) -> None:
    """The call was checked: it was said, so it is the shop's promise, and it was broken."""
    page = page_at(PHONE)
    crossed_half_the_city(journey, page, "Да, можете приезжать, заказ уже на месте")
    assert Finding.objects.get().verdict == "confirmed"
    promise = Promise.objects.get(kind="told_by_staff")
    assert (promise.state, promise.failure_kind) == ("broken", "word_not_kept")
    assert Case.objects.get().failure_kind == "word_not_kept"
    expect(
        page.get_by_text(re.compile("можете приезжать, заказ уже на месте")).first
    ).to_be_visible()


def test_she_crossed_half_the_city_and_nobody_had_said_so(
    journey: Journey, page_at: PageAt
) -> None:
    """The call was checked: the opposite was said. No promise, no money, and nobody is accused."""
    page = page_at(PHONE)
    crossed_half_the_city(journey, page, "Посылка ещё в пути, мы вам напишем")
    assert Finding.objects.get().verdict == "contradicted"
    assert not Promise.objects.filter(kind="told_by_staff").exists()
    expect(page.get_by_text(re.compile("ещё в пути, мы вам напишем"))).to_be_visible()
    assert forbidden(page.locator("main").inner_text(), "ru", []) == []


def test_the_post_lost_it(journey: Journey, page_at: PageAt) -> None:
    """An alternative at once, and part of the delivery price back: the fault is not hers."""
    placed(journey, ago=timedelta(days=9), fulfilment="post")
    at = timezone.now() - timedelta(days=8)
    journey.happened("parcel.handed_to_carrier", "A-7", at=at, carrier="post")
    journey.happened("parcel.lost", "A-7", at=timezone.now() - timedelta(minutes=5))
    while take_up_claims(now=timezone.now()):
        pass
    case = Case.objects.get()
    assert case.failure_kind == "lost"
    body = case.offers.latest("id").body
    assert {"send_again", "money_back"} <= {each["remedy"] for each in body["options"]}
    assert body["gesture"]["kind"] == "delivery_price_back"
    assert 0 < float(body["gesture"]["amount"]) <= 199
    [letter] = journey.deliver_letters(now=timezone.now() + timedelta(hours=14))
    page = page_at(PHONE)
    page.goto(link_in(letter))
    page.get_by_role("link", name=re.compile("ещё раз|заново|снова", re.IGNORECASE)).first.click()
    assert not Claim.objects.exists()
