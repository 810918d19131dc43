"""The shop reports on its own, late, twice or otherwise than it answered (design decision 3)."""

from __future__ import annotations

import uuid

import pytest

from amends.app.actions import remedies
from amends.app.connectors.answers import Answer, Kind
from amends.app.connectors.shop import memory
from amends.app.connectors.shop.memory import MemoryShop
from amends.app.connectors.shop.port import RemedyRequest
from amends.app.ledger.models import Journal
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


def test_what_was_accepted_waits_for_the_report() -> None:
    remedy, shop = planned_remedy(), MemoryShop([memory.accept])
    assert attempt(remedy, shop) == "accepted"
    remedies.shop_reported(remedy_key=str(remedy.key), done=True, detail="", now=NOON)
    assert (fresh(remedy).state, case_of(remedy).state) == ("done", "mended")


def test_a_shop_that_forgets_to_report_is_asked() -> None:
    remedy, shop = planned_remedy(), MemoryShop([memory.accept])
    attempt(remedy, shop)
    shop.deeds.append(remedy.key)
    assert run_until_settled(remedy, shop) == "done"
    assert shop.deeds == [remedy.key]


def test_a_shop_that_denies_what_it_accepted_is_not_believed() -> None:
    remedy, shop = planned_remedy(), MemoryShop([memory.accept])
    attempt(remedy, shop)
    shop.accepted.clear()
    assert run_until_settled(remedy, shop) == "in_doubt"
    assert shop.deeds == []


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_report_during_the_call_and_again_after_it_changes_nothing_more(times: int) -> None:
    remedy = planned_remedy()

    def report(shop: MemoryShop, request: RemedyRequest) -> Answer:
        memory.carry_out(shop, request)
        for _ in range(times):
            remedies.shop_reported(remedy_key=str(request.key), done=True, detail="", now=NOON)
        return Answer(Kind.UNKNOWN, "hung up")

    assert attempt(remedy, MemoryShop([report])) == "done"
    assert case_of(remedy).follow_ups.count() == 1
    assert remedy.attempts.get().answer == "unknown"


def test_a_report_may_come_before_any_attempt() -> None:
    remedy, shop = planned_remedy(), MemoryShop()
    remedies.shop_reported(remedy_key=str(remedy.key), done=True, detail="", now=NOON)
    assert attempt(remedy, shop) == "done"
    assert shop.deeds == []


def test_a_failure_is_reported_and_the_line_starts_again() -> None:
    remedy = planned_remedy()
    attempt(remedy, MemoryShop([memory.accept]))
    remedies.shop_reported(remedy_key=str(remedy.key), done=False, detail="burnt", now=NOON)
    assert (fresh(remedy).state, case_of(remedy).state) == ("failed", "offered")


def test_the_first_word_holds_and_another_one_is_kept_for_staff() -> None:
    remedy = planned_remedy()
    attempt(remedy, MemoryShop())
    remedies.shop_reported(remedy_key=str(remedy.key), done=False, detail="", now=NOON)
    assert (fresh(remedy).state, case_of(remedy).state) == ("done", "mended")
    assert Journal.objects.filter(action="remedy reported otherwise").count() == 1


@pytest.mark.parametrize(
    "key", ["", "nonsense", str(uuid.uuid4())], ids=["empty", "nonsense", "unknown"]
)
def test_a_report_about_something_unknown_is_said_so(key: str) -> None:
    assert not remedies.shop_reported(remedy_key=key, done=True, detail="", now=NOON)
    assert Journal.objects.filter(action="unknown remedy reported").count() == 1


def test_an_answer_that_comes_too_late_does_not_undo_what_happened_since() -> None:
    remedy = planned_remedy()
    other = MemoryShop()

    def sleep(shop: MemoryShop, request: RemedyRequest) -> Answer:
        attempt(remedy, other, NOON + LEASE)
        attempt(remedy, other, NOON + 2 * LEASE)
        return Answer(Kind.BUSY, "too late")

    assert attempt(remedy, MemoryShop([sleep])) == "done"
    assert other.deeds == [remedy.key]


def test_a_late_done_always_counts() -> None:
    remedy = planned_remedy()

    def sleep(shop: MemoryShop, request: RemedyRequest) -> Answer:
        attempt(remedy, MemoryShop(deaf=True), NOON + LEASE)
        assert fresh(remedy).state == "in_doubt"
        return memory.carry_out(shop, request)

    assert attempt(remedy, MemoryShop([sleep])) == "done"


def test_a_dead_remedy_that_was_done_after_all_takes_the_new_offer_back() -> None:
    remedy = planned_remedy()
    run_until_settled(remedy, MemoryShop([memory.be_busy] * 3))
    remedies.shop_reported(remedy_key=str(remedy.key), done=True, detail="", now=NOON)
    assert (fresh(remedy).state, case_of(remedy).state) == ("done", "mended")
