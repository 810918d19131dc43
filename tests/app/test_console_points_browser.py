"""The map of all points in a real browser: circles come apart, the list stays first (R1)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

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
def town(tmp_path: Path, settings: Settings) -> Iterator[None]:
    """The map of a town."""
    settings.AMENDS_MAP = str(draw_town(tmp_path / "town.osm.pbf"))
    settings.AMENDS_HOME = tmp_path
    grounds.ground.cache_clear()
    yield
    FORGOTTEN.append(grounds.ground())
    grounds.ground.cache_clear()


@pytest.fixture
def twelve(town: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve points, of which a view shows three one by one."""
    monkeypatch.setattr(points_map, "SINGLY", 3)
    send(points(*(f"P{number:02}" for number in range(12))), now=timezone.now())


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


FAR_APART = {"HEL": (60.17, 24.94), "UBN": (47.92, 106.92), "SEA": (4.5, -31.0)}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("codes", [("HEL", "UBN"), ("HEL", "UBN", "SEA")])
def test_the_first_view_holds_all_points_however_far_apart(
    page_at: PageAt,
    live_server: LiveServer,
    town: None,
    width: int,
    codes: tuple[str, ...],
):
    send([_placed(code) for code in codes], now=timezone.now())
    page = page_at(width)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, str(live_server))
    page.goto(f"{live_server}/console/points/")
    markers = page.locator(".map-point")
    expect(markers).to_have_count(len(codes))
    frame = page.locator(".map").bounding_box()
    for box in [each.bounding_box() for each in markers.all()]:
        assert frame and box
        assert frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"]
        assert frame["y"] <= box["y"] and box["y"] + box["height"] <= frame["y"] + frame["height"]
    [first, *_] = [url for url in asked if "box=" in url]
    south, west, north, east = map(float, parse_qs(urlsplit(first).query)["box"][0].split(","))
    for lat, lon in (FAR_APART[code] for code in codes):
        assert south < lat < north and west < lon < east


def test_a_map_can_be_seen_as_far_as_the_whole_world(
    page_at: PageAt, live_server: LiveServer, town: None
):
    send([_placed(code) for code in FAR_APART], now=timezone.now())
    page = page_at(1280)
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    sign_in(page, str(live_server))
    page.goto(f"{live_server}/console/points/")
    expect(page.locator(".map-point")).to_have_count(3)
    farther = page.locator(".leaflet-control-zoom-out:not(.leaflet-disabled)")
    while farther.count():
        with page.expect_response(lambda answer: "box=" in answer.url) as seen:
            farther.click()
        assert seen.value.ok
    assert "zoom=0" in seen.value.url
    expect(page.locator(".map-point")).to_have_count(3)
    assert not trouble


def _placed(code: str) -> dict[str, Any]:
    [described] = points(code)
    lat, lon = FAR_APART[code]
    return {**described, "data": {**described["data"], "lat": lat, "lon": lon, "time_zone": "UTC"}}
