"""What was not understood: shown with the reason, mended and read again, or dismissed."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from amends.app.actions.record import receive
from amends.app.ledger.models import Event, Journal, Quarantined
from tests.support.desk import signed_in
from tests.support.line import order

pytestmark = pytest.mark.django_db


def refused(**changes: object) -> Quarantined:
    """An order that was refused, since it lacks its total."""
    wrong = order()
    del wrong["data"]["total"]
    receive([{**wrong, **changes}], now=timezone.now())
    return Quarantined.objects.latest("pk")


def page(client: Client, row: Quarantined) -> str:
    return client.get(reverse("console:quarantined", args=[row.pk])).content.decode()


def mend(client: Client, row: Quarantined, text: str) -> tuple[int, str]:
    answer = client.post(reverse("console:mend", args=[row.pk]), {"text": text})
    return answer.status_code, answer.content.decode()


def test_reason_field_and_raw_are_shown():
    row, client = refused(), signed_in("engineer")
    text = client.get(reverse("console:quarantine")).content.decode() + page(client, row)
    assert "data.total" in text
    assert row.reason in text
    assert "test-shop" in text


def test_how_often_the_same_came_in_is_shown():
    client, wrong = signed_in("engineer"), order()
    del wrong["data"]["total"]
    for times in (1, 2, 3):
        receive([wrong], now=timezone.now())
        listed = client.get(reverse("console:quarantine")).content.decode()
        for text in (listed, page(client, Quarantined.objects.get())):
            assert (f"<b>{times} ×</b> the same" in text) == (times > 1)


def test_what_was_mended_is_recorded_and_what_came_in_is_kept():
    row, client = refused(), signed_in("engineer")
    mended = json.loads(row.raw)
    mended["data"]["total"] = "50.00"
    assert mend(client, row, json.dumps(mended))[0] == 302
    row.refresh_from_db()
    assert (row.state, row.settled_by) == ("replayed", "engineer")
    assert "total" not in row.raw
    assert Event.objects.filter(key=mended["id"]).exists()
    assert Journal.objects.filter(action="quarantine mended", actor="engineer").exists()


@pytest.mark.parametrize("text", ["", "{", '{"specversion": "1.0"}', "[]", "\x00", "null"])
def test_what_is_still_wrong_is_said_and_nothing_is_lost(text: str):
    row, client = refused(), signed_in("manager")
    status, said = mend(client, row, text)
    assert status == 409
    assert 'role="alert"' in said
    row.refresh_from_db()
    assert row.state == "waiting"


def test_dismissing_takes_a_reason_and_a_yes():
    row, client = refused(), signed_in("engineer")
    address = reverse("console:dismiss", args=[row.pk])
    client.post(address, {"reason": "a test of theirs"})
    assert Quarantined.objects.get(pk=row.pk).state == "waiting"
    client.post(address, {"reason": "a test of theirs", "confirmed": "yes"})
    assert Quarantined.objects.get(pk=row.pk).state == "dismissed"
    assert Journal.objects.get(action="quarantine dismissed").detail["reason"] == "a test of theirs"
    assert client.post(address, {"reason": "again", "confirmed": "yes"}).status_code == 302


def test_quality_only_reads():
    text = page(signed_in("quality"), refused())
    assert "<textarea" not in text
    assert "test-shop" in text


def test_the_number_of_queries_does_not_grow_with_the_rows():
    client = signed_in("engineer")
    refused()
    few = queries(client)
    for _ in range(5):
        refused()
    assert queries(client) == few <= 6


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("console:quarantine"))
    return len(captured)


def test_the_list_begins_with_the_reasons_and_how_often_they_came():
    for number in range(3):
        refused(id=f"k{number}", subject=f"A{number}")
    text = signed_in("engineer").get(reverse("console:quarantine")).content.decode()
    assert "By reason" in text
    assert "<b>3 ×</b>" in text


@pytest.mark.parametrize(
    ("language", "missing", "not_json"),
    [("ru", "это обязательно", "это не JSON"), ("mn", "энэ заавал хэрэгтэй", "энэ JSON биш")],
)
def test_the_reason_is_told_in_the_readers_language(language: str, missing: str, not_json: str):
    row, client = refused(), signed_in("engineer")
    client.cookies["django_language"] = language
    for text in (client.get(reverse("console:quarantine")).content.decode(), page(client, row)):
        assert missing in text
        assert row.reason not in text
    status, text = mend(client, row, "not json")
    assert status == 409
    assert not_json in text
