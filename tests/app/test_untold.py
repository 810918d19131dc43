"""What the tables leave unsaid is staff's: listed with the reason, written, told or closed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from amends.app.actions.aftercare import end_unanswered_offers
from amends.app.actions.messages import due_messages
from amends.app.ledger.models import Case, Journal, Message
from tests.support.desk import chosen, signed_in, waiting
from tests.support.line import ANNA, event, send

pytestmark = pytest.mark.django_db

OVER_LONG_AGO = "a late letter would only surprise"


def long_ago(ref: str = "A1", **data: object) -> Case:
    """A live event tells of something that was over twenty days ago."""
    return waiting(ref, visits=1, hours=24 * 20, **data)


def deed(case: Case, name: str, **said: str) -> None:
    address = reverse(f"console:{name}", args=[case.messages.latest("pk").pk])
    assert signed_in("agent").post(address, said).status_code == 302


def page_of(case: Case) -> str:
    address = reverse("console:case", args=[case.public_id])
    return signed_in("agent").get(address).content.decode()


def listed() -> str:
    return signed_in("agent").get(reverse("console:unreached")).content.decode()


def test_nothing_is_sent_and_the_list_names_the_reason_of_the_rule():
    case = long_ago()
    assert case.messages.get().state == "held"
    assert due_messages(now=timezone.now() + timedelta(days=1)) == []
    assert OVER_LONG_AGO in listed()
    assert str(case.public_id) in listed()


def test_the_next_step_is_that_staff_decide():
    case = long_ago()
    for text in (page_of(case), signed_in("agent").get(reverse("console:cases")).content.decode()):
        assert "Staff decide: write, tell by phone or close" in text
        assert "The customer chooses" not in text
    for deed_name in ("Send the letter", "Close the case", "Told by phone", OVER_LONG_AGO):
        assert deed_name in page_of(case)


def test_staff_send_the_letter_after_all():
    case = long_ago()
    deed(case, "send-held")
    assert case.messages.get().state == "held", "not without a yes"
    deed(case, "send-held", confirmed="yes")
    letter = case.messages.get()
    assert (letter.state, letter.recipient) == ("waiting", ANNA["email"])
    assert str(case.public_id) not in listed()
    assert Journal.objects.get(case=case, action="told after all").actor == "agent"


def test_staff_close_the_case_and_nobody_is_told():
    case = long_ago()
    deed(case, "close-held", confirmed="yes")
    case.refresh_from_db()
    assert (case.state, case.messages.get().state) == ("closed", "not_needed")
    assert Journal.objects.get(case=case, action="closed untold").actor == "agent"
    deed(case, "send-held", confirmed="yes")
    assert case.messages.get().state == "not_needed"


def test_staff_tell_it_by_phone_where_no_address_is_known():
    known = {name: value for name, value in ANNA.items() if name != "email"}
    case = long_ago(customer=known)
    assert "Send the letter" not in page_of(case)
    deed(case, "send-held", confirmed="yes")
    assert case.messages.get().state == "held"
    deed(case, "told", confirmed="yes")
    assert case.messages.get().state == "told"


def test_it_stays_with_staff_when_the_offer_runs_out():
    case = long_ago()
    assert end_unanswered_offers(now=timezone.now() + timedelta(days=8)) == 1
    case.refresh_from_db()
    assert (case.state, case.messages.get().state) == ("offered", "held")
    assert case.offer_until
    assert case.offer_until > timezone.now() + timedelta(days=8)


def test_news_that_the_tables_tell_releases_the_letter():
    case = long_ago()
    send(event("visit.point_closed", "A1", at=timezone.now(), point="P1"), now=timezone.now())
    states = Message.objects.filter(case=case).values_list("state", flat=True)
    assert list(states) == ["waiting"]


def test_what_staff_choose_for_the_customer_is_over_with_it():
    case = chosen(long_ago())
    assert "held" not in case.messages.values_list("state", flat=True)
    assert str(case.public_id) not in listed()
