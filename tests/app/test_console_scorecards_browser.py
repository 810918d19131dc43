"""Scorecards in a real browser: no page is wider than the screen, in any language (R24)."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from amends.app.actions.scorecards import renew_scorecards
from tests.app.test_accounts import done, lost, step
from tests.app.test_console_browser import sign_in
from tests.support.browser import PageAt
from tests.support.partners import load_swift

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KINDS = ("carriers", "lanes", "points", "sellers", "suppliers", "lines")


@pytest.fixture
def counted() -> None:
    now = timezone.now()
    load_swift(now=now)
    case = done(lost())
    step("approve", case)
    step("dispute", case, "40")
    renew_scorecards(now=now)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "ru", "mn"])
def test_cards_fit_the_screen_and_tell_the_same_without_colour(
    page_at: PageAt, live_server: LiveServer, counted: None, width: int, language: str
):
    page = page_at(width)
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    sign_in(page, str(live_server))
    cookie = {"name": "django_language", "value": language, "url": str(live_server)}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    for kind in KINDS:
        page.goto(f"{live_server}/console/scorecards/?kind={kind}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        expect(page.locator(".one-line [aria-current]")).to_be_in_viewport()
    page.goto(f"{live_server}/console/scorecards/")
    card = page.locator("[data-code=swift]")
    expect(card.locator("svg")).to_have_attribute("aria-label", picture_named(language))
    expect(card.locator("dd")).to_have_count(3)
    assert not trouble


def picture_named(language: str) -> str:
    """What the picture is called where nobody sees it."""
    said = {"en": "Week by week: 0 %", "ru": "По неделям: 0 %", "mn": "Долоо хоногоор: 0 %"}
    return said[language]


def test_from_the_card_to_the_partners_account(
    page_at: PageAt, live_server: LiveServer, counted: None
):
    page = page_at(1280)
    sign_in(page, str(live_server))
    page.locator(".nav-more summary").click()
    page.locator(".nav-more").get_by_role("link", name="Partners").click()
    page.get_by_role("link", name="Scorecards").click()
    page.get_by_role("link", name="Swift Post").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Swift Post")
