"""The console in a real browser: no script is needed, the keyboard is enough, nothing overflows."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.app.actions.places.records import take_up_signs
from amends.app.ledger.models import Case, Choice
from tests.support.browser import PageAt
from tests.support.desk import carried_out, chosen, member, waiting
from tests.support.line import ANNA, send
from tests.support.street import in_the_street

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "",
    "cases/",
    "not-reached/",
    "follow-ups/",
    "reviews/",
    "reviews/results/",
    "staff/",
    "freedom/",
    "freedom/proposals/",
    "freedom/time/",
    "doubts/",
    "quarantine/",
    "mailbox/",
)
POINTS = ("points/", "incidents/", "point/P1/", "point/P2/")


def sign_in(page: Page, url: str, role: str = "manager") -> None:
    member(role)
    page.goto(f"{url}/console/")
    page.get_by_label("Name").fill(role)
    page.get_by_label("Password").fill("for tests only")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What needs doing now")


@pytest.mark.parametrize("language", ["en", "ru", "mn"])
def test_no_page_is_wider_than_the_screen_and_none_breaks_our_own_policy(
    page_at: PageAt, live_server: object, language: str
):
    url = str(live_server)
    case = waiting("A1")
    carried_out(chosen(waiting("A2", customer={**ANNA, "id": "C2"})))
    page = page_at(1280)
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    sign_in(page, url)
    page.locator(f"button[lang={language}]").click()
    for each in (*PAGES, *POINTS, f"cases/{case.public_id}/", f"cases/{case.public_id}/choose/"):
        page.goto(f"{url}/console/{each}")
        for width in (390, 800, 1090, 1220, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (each, width)
    assert not trouble


def test_a_choice_for_the_customer_needs_no_script(page_at: PageAt, live_server: object):
    case = waiting("A1")
    page = page_at(390, java_script_enabled=False)
    sign_in(page, str(live_server))
    page.goto(f"{live_server}/console/cases/{case.public_id}/")
    page.get_by_role("link", name="Choose for the customer").click()
    page.get_by_role("radio", name="We bring it to you").check()
    page.get_by_label("Another address").first.fill("Work lane 9")
    page.get_by_role("button", name="Show exactly what will be done").click()
    expect(page.locator(".exact")).to_contain_text("Work lane 9")
    page.get_by_label("The customer said yes").check()
    page.get_by_role("button", name="Do it").click()
    expect(page.locator(".note")).to_contain_text("Chosen for the customer")
    assert Choice.objects.get().details["address"] == "Work lane 9"
    assert Case.objects.get().handled_by == member("manager")


def test_hands_may_stay_on_the_keyboard(page_at: PageAt, live_server: object):
    waiting("A1", visits=2)
    waiting("A2", visits=1, customer={**ANNA, "id": "C2", "name": "Bolor"})
    page = page_at(1280)
    sign_in(page, str(live_server))
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cases")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("searchbox").fill("Bol")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bolor")


def test_a_filter_acts_at_once(page_at: PageAt, live_server: object):
    waiting("A1")
    page = page_at(1280)
    sign_in(page, str(live_server))
    page.goto(f"{live_server}/console/cases/")
    page.get_by_label("State").select_option("solved")
    expect(page.get_by_role("heading", level=2)).to_have_text("Nobody here is waiting")


def test_another_point_is_found_and_chosen_with_and_without_script(
    page_at: PageAt, live_server: object, town: object
):
    case = waiting("A1")
    send(in_the_street("NEAR"), now=timezone.now())
    for scripted in (True, False):
        page = page_at(390, java_script_enabled=scripted)
        sign_in(page, str(live_server))
        page.goto(f"{live_server}/console/cases/{case.public_id}/choose/")
        page.get_by_role("radio", name="Another pickup point").check()
        expect(page.locator(".elsewhere .say")).to_contain_text("Where would it suit you")
        page.get_by_label("From, or near").fill("Long Street")
        page.get_by_role("button", name="Find points").click()
        expect(page.locator(".suggested").first).to_contain_text("Shop NEAR")
        expect(page.locator(".leaflet-container .map-point")).to_have_count(1 if scripted else 0)
    page.get_by_role("button", name="Show exactly what will be done").click()
    expect(page.locator(".exact")).to_contain_text("Shop NEAR")
    page.get_by_label("The customer said yes").check()
    page.get_by_role("button", name="Do it").click()
    assert Choice.objects.get().details["point"] == "NEAR"


def test_a_manager_takes_a_point_out_and_sees_it_on_the_map(
    page_at: PageAt, live_server: object, town: object
):
    send(in_the_street("NEAR"), now=timezone.now())
    page = page_at(1280)
    sign_in(page, str(live_server))
    page.goto(f"{live_server}/console/points/")
    page.get_by_role("link", name="Shop NEAR").click()
    page.get_by_label("It does not work", exact=True).check()
    page.get_by_label("Yes, somebody of ours saw it").check()
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator(".note")).to_contain_text("Written down")
    take_up_signs(now=timezone.now())
    page.goto(f"{live_server}/console/points/?show=failing")
    expect(page.locator("[data-row] .standing.failing")).to_have_text("failing: not offered")
    expect(page.locator(".map-point.bad")).to_have_text("✕")
