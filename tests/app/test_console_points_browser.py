"""The map of all points in a real browser: circles come apart, the list stays first (R1)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from amends.app.actions.desk import points_map
from amends.app.actions.places import ground as grounds
from tests.app.test_console_browser import sign_in
from tests.support.browser import PageAt
from tests.support.line import points, send
from tests.support.places_page import draw_town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FORGOTTEN: list[grounds.Ground] = []


@pytest.fixture
def twelve(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Twelve points, of which a view shows three one by one."""
    settings.AMENDS_MAP = str(draw_town(tmp_path / "town.osm.pbf"))
    settings.AMENDS_HOME = tmp_path
    monkeypatch.setattr(points_map, "SINGLY", 3)
    grounds.ground.cache_clear()
    send(points(*(f"P{number:02}" for number in range(12))), now=timezone.now())
    yield
    FORGOTTEN.append(grounds.ground())
    grounds.ground.cache_clear()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_circle_comes_apart_when_it_is_touched(
    page_at: PageAt, live_server: LiveServer, twelve: None, width: int
):
    page = page_at(width)
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    sign_in(page, str(live_server))
    page.goto(f"{live_server}/console/points/")
    cells, single = page.locator(".map-cell"), page.locator(".map-point")
    expect(cells.first).to_be_visible()
    shown = [int(text) for text in cells.locator("span").all_inner_texts()]
    assert sum(shown) + single.count() == 12
    expect(cells.first).to_have_attribute("title", f"{shown[0]} points, ○ {shown[0]} no record yet")
    for _ in range(8):
        if single.count():
            break
        many = cells.count()
        cells.first.click()
        expect(cells.first.or_(single.first)).to_be_visible()
        page.wait_for_function("many => document.querySelectorAll('.map-cell').length !== many || "
                               "document.querySelector('.map-point')", arg=many)  # fmt: skip
    single.first.click()
    expect(page.locator(".leaflet-popup-content a")).to_contain_text("Point P")
    expect(page.locator(".leaflet-popup-content")).to_contain_text("no record yet")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not trouble


def test_the_keyboard_passes_the_map_by_and_reaches_every_point(
    page_at: PageAt, live_server: LiveServer, twelve: None
):
    page = page_at(1280)
    sign_in(page, str(live_server))
    page.goto(f"{live_server}/console/points/")
    expect(page.locator(".map-cell").first).to_be_visible()
    page.locator(".map").focus()
    reached: list[str] = []
    for _ in range(18):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert [f"Point P{number:02}" for number in range(12)] == [
        each for each in reached if each.startswith("Point")
    ]
