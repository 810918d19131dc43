"""The console's menu holds every section, whole and in sight, on a phone and on a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from amends.app.console.nav import SECTIONS, Section, menu
from amends.app.locale import LANGUAGES
from tests.app.test_console_browser import sign_in
from tests.support.browser import PageAt

WIDTHS = (390, 768, 1090, 1280)


@pytest.mark.parametrize("count", range(1, len(SECTIONS) + 1))
def test_every_section_stands_once_and_none_alone_behind_more(count: int) -> None:
    parts = menu(SECTIONS[:count])
    together: list[Section] = [*parts.always, *parts.wide, *parts.rest]
    assert together == list(SECTIONS[:count])
    assert len(parts.wide) + len(parts.rest) != 1
    assert len(parts.rest) != 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_menu_fits_in_every_language(
    page_at: PageAt, live_server: LiveServer, width: int
) -> None:
    page = page_at(width)
    sign_in(page, str(live_server))
    for language in LANGUAGES:
        button = page.locator(f".languages button[value={language}]")
        button.click()
        expect(button).to_have_attribute("aria-current", "true")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        more = page.locator(".nav-more summary")
        more.click()
        seen = [link for link in page.locator(".nav a").all() if link.is_visible()]
        assert len(seen) == len({each.get_attribute("href") for each in seen})
        for each in [*seen, more]:
            is_whole(page, each)
        page.keyboard.press("Escape")
        expect(page.locator(".nav-more > div")).to_be_hidden()


def is_whole(page: Page, link: Locator) -> None:
    """Its words are not cut, and it lies within the window, large enough for a finger."""
    box, wide = link.bounding_box(), page.evaluate("innerWidth")
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= wide
    assert box["height"] >= 40
    words = link.locator("span")
    assert words.evaluate("each => each.scrollWidth <= each.parentElement.clientWidth + 1")
    assert float(words.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")) >= 11


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [390, 1280])
def test_what_stands_behind_more_is_reached(
    page_at: PageAt, live_server: LiveServer, width: int
) -> None:
    page = page_at(width)
    sign_in(page, str(live_server))
    page.locator(".nav-more summary").click()
    page.locator(".nav-more").get_by_role("link", name="Quarantine").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".nav-more .here")).to_be_visible()
    assert page.url.endswith("/quarantine/")
