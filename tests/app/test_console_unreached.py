"""Whom no letter reached: listed until somebody told them, written to, or chose with them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from amends.app.actions.aftercare import end_unanswered_offers
from amends.app.actions.messages import send
from amends.app.connectors.answers import Answer, Kind
from amends.app.connectors.messenger import Letter
from amends.app.ledger.models import Case, Journal, Message
from tests.support.desk import chosen, signed_in, waiting
from tests.support.line import ANNA

pytestmark = pytest.mark.django_db

PHONE = "+7 000 000 00 07"


class Messenger:
    """A messenger that gives always the same answer."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def send(self, letter: Letter) -> Answer:
        return Answer(self.kind, "no such mailbox")

    def ask(self, letter: Letter) -> Answer:
        return Answer(Kind.UNKNOWN)


def without_address(ref: str = "A1", **customer: str) -> Case:
    """Somebody without an e-mail address came to a closed point."""
    known = {name: value for name, value in ANNA.items() if name != "email"}
    return waiting(ref, customer={**known, "id": f"C-{ref}", **customer})


def written_to(kind: Kind, ref: str = "A1") -> Case:
    """Somebody whose first letter ended like this."""
    case = waiting(ref)
    message = case.messages.get()
    send(message.pk, now=timezone.now() + timedelta(days=1), messenger=Messenger(kind))
    return case


def listed(client: Client | None = None) -> str:
    client = client or signed_in("agent")
    return client.get(reverse("console:unreached")).content.decode()


def line_of(case: Case) -> str:
    return reverse("console:case", args=[case.public_id]) + "#tell"


def tell(client: Client, case: Case, **said: str) -> int:
    message = case.messages.latest("pk")
    return client.post(reverse("console:told", args=[message.pk]), said).status_code


def test_an_empty_list_says_what_it_means():
    waiting("A1")
    text = listed()
    assert "Everybody was reached" in text
    assert "comes here by itself" in text


def test_who_has_no_address_is_listed_with_the_number_to_call():
    case = without_address(phone=PHONE)
    text = listed()
    assert line_of(case) in text
    assert PHONE in text
    assert "No e-mail address is known" in text


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind.REFUSED, "The letter could not be sent"),
        (Kind.UNKNOWN, "It is not known whether the letter arrived"),
    ],
)
def test_whose_letter_failed_is_listed_with_the_reason(kind: Kind, said: str):
    case = written_to(kind)
    text = listed()
    assert line_of(case) in text
    assert said in text
    assert "no such mailbox" in text


def test_whose_letter_was_sent_is_not_listed():
    assert line_of(written_to(Kind.DONE)) not in listed()


def test_the_case_says_what_to_do_and_the_list_of_cases_names_it_too():
    case, client = without_address(phone=PHONE), signed_in("agent")
    text = client.get(reverse("console:case", args=[case.public_id])).content.decode()
    for said in ("No e-mail address is known", f"tel:{PHONE}", "Choose for the customer"):
        assert said in text, said
    cases = client.get(reverse("console:cases")).content.decode()
    assert "Call the customer: no letter reached them" in cases


def test_told_by_phone_needs_a_yes_and_is_written_into_the_journal():
    case, client = without_address(), signed_in("agent")
    assert tell(client, case) == 302
    assert line_of(case) in listed(client)
    tell(client, case, confirmed="yes")
    assert line_of(case) not in listed(client)
    assert Journal.objects.get(case=case, action="told by phone").actor == "agent"
    assert case.messages.get().state == "told"
    tell(client, case, confirmed="yes")
    assert Journal.objects.filter(action="told by phone").count() == 1


def test_who_chose_is_not_to_be_told_any_more():
    case = without_address()
    chosen(case)
    assert line_of(case) not in listed()


def test_the_reminder_of_a_renewed_offer_is_to_be_told_again():
    case, client = without_address(), signed_in("agent")
    tell(client, case, confirmed="yes")
    end_unanswered_offers(now=timezone.now() + timedelta(days=8))
    assert [each.state for each in case.messages.order_by("pk")] == ["told", "to_tell"]
    assert line_of(case) in listed(client)


def test_a_case_that_failed_twice_stands_there_once():
    case = written_to(Kind.REFUSED)
    end_unanswered_offers(now=timezone.now() + timedelta(days=9))
    reminder = Message.objects.get(case=case, step="reminder")
    later = timezone.now() + timedelta(days=10)
    send(reminder.pk, now=later, messenger=Messenger(Kind.REFUSED))
    assert listed().count(line_of(case)) == 1


def test_the_head_counts_them():
    without_address()
    text = signed_in("agent").get(reverse("console:home")).content.decode()
    assert "These customers do not know what we offer: write or call." in text


def test_a_history_tells_nobody_and_calls_nobody():
    case = without_address()
    Case.objects.filter(pk=case.pk).update(history=True)
    assert line_of(case) not in listed()


def test_the_number_of_queries_does_not_grow_with_the_list():
    client = signed_in("agent")
    without_address()
    few = queries(client)
    for number in range(3):
        without_address(f"B{number}")
    assert queries(client) == few <= 6


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        listed(client)
    return len(captured)
