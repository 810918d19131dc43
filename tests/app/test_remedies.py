"""A remedy is carried out once, whatever the shop answers and whoever dies (design decision 3)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from amends.app.actions import remedies
from amends.app.connectors.answers import Answer, Kind
from amends.app.connectors.shop import memory
from amends.app.connectors.shop.memory import MemoryShop
from amends.app.connectors.shop.port import RemedyRequest
from amends.app.ledger.models import Attempt
from tests.support.mending import (
    NOON,
    PATIENCE,
    attempt,
    case_of,
    fresh,
    planned_remedy,
    run_until_settled,
)

pytestmark = pytest.mark.django_db
LEASE = PATIENCE.lease


def test_a_calm_shop_carries_it_out_and_the_case_goes_on() -> None:
    remedy, shop = planned_remedy(), MemoryShop()
    assert attempt(remedy, shop) == "done"
    assert shop.deeds == [remedy.key]
    assert case_of(remedy).state == "mended"
    assert fresh(remedy).result == {"number": 1}
    assert fresh(remedy).next_attempt_at is None


def test_the_attempt_is_written_down_before_the_call() -> None:
    remedy = planned_remedy()
    seen: list[tuple[str, str, datetime | None]] = []

    def look(shop: MemoryShop, request: RemedyRequest) -> Answer:
        written = Attempt.objects.get(remedy=remedy)
        seen.append((fresh(remedy).state, written.purpose, written.ended_at))
        return memory.carry_out(shop, request)

    attempt(remedy, MemoryShop([look]))
    assert seen == [("claimed", "act", None)]


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_during_the_call() -> None:
    remedy = planned_remedy()

    def look(shop: MemoryShop, request: RemedyRequest) -> Answer:
        from django.db import connection

        assert not connection.in_atomic_block
        return memory.carry_out(shop, request)

    assert attempt(remedy, MemoryShop([look])) == "done"


def test_the_request_says_all_that_the_shop_needs() -> None:
    remedy = planned_remedy()
    seen: list[RemedyRequest] = []

    def look(shop: MemoryShop, request: RemedyRequest) -> Answer:
        seen.append(request)
        return memory.carry_out(shop, request)

    attempt(remedy, MemoryShop([look]))
    [request] = seen
    assert request.as_data()["amount"] == "50.0000"
    assert (request.key, request.order) == (remedy.key, remedy.case.order_id)
    assert request.act_before == NOON + PATIENCE.answer_within


def test_looking_again_at_what_is_settled_does_nothing() -> None:
    remedy, shop = planned_remedy(), MemoryShop()
    attempt(remedy, shop)
    assert attempt(remedy, shop, NOON + timedelta(days=9)) == "done"
    assert len(shop.deeds) == 1


def test_a_claim_that_is_under_way_is_nobody_elses() -> None:
    remedy = planned_remedy()
    inner = MemoryShop()

    def meanwhile(shop: MemoryShop, request: RemedyRequest) -> Answer:
        assert attempt(remedy, inner, NOON + timedelta(seconds=5)) == "claimed"
        return memory.carry_out(shop, request)

    assert attempt(remedy, MemoryShop([meanwhile])) == "done"
    assert (inner.deeds, inner.asked) == ([], [])


def test_an_unknown_end_is_in_doubt_and_is_asked_about_not_repeated() -> None:
    remedy, shop = planned_remedy(), MemoryShop([memory.hang_up_after])
    assert attempt(remedy, shop) == "in_doubt"
    assert run_until_settled(remedy, shop) == "done"
    assert shop.deeds == [remedy.key]
    assert [each.purpose for each in remedy.attempts.order_by("number")] == ["act", "ask"]


def test_nobody_asks_while_the_shop_may_still_begin() -> None:
    """A "never heard of it" would not hold: the request may still be on its way."""
    remedy, shop = planned_remedy(), MemoryShop([memory.hang_up_before])
    attempt(remedy, shop)
    assert fresh(remedy).next_attempt_at is not None
    assert attempt(remedy, shop, NOON + PATIENCE.answer_within) == "in_doubt"
    assert shop.asked == []
    assert attempt(remedy, shop, NOON + LEASE + timedelta(seconds=1)) == "planned"
    assert shop.asked == [remedy.key]


def test_what_was_never_heard_of_is_done_again_under_the_same_key() -> None:
    remedy, shop = planned_remedy(), MemoryShop([memory.hang_up_before])
    attempt(remedy, shop)
    assert run_until_settled(remedy, shop) == "done"
    assert shop.deeds == [remedy.key]
    assert [each.purpose for each in remedy.attempts.order_by("number")] == ["act", "ask", "act"]


def test_a_shop_that_answers_no_question_keeps_it_in_doubt_for_ever() -> None:
    remedy, shop = planned_remedy(), MemoryShop([memory.hang_up_after], deaf=True)
    attempt(remedy, shop)
    assert run_until_settled(remedy, shop) == "in_doubt"
    assert shop.deeds == [remedy.key]
    assert fresh(remedy).next_attempt_at is not None


def test_a_killed_worker_leaves_a_claim_that_runs_out_and_is_asked_about() -> None:
    remedy = planned_remedy()

    def die(shop: MemoryShop, request: RemedyRequest) -> Answer:
        memory.carry_out(shop, request)
        raise KeyboardInterrupt

    shop = MemoryShop([die])
    with pytest.raises(KeyboardInterrupt):
        attempt(remedy, shop)
    assert fresh(remedy).state == "claimed"
    assert remedy.choice is not None
    assert remedies.due_remedies(now=NOON + LEASE - timedelta(seconds=1)) == [
        gesture.pk for gesture in remedy.choice.remedies.filter(is_gesture=True)
    ]
    assert attempt(remedy, shop, NOON + LEASE) == "done"
    assert shop.deeds == [remedy.key]
    assert remedy.attempts.get(number=1).ended_at is None


def test_the_shop_may_ask_us_to_wait_longer() -> None:
    def rest(shop: MemoryShop, request: RemedyRequest) -> Answer:
        return Answer(Kind.BUSY, retry_after=timedelta(seconds=77))

    remedy = planned_remedy()
    attempt(remedy, MemoryShop([rest]))
    look_again = fresh(remedy).next_attempt_at
    assert look_again is not None
    assert round((look_again - NOON).total_seconds()) == 77


def test_a_refusal_for_good_starts_the_line_again() -> None:
    remedy, shop = planned_remedy(), MemoryShop([memory.refuse])
    assert attempt(remedy, shop) == "failed"
    assert case_of(remedy).state == "offered"
    assert fresh(remedy).result == {"detail": "out of stock"}
