"""Points on the customer's way in a real browser: list and map, with a script and without (R5)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from amends.app.actions.places import ground as grounds
from amends.app.ledger.models import Choice
from tests.support.browser import PageAt
from tests.support.places_page import (
    draw_town,
    forget_the_map,
    page_of,
    stood_before_a_closed_point,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

IN_HELSINKI = {
    "P1": (60.1690, 24.9330),
    "P2": (60.1712, 24.9440),
    "P3": (60.1665, 24.9440),
    "P4": (60.1700, 24.9520),
    "P5": (60.1790, 24.9490),
}
HERE = {"latitude": 60.009, "longitude": 25.015}


@pytest.fixture
def town(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.AMENDS_MAP = str(draw_town(tmp_path / "town.osm.pbf"))
    settings.AMENDS_HOME = tmp_path
    grounds.ground.cache_clear()
    yield
    forget_the_map()


@pytest.fixture
def form(town: None, live_server: LiveServer) -> str:
    now = timezone.now()
    case = stood_before_a_closed_point(now)
    return f"{live_server}{page_of(case, now=now)}choose/other_point/"


def watched(page: Page) -> list[str]:
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    return trouble


def ask_the_way(page: Page, start: str = "Long street 1", end: str = "Long street 28") -> None:
    page.locator("#start").fill(start)
    page.locator("#end").fill(end)
    page.locator(".find").click()


INK = """() => [...document.querySelectorAll("canvas")].reduce((sum, tile) => {
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [tile.width, tile.height];
    if (!tile.width || !tile.height) return sum;
    const seen = copy.getContext("2d", { willReadFrequently: true });
    seen.drawImage(tile, 0, 0);
    const dots = seen.getImageData(0, 0, tile.width, tile.height).data;
    return sum + dots.filter((value, n) => n % 4 === 3 && value).length;
}, 0)"""
"""How many dots of the tiles are painted. It reads copies: the browser complains of a page
whose own tiles are read again and again."""


def ink(page: Page) -> int:
    return int(page.evaluate(INK))


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "ru", "mn"])
def test_the_map_is_drawn_within_the_screen_and_our_policy(
    page_at: PageAt, form: str, width: int, language: str
) -> None:
    page = page_at(width)
    trouble = watched(page)
    page.goto(form)
    page.locator(f"button[lang={language}]").click()
    expect(page.locator(".map-point")).to_have_count(3)
    ask_the_way(page)
    expect(page.locator(".answer h2")).to_be_focused()
    expect(page.locator(".map-way")).to_have_count(1)
    expect(page.locator(".map-end")).to_have_count(2)
    page.locator(".leaflet-tile-loaded").first.wait_for(state="attached")
    assert ink(page) > 1000
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator(".leaflet-control-attribution")).to_have_text(
        "© OpenStreetMap contributors"
    )
    assert not trouble


def test_list_and_map_show_each_other_and_a_marker_chooses(page_at: PageAt, form: str) -> None:
    page = page_at(1280)
    page.goto(form)
    ask_the_way(page)
    expect(page.locator(".answer h2")).to_be_focused()
    first = page.locator("[data-point]").first
    marker = page.locator(".map-point", has_text="1")
    expect(marker).to_have_attribute("title", "Point P2")
    first.hover()
    expect(page.locator(".map-point.shown")).to_have_text("1")
    third = page.locator(".map-point", has_text="3")
    third.click()
    expect(page.get_by_role("radio", name="Point P3")).to_be_checked()
    expect(page.locator(".leaflet-popup-content strong")).to_have_text("Point P3")
    expect(page.locator(".leaflet-popup-content")).to_contain_text("Open day and night")
    expect(page.locator(".map-point.chosen")).to_have_text("3")


def test_the_keyboard_is_enough_and_the_answer_is_announced(page_at: PageAt, form: str) -> None:
    page = page_at(1280)
    page.goto(form)
    page.locator("#start").focus()
    page.keyboard.type("Long street 1")
    page.keyboard.press("Tab")
    page.keyboard.type("Long street 28")
    page.keyboard.press("Enter")
    expect(page.locator(".answer h2")).to_be_focused()
    expect(page.locator("#news")).to_contain_text("3 points suit you best")
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="Point P2")).to_be_focused()
    expect(page.locator(".map-point.shown")).to_have_text("1")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Point P5")).to_be_checked()
    expect(page.locator(".map-point.shown")).to_have_text("2")
    page.get_by_role("button", name="Next: see exactly what we do").press("Enter")
    expect(page.locator(".agreed")).to_contain_text("Point P5, Shop 5")


def test_without_a_script_the_list_does_everything(page_at: PageAt, form: str) -> None:
    page = page_at(360, java_script_enabled=False)
    page.goto(form)
    expect(page.locator(".map")).to_be_hidden()
    expect(page.get_by_role("button", name="Near here")).to_be_hidden()
    page.get_by_role("button", name="Near work").click()
    expect(page.locator(".answer h2")).to_have_text("3 points suit you best")
    page.get_by_role("button", name="Show more points").click()
    expect(page.locator("[data-point]")).to_have_count(4)
    page.get_by_role("radio", name="Point P4").check()
    page.get_by_role("button", name="Next: see exactly what we do").click()
    page.get_by_role("button", name="Yes, do exactly this").click()
    expect(page.locator(".agreed")).to_contain_text("Point P4, Shop 4")
    assert Choice.objects.get().details == {"point": "P4"}


def test_near_here_is_asked_of_the_browser_on_touch_only(page_at: PageAt, form: str) -> None:
    page = page_at(360, geolocation=HERE, permissions=["geolocation"])
    page.goto(form)
    assert page.locator("[name=here]").input_value() == ""
    page.get_by_role("button", name="Near here").click()
    expect(page.locator(".answer")).to_contain_text("Near you")
    expect(page.locator("[data-point]").first).to_contain_text("Point P4")
    assert "60.009" not in page.url


def test_who_does_not_tell_where_they_are_may_write_it(page_at: PageAt, form: str) -> None:
    page = page_at(360, permissions=[])
    page.goto(form)
    page.get_by_role("button", name="Near here").click()
    expect(page.locator(".suit .note")).to_contain_text("Please write it above.")


def test_it_is_asked_which_one_is_meant_and_what_was_written_stays(
    page_at: PageAt, form: str
) -> None:
    page = page_at(1280)
    page.goto(form)
    ask_the_way(page, start="Oak street 5")
    expect(page.locator(".which legend")).to_have_text("Which “Oak street 5” do you mean?")
    expect(page.locator("#start")).to_be_focused()
    expect(page.locator(".map-point")).to_have_count(2)
    page.locator(".map-point", has_text="A").click()
    expect(page.locator(".which .pick", has_text="Northwood").locator("input")).to_be_checked()
    page.locator(".map-point", has_text="B").click()
    expect(page.locator(".which .pick", has_text="Southwood").locator("input")).to_be_checked()
    page.locator(".which .pick", has_text="Northwood").click()
    page.locator(".find").click()
    expect(page.locator(".answer")).to_contain_text("From Oak street 5 to Long street 28")
    ask_the_way(page, start="Xyzzyq 77")
    expect(page.locator(".suit .note")).to_contain_text("We do not find “Xyzzyq 77” on our map.")
    expect(page.locator("#start")).to_have_value("Xyzzyq 77")
    expect(page.locator("#end")).to_have_value("Long street 28")


def test_a_way_through_helsinki(
    page_at: PageAt, live_server: LiveServer, settings: Settings, tmp_path: Path, shared_data: Path
) -> None:
    settings.AMENDS_MAP = str(shared_data / "osm" / "helsinki.osm.pbf")
    settings.AMENDS_HOME = tmp_path
    grounds.ground.cache_clear()
    now = timezone.now()
    case = stood_before_a_closed_point(now, at=IN_HELSINKI)
    page = page_at(360)
    trouble = watched(page)
    page.goto(f"{live_server}{page_of(case, now=now)}choose/other_point/")
    ask_the_way(page, "Rautatientori", "Hakaniemi")
    expect(page.locator(".answer")).to_contain_text("From Rautatientori to Hakaniemi")
    first = page.locator("[data-point]").first
    expect(first).to_contain_text("Point P2")
    expect(first).to_contain_text("off your way on foot")
    page.wait_for_function(f"() => ({INK})() > 1000")
    assert not trouble
    forget_the_map()
