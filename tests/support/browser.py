"""A real browser, driven by the tests."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class PageAt(Protocol):
    """Opens a blank page of this width; options are those of a Playwright context."""

    def __call__(self, width: int, height: int = 900, **options: Any) -> Page: ...


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium. Without one, tests skip; with AMENDS_REQUIRE_BROWSER they fail.

    Not kept for longer than a module: as long as it lives, nothing else in this thread can run an
    event loop.
    """
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        _without_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page_at(browser: Browser) -> Iterator[PageAt]:
    """Open pages of a given width: `page_at(360)`, `page_at(360, java_script_enabled=False)`."""
    with contextlib.ExitStack() as contexts:

        def open_page(width: int, height: int = 900, **options: Any) -> Page:
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            contexts.callback(context.close)
            return context.new_page()

        yield open_page


def _without_browser() -> None:
    message = "needs a browser: install chromium"
    if os.environ.get("AMENDS_REQUIRE_BROWSER"):
        pytest.fail(message)
    pytest.skip(message)
