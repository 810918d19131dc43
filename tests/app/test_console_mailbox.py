"""What was written to customers; the links in it are keys, and not everybody gets them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amends.app.ledger.models import Journal, Message
from tests.support.desk import signed_in, waiting
from tests.support.line import ANNA

pytestmark = pytest.mark.django_db


def letter(client: Client) -> str:
    message = Message.objects.latest("pk")
    return client.get(reverse("console:message", args=[message.pk])).content.decode()


def test_letters_are_listed_with_whom_they_went_to():
    waiting("A1")
    text = signed_in("agent").get(reverse("console:mailbox")).content.decode()
    assert "anna@example.test" in text
    assert "First word and offer" in text
    client = signed_in("agent")
    assert (
        "anna@example.test"
        not in client.get(reverse("console:mailbox"), {"state": "failed"}).content.decode()
    )


def test_in_the_built_in_mailbox_the_link_works_for_those_who_may_act():
    waiting("A1")
    assert '<a href="http' in letter(signed_in("agent"))
    assert "/c/…" in letter(signed_in("quality"))


def test_where_real_mail_is_sent_the_link_is_hidden(settings: Any):
    waiting("A1")
    settings.AMENDS_MESSENGER = "smtp"
    text = letter(signed_in("manager"))
    assert '<a href="http' not in text
    assert "/c/…" in text


def test_what_was_not_sent_is_sent_again_after_a_yes():
    waiting("A1")
    message, client = Message.objects.latest("pk"), signed_in("agent")
    resend = reverse("console:resend", args=[message.pk])
    client.post(resend, {"confirmed": "yes"})
    assert not Journal.objects.filter(action="message requeued").exists()
    Message.objects.filter(pk=message.pk).update(state="failed", attempts=3)
    assert "Send again" in letter(client)
    client.post(resend)
    assert Message.objects.get(pk=message.pk).state == "failed"
    client.post(resend, {"confirmed": "yes"})
    assert Message.objects.get(pk=message.pk).state == "waiting"
    assert Journal.objects.get(action="message requeued").actor == "agent"


def test_the_number_of_queries_does_not_grow_with_the_letters():
    client = signed_in("agent")
    waiting("A1")
    few = queries(client)
    for number in range(3):
        waiting(f"B{number}", customer={**ANNA, "id": f"C{number}"})
    assert queries(client) == few <= 6


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("console:mailbox"))
    return len(captured)
