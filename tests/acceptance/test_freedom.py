"""A stated freedom outside the rules, recorded and fed back (R13); time at a case counted (R21).

An agent gives within her freedom, asks above it, and is answered; what came up often is drafted.
"""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from amends.app.actions.freedom.giving import Wish, give
from amends.app.actions.links import make_token
from amends.app.ledger.models import Case, Kindness, Proposal, TimeSpent
from tests.support.browser import PageAt
from tests.support.desk import carried_out, member, signed_in, waiting
from tests.support.line import ANNA

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESKTOP = 390, 1280


def seen_by(page_at: PageAt, server: LiveServer, role: str, name: str, width: int) -> Page:
    page = page_at(width)
    cookies = signed_in(role, name).cookies
    page.context.add_cookies(
        [{"name": n, "value": c.value, "url": server.url} for n, c in cookies.items()]
    )
    return page


def open_case(page: Page, server: LiveServer, case: Case) -> None:
    page.goto(f"{server.url}/console/cases/{case.public_id}/")


def fill_in(page: Page, kind: str, why: str, *, amount: str = "", what: str = "") -> None:
    own = page.locator("#own")
    own.locator(f"#give-{kind}").check()
    if amount:
        own.locator(f"[name=amount_{kind}]").fill(amount)
    if what:
        own.locator(f"[name=what_{kind}]").fill(what)
    own.get_by_label("Why, in one line").fill(why)
    own.get_by_label("Yes, give it").check()
    own.get_by_role("button", name="Give").click()


def test_within_ones_freedom_it_is_given_and_the_customer_sees_it(
    page_at: PageAt, live_server: LiveServer
):
    case = waiting()
    page = seen_by(page_at, live_server, "agent", "tuya", PHONE)
    open_case(page, live_server, case)
    expect(page.locator("#own")).to_contain_text("€150")
    expect(page.locator("#own")).to_contain_text("left of €5")
    fill_in(page, "small_gift", "She waited in the rain", amount="4.50", what="a scarf")
    expect(page.locator(".note")).to_contain_text("Given, and written into the journal.")
    expect(page.locator(".step-kindness")).to_contain_text("She waited in the rain")
    expect(page.locator("#own")).to_contain_text("€145.50")
    carried_out(case)
    token = make_token(case, now=timezone.now(), days=1)
    page.goto(f"{live_server.url}/c/{token}/")
    expect(page.locator("body")).to_contain_text("From us, on top: a scarf.")
    expect(page.locator("body")).not_to_contain_text("She waited in the rain")


def test_above_it_somebody_with_more_freedom_answers_and_the_asker_reads_why(
    page_at: PageAt, live_server: LiveServer
):
    first, second = waiting(), waiting("A2", customer={**ANNA, "id": "C2"})
    agent = seen_by(page_at, live_server, "agent", "tuya", PHONE)
    for case in (first, second):
        open_case(agent, live_server, case)
        expect(agent.locator("#own")).to_contain_text("a manager decides")
        fill_in(agent, "part_of_price", "He lost a whole day", amount="20")
        expect(agent.locator(".note")).to_contain_text("somebody with more freedom decides")
    manager = seen_by(page_at, live_server, "manager", "olga", DESKTOP)
    for reason, answer in (("He is right", "Yes"), ("Twice is too much", "No")):
        manager.goto(f"{live_server.url}/console/freedom/")
        asked = manager.locator("article.ask").first
        asked.get_by_label("Why yes").fill(reason)
        asked.get_by_role("button", name=answer, exact=True).click()
        expect(manager.locator(".note").first).to_contain_text("Done, and written")
    agent.goto(f"{live_server.url}/console/freedom/")
    expect(agent.locator("main")).to_contain_text("He is right")
    expect(agent.locator("main")).to_contain_text("Twice is too much")
    assert [each.state for each in Kindness.objects.order_by("pk")] == ["given", "refused"]
    assert first.remedies.get().amount == Decimal(20)
    assert not second.remedies.exists()


def test_what_came_up_often_becomes_a_draft_on_the_managers_page(
    page_at: PageAt, live_server: LiveServer
):
    for number in range(3):
        case = waiting(f"A{number}", customer={**ANNA, "id": f"C{number}"})
        wish = Wish("small_gift", f"Reason {number}", Decimal(2), "tea")
        give(case, wish, by=member("agent", f"a{number}"), key=uuid4(), now=timezone.now())
    page = seen_by(page_at, live_server, "manager", "olga", PHONE)
    page.goto(f"{live_server.url}/console/freedom/proposals/")
    expect(page.locator(".proposal")).to_contain_text("Reason 2")
    page.get_by_role("button", name="Draft a rule").click()
    expect(page.locator(".note").first).to_contain_text("Nothing changes before it is published")
    expect(page.locator(".proposal")).to_contain_text("learned_point_closed_online")
    assert Proposal.objects.get().files["retail/gestures.csv"]


def test_time_at_a_case_is_counted_while_its_page_is_seen_and_touched(
    page_at: PageAt, live_server: LiveServer
):
    case = waiting()
    page = seen_by(page_at, live_server, "agent", "tuya", DESKTOP)
    page.clock.install()
    open_case(page, live_server, case)
    expect(page.locator(".counted")).to_contain_text("0 min so far")
    page.mouse.move(200, 200)
    with page.expect_response("**/here/") as told:
        page.clock.run_for(31_000)
    assert told.value.status == 204
    assert TimeSpent.objects.get().seconds == 30
    page.clock.run_for(600_000)
    told_so_far = TimeSpent.objects.get().last_at
    page.clock.run_for(600_000)
    assert TimeSpent.objects.get().last_at == told_so_far
