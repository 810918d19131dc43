"""The post lost it (R15, R20): an alternative at once, part of the delivery price back, charged on.

Then the partner disputes, is answered, pays, and the parcel turns up: its account ends at zero.
"""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from amends.app.actions.accounts.booking import held_in
from amends.app.actions.accounts.settling import follow_changes
from amends.app.actions.accounts.statements import as_data, statement
from amends.app.actions.choices import choose
from amends.app.actions.seals import verify
from amends.app.ledger.models import Case, Partner, Remedy
from tests.support.browser import PageAt
from tests.support.desk import carried_out, signed_in
from tests.support.journey import Journey
from tests.support.partners import SWIFT, load_swift

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESKTOP = 1280
ONLY_LOST = SWIFT.replace('["late"]', '["point_closed"]')


@pytest.fixture
def journey(live_server: LiveServer, settings: Settings) -> Journey:
    """The post took a parcel of 3490 roubles, 300 of them for the delivery, and lost it."""
    settings.AMENDS_PUBLIC_URL = live_server.url
    cache.clear()
    now = timezone.now()
    load_swift(ONLY_LOST, now=now)
    journey = Journey(live_server.url, now=now)
    journey.happened(
        "order.placed",
        "A-9",
        at=now - timedelta(days=9),
        customer={"id": "C9", "name": "Вера", "email": "vera@example.test", "language": "ru"},
        kind="online",
        fulfilment="post",
        currency="RUB",
        total="3490.00",
        delivery_price="300.00",
        items=[{"title": "Льняная рубашка"}],
        promises=[{"kind": "delivered_by", "due": str((now - timedelta(days=2)).date())}],
    )
    journey.happened("parcel.handed_to_carrier", "A-9", at=now - timedelta(days=8), carrier="swift")
    journey.happened("parcel.lost", "A-9", at=now - timedelta(hours=1))
    return journey


def standing(case: Case) -> dict[str, Decimal]:
    held = held_in(case).get("RUB", {})
    return {account.bucket.value: amount for account, amount in held.items()}


def test_the_post_lost_it_and_its_account_ends_at_zero(journey: Journey, page_at: PageAt) -> None:
    case = Case.objects.get()
    assert case.failure_kind == "lost"
    she_takes_the_alternative_and_half_of_the_delivery_price(case)
    assert standing(case) == {"customer": Decimal(-3640), "prepared": Decimal(3640)}
    page = page_at(DESKTOP)
    a_manager_signs_in(page, journey)
    the_claim_file_goes_to_the_post(page)
    the_post_disputes_and_is_answered(page, case)
    the_post_pays_a_part(page, case)
    the_parcel_turns_up(journey, page, case)
    for table in ("entry", "posting", "journal"):
        assert verify(table).faults == []


def she_takes_the_alternative_and_half_of_the_delivery_price(case: Case) -> None:
    offer = case.offers.latest("pk")
    assert offer.body["options"][0]["remedy"] == "send_again"
    choose(
        offer=offer,
        option="send_again",
        details={"address": "Садовая улица, 4"},
        now=timezone.now(),
        by="customer",
    )
    back = case.remedies.get(kind="delivery_price_back")
    assert (back.is_gesture, back.amount) == (True, Decimal(150))
    carried_out(case)
    assert set(case.remedies.values_list("state", flat=True)) == {Remedy.State.DONE}


def a_manager_signs_in(page: Page, journey: Journey) -> None:
    cookies = signed_in("manager", "olga").cookies
    page.context.add_cookies(
        [{"name": n, "value": c.value, "url": journey.address} for n, c in cookies.items()]
    )
    page.goto(f"{journey.address}/console/partners/")
    page.get_by_role("link", name="Swift Post").click()
    page.get_by_role("link", name="A-9").click()


def take(page: Page, step: str, *, amount: str = "", reason: str = "") -> None:
    form = page.locator("form.deed").filter(has=page.get_by_role("heading", name=step, exact=True))
    if amount:
        form.locator("input[name=amount]").fill(amount)
    if reason:
        form.locator("textarea").fill(reason)
    form.locator("input[name=confirmed]").check()
    form.get_by_role("button").click()
    expect(page.get_by_text("Done, and written into the account.")).to_be_visible()


def the_claim_file_goes_to_the_post(page: Page) -> None:
    take(page, "Ask the partner for it")
    with page.expect_download() as started:
        page.get_by_role("link", name=re.compile("^PDF")).first.click()
    body = started.value.path().read_bytes()
    assert body.startswith(b"%PDF-")
    assert page.evaluate("document.documentElement.scrollWidth") == DESKTOP


def the_post_disputes_and_is_answered(page: Page, case: Case) -> None:
    take(page, "The partner disputes it", reason="It was packed badly.")
    assert standing(case)["disputed"] == 3640
    take(page, "It stands", reason="It was weighed and sealed when it was handed over.")
    assert "disputed" not in standing(case)


def the_post_pays_a_part(page: Page, case: Case) -> None:
    take(page, "The partner paid", amount="1000")
    assert standing(case)["recovered"] == 1000


def the_parcel_turns_up(journey: Journey, page: Page, case: Case) -> None:
    journey.happened("parcel.delivered", "A-9", at=timezone.now())
    assert follow_changes(now=timezone.now()) == 1
    page.reload()
    take(page, "We paid it back")
    assert standing(case) == {"customer": Decimal(-3640), "shop": Decimal(3640)}
    month = f"{timezone.now():%Y-%m}"
    [account] = as_data(statement(Partner.objects.get(), month))["accounts"]
    assert (account["closing"], account["disputed"]) == ("0.00", "0.00")
