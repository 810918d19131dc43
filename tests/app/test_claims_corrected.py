"""What is told again is answered as such; what is corrected is not held against anybody (R18)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from amends.app.actions.claims.objecting import contradicted
from amends.app.actions.claims.shown import answers_of
from amends.app.actions.claims.taking import take_up_claims
from amends.app.actions.customers.records import records_of
from amends.app.actions.phrases import speech_for
from amends.app.actions.record import receive
from amends.app.ledger.models import Case, Claim, Finding, Message, Order, Standing
from tests.support.feed import event, placed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANA = {"id": "c1", "name": "Ana", "email": "ana@example.test", "language": "en"}


def hear(*events: dict[str, Any], now: datetime) -> None:
    receive(list(events), now=now)
    while take_up_claims(now=now):
        pass


def says(number: int, claim: str, *, hours: float = 0, **data: Any) -> datetime:
    """What she says so many hours after noon; returns when."""
    at = NOW + timedelta(hours=hours)
    said = event("customer.claimed", at=at.isoformat(), key=f"s{number}", claim=claim, **data)
    hear(said, now=at)
    return at


@pytest.fixture
def order() -> Order:
    hear(placed(at="2026-11-21T10:00:00Z", customer=ANA), now=NOW - timedelta(hours=1))
    return Order.objects.get()


def answers(order: Order, now: datetime) -> list[Any]:
    case = Case.objects.select_related("order", "customer").latest("id")
    return answers_of(order, speech_for(case, now=now))


def test_a_repeat_is_answered_once_with_when_it_was_answered_before(order: Order) -> None:
    says(1, "ordered_on", ordered_on="2026-11-13")
    now = says(2, "ordered_on", hours=3, ordered_on="2026-11-13")
    [answer] = answers(order, now)
    assert answer.verdict == "contradicted"
    [before] = answer.before
    assert "You told us this before" in before
    assert "we answered with our records" in before
    assert answer.lines[0].startswith("Thank you for writing again.")
    assert "not seen yet" in answer.lines[-1]
    assert [each.claim.event.key for each in contradicted(order, now=now)] == ["s2"]
    assert Standing.objects.get().rule == "told_again"


def test_the_letter_that_still_waits_is_brought_up_to_date_and_no_second_is_written(
    order: Order,
) -> None:
    says(1, "ordered_on", ordered_on="2026-11-13")
    says(2, "ordered_on", hours=1, ordered_on="2026-11-13")
    letter = Message.objects.get()
    assert letter.step == "offer"
    assert "You told us this before" in letter.body


def test_a_repeat_after_the_letter_gets_one_letter_of_its_own(order: Order) -> None:
    says(1, "ordered_on", ordered_on="2026-11-13")
    Message.objects.update(state=Message.State.SENT, attempts=1)
    for number in (2, 3):
        says(number, "ordered_on", hours=number, ordered_on="2026-11-13")
    letter = Message.objects.get(step="told_again")
    assert letter.body.count("You told us this before") == 2
    assert Case.objects.get().state == Case.State.OFFERED


def test_the_same_of_another_order_names_the_order(order: Order) -> None:
    says(1, "ordered_on", ordered_on="2026-11-13")
    hear(placed("o2", at="2026-11-22T13:00:00Z", customer=ANA), now=NOW + timedelta(hours=2))
    at = NOW + timedelta(hours=3)
    said = event(
        "customer.claimed", "o2", at=at.isoformat(), claim="ordered_on", ordered_on="2026-11-13"
    )
    hear(said, now=at)
    [answer] = answers(Order.objects.get(ref="o2"), at)
    assert "of order o1" in answer.before[0]


def test_a_day_that_is_corrected_is_held_as_it_is_said_now(order: Order) -> None:
    """A week ago, she says; and on the phone: no, yesterday."""
    says(1, "ordered_on", ordered_on="2026-11-13")
    assert Case.objects.get().decisions.latest("number").facts["verdict"] == "contradicted"
    now = says(2, "ordered_on", hours=2, ordered_on="2026-11-21", through="olga")
    assert [each.verdict for each in Finding.objects.order_by("id")] == [
        "contradicted",
        "confirmed",
    ]
    case = Case.objects.get()
    assert case.decisions.latest("number").facts["verdict"] == "confirmed"
    first, second = answers(order, now)
    assert first.verdict == "corrected"
    assert first.lines[0].startswith("You have corrected this since")
    assert second.verdict == "confirmed"
    assert not contradicted(order, now=now)
    record = records_of({"c1"}, now=now)["c1"].record
    assert record.contradicted.value == record.repeats.value == 0
    assert not Standing.objects.exists()
    assert Claim.objects.count() == 2


def test_saying_it_again_without_a_day_corrects_nothing(order: Order) -> None:
    says(1, "ordered_on", ordered_on="2026-11-13")
    now = says(2, "ordered_on", hours=2)
    assert Case.objects.get().decisions.latest("number").facts["verdict"] == "contradicted"
    record = records_of({"c1"}, now=now)["c1"].record
    assert (record.contradicted.value, record.repeats.value) == (1, 1)
