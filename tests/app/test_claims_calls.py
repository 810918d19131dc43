"""A call record that confirms the customer makes the operator's words the shop's promise (R19)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from amends.app.actions.claims.taking import take_up_claims
from amends.app.actions.record import receive
from amends.app.ledger.models import Case, Claim, Event, Finding, Promise
from amends.core.findings import due_in_words
from tests.support.feed import event, placed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
CALL = "2026-11-22T11:02:00Z"


def told(said: str, *events: dict[str, Any]) -> Finding:
    order = placed(at="2026-11-20T10:00:00Z", fulfilment="pickup_point", point="P1")
    call = event("call.recorded", at=CALL, said=said, agent="olga", line="line 3")
    claim = event(
        "customer.claimed",
        at="2026-11-22T14:00:00Z",
        claim="was_told",
        told_at=CALL,
        said="you can come already",
        text="I crossed half the city!",
    )
    receive([order, call, *events, claim], now=NOW)
    while take_up_claims(now=NOW):
        pass
    return Finding.objects.latest("id")


def test_words_that_were_said_are_a_promise_and_are_judged_as_any() -> None:
    assert told("Yes, you can come already, it is here").verdict == "confirmed"
    made = Event.objects.get(type="call.promised")
    assert (made.source, made.data["agent"], made.data["line"]) == ("amends", "olga", "line 3")
    assert Claim.objects.get().shows == made
    promise = Promise.objects.get(kind="told_by_staff")
    assert (promise.state, promise.failure_kind) == ("broken", "word_not_kept")
    case = Case.objects.get()
    assert case.failure_kind == "word_not_kept"
    assert case.decisions.latest("number").facts["verdict"] == "confirmed"


def test_words_that_were_true_break_nothing_and_are_answered_all_the_same() -> None:
    arrived = event("parcel.arrived_at_point", at="2026-11-22T10:00:00Z", point="P1")
    assert told("You can come already", arrived).verdict == "confirmed"
    assert not Promise.objects.filter(kind="told_by_staff").exists()
    assert Case.objects.get().failure_kind == "complaint"


def test_words_that_were_not_said_are_no_promise() -> None:
    assert told("It is still on its way, we shall write to you").verdict == "contradicted"
    assert not Event.objects.filter(type="call.promised").exists()


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("You can come already", "2026-11-22T14:02"),
        ("It will be there by 18:30", "2026-11-22T18:30"),
        ("On the 25th at 12:00", "2026-11-25T12:00"),
        ("Приезжайте 3 числа", "2026-12-03T23:59"),
    ],
)
def test_what_words_speak_of_is_when_they_are_due(said: str, due: str) -> None:
    zone = ZoneInfo("Europe/Moscow")
    found = due_in_words(said, said_at=datetime.fromisoformat(CALL), zone=zone)
    assert found.isoformat().startswith(due)


def test_a_call_that_was_kept_under_another_order_is_a_promise_too() -> None:
    other = placed("o2", at="2026-11-19T10:00:00Z")
    call = event("call.recorded", "o2", at=CALL, said="Yes, you can come", agent="olga")
    silence = event("call.recorded", at="2026-11-20T12:00:00Z", said="Good morning")
    order = placed(at="2026-11-20T10:00:00Z", fulfilment="pickup_point", point="P1")
    claim = event(
        "customer.claimed",
        at="2026-11-22T14:00:00Z",
        claim="was_told",
        told_at=CALL,
        said="you can come already",
    )
    receive([other, order, call, silence, claim], now=NOW)
    while take_up_claims(now=NOW):
        pass
    assert Finding.objects.get().verdict == "confirmed"
    made = Event.objects.get(type="call.promised")
    assert (made.subject, made.data["agent"]) == ("o1", "olga")
    assert Promise.objects.get(kind="told_by_staff").failure_kind == "word_not_kept"


def test_a_call_with_another_customer_is_nobodys_proof() -> None:
    other = placed("o2", at="2026-11-19T10:00:00Z", customer={"id": "c2", "name": "Bo"})
    call = event("call.recorded", "o2", at=CALL, said="Yes, you can come already")
    assert told("Good morning", other, call).verdict != "confirmed"
