"""A customer's page and the queue in a real browser, on a phone and on a desk."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from amends.app.actions.customers.ruling import object_to_step
from amends.app.actions.links import make_link
from amends.app.ledger.models import Case, Customer, Suggestion
from amends.core.wording import forbidden
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
    page.goto(f"{live_server}/console/customers/{Customer.objects.get().public_id}/")
    expect(page.get_by_text("Told before and answered:").first).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    page.goto(f"{live_server}/console/to-look-at/")
    page.get_by_label("Why; the customer may read it").fill("We were wrong")
    page.get_by_label("I looked at the record myself").check()
    page.get_by_role("button", name="They are right: their record begins anew").click()
    expect(page.get_by_text("Nothing to look at")).to_be_visible()
    assert Suggestion.objects.get().answer == "yes"


@pytest.mark.parametrize("width", [390, 1280])
def test_a_customer_objects_and_another_person_answers(
    page_at: PageAt, live_server: LiveServer, width: int
) -> None:
    """From her own page, in her language, to the console and back."""
    tell(1, 2, 3, language="ru")
    case = Case.objects.get(order="A3")
    link = make_link(case, now=timezone.now(), days=9)
    page = page_at(width)
    page.goto(f"{live_server}/c/{link.partition('/c/')[2]}")
    mine = page.locator("#stands")
    expect(mine.get_by_role("heading")).to_have_text("Как мы относимся к вашим обращениям и почему")
    mine.get_by_text("На чём это основано").click()
    expect(mine.locator(".rests li").first).to_be_visible()
    assert forbidden(mine.inner_text(), "ru", []) == []
    mine.get_by_text("Мне есть что возразить").click()
    mine.get_by_label("Напишите почему").fill("У меня есть выписка")
    mine.get_by_role("button", name="Попросить посмотреть").click()
    expect(mine.get_by_text("всё смотрит тот, кто этого не решал")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    desk = page_at(1280)
    sign_in(desk, str(live_server))
    desk.goto(f"{live_server}/console/to-look-at/")
    expect(desk.get_by_text("У меня есть выписка")).to_be_visible()
    desk.get_by_label("Why; the customer may read it").fill("Выписка верна, простите нас.")
    desk.get_by_label("I looked at the record myself").check()
    desk.get_by_role("button", name="They are right: their record begins anew").click()
    page.reload()
    expect(mine.get_by_text("Выписка верна, простите нас.")).to_be_visible()
    expect(mine.get_by_text("относимся к вам как ко всем")).to_be_visible()
