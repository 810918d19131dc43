"""Reviews and the staff page in a real browser, on a phone and on a desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from amends.app.ledger.models import CaseReview, CaseSample, SampledCase, SentBack, StaffLook
from tests.app.test_console_browser import sign_in
from tests.app.test_staff_pages import standing
from tests.support.browser import PageAt
from tests.support.desk import waiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUESTIONS = ("facts", "rule", "remedy", "words", "promise")


def sampled() -> SampledCase:
    case = waiting("A1")
    sample = CaseSample.objects.create(
        day=timezone.localdate() - timedelta(days=1),
        drawn_at=timezone.now(),
        seed="s",
        cases=1,
        rules="r",
    )
    return SampledCase.objects.create(
        sample=sample, case=case, stratum=case.failure_kind, drawn_by="risk", probability=1
    )


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize(("width", "script"), [(390, False), (1280, True)])
def test_a_case_is_reviewed_and_what_can_be_mended_is_sent_back(
    page_at: PageAt, live_server: LiveServer, width: int, script: bool
) -> None:
    sampled()
    page = page_at(width, java_script_enabled=script)
    sign_in(page, str(live_server), "quality")
    page.goto(f"{live_server}/console/reviews/")
    expect(page.get_by_text("0 of 1")).to_be_visible()
    page.get_by_role("link", name="Anna").click()
    for name in QUESTIONS:
        said = "no" if name == "remedy" else "yes"
        page.locator(f"label:has([name=answer-{name}][value={said}])").click()
    page.get_by_label("What is wrong").fill("Bring it to her home")
    page.get_by_label("The customer still waits").check()
    assert script is False or not is_too_wide(page)
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("Nothing to review")).to_be_visible()
    expect(page.get_by_text("1 of 1")).to_be_visible()
    assert CaseReview.objects.get().answers["remedy"] is False
    assert SentBack.objects.get().text == "Bring it to her home"


def test_a_manager_looks_into_a_mark(page_at: PageAt, live_server: LiveServer) -> None:
    for number in range(30):
        standing(f"agent-{number}", observed=5 + number % 12)
    standing("dulmaa", marked=True, observed=40)
    page = page_at(1280)
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    sign_in(page, str(live_server))
    page.goto(f"{live_server}/console/staff/")
    expect(page.locator("svg.funnel .dot")).to_have_count(31)
    expect(page.locator("svg.funnel .name")).to_have_text("dulmaa")
    for width in (390, 800, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert not is_too_wide(page), width
    page.get_by_role("link", name="dulmaa").click()
    page.get_by_label("I looked into it").fill("She takes the hard calls")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator(".look")).to_contain_text("She takes the hard calls")
    assert StaffLook.objects.get().found == "She takes the hard calls"
    assert not trouble
