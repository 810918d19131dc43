"""A customer's page and the queue in a real browser, on a phone and on a desk."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from amends.app.actions.customers.ruling import object_to_step
from amends.app.ledger.models import Customer, Suggestion
from tests.app.test_console_browser import sign_in
from tests.app.test_customers_records import tell
from tests.support.browser import PageAt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [390, 1280])
def test_a_manager_looks_and_answers(page_at: PageAt, live_server: LiveServer, width: int) -> None:
    tell(1, 2, 3)
    object_to_step(Customer.objects.get(), text="It was so!", now=timezone.now())
    page = page_at(width)
    sign_in(page, str(live_server))
    page.goto(f"{live_server}/console/customer/anna/")
    expect(page.get_by_text("Told before and answered:").first).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    page.goto(f"{live_server}/console/to-look-at/")
    page.get_by_label("Why; the customer may read it").fill("We were wrong")
    page.get_by_label("I looked at the record myself").check()
    page.get_by_role("button", name="They are right: their record begins anew").click()
    expect(page.get_by_text("Nothing to look at")).to_be_visible()
    assert Suggestion.objects.get().answer == "yes"
