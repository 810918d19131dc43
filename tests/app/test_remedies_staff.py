"""What hangs, or whose time has passed, is for staff to decide (design decision 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from amends.app.actions import aftercare, remedies
from amends.app.actions.aftercare import NotNow
from amends.app.actions.choices import choose
from amends.app.actions.desk.next_steps import is_by_hand
from amends.app.connectors.shop import UnconnectedShop, memory
from amends.app.connectors.shop.memory import MemoryShop
from amends.app.ledger.models import Journal, Remedy
from tests.support.line import REACH
from tests.support.mending import (
    NOON,
    PATIENCE,
    attempt,
    case_of,
    due_in,
    fresh,
    planned_remedy,
    run_until_settled,
)

pytestmark = pytest.mark.django_db
LEASE = PATIENCE.lease


@pytest.fixture
def staff() -> User:
    return User.objects.create(username="olga")


def test_busy_is_tried_again_ever_later_and_then_given_up() -> None:
    remedy, shop = planned_remedy(), MemoryShop([memory.be_busy] * 9)
    waits = []
    for _ in range(2):
        now = fresh(remedy).next_attempt_at or NOON
        attempt(remedy, shop, now)
        look_again = fresh(remedy).next_attempt_at
        assert look_again is not None
        waits.append(round((look_again - now).total_seconds()))
    assert waits == [10, 100]
    assert run_until_settled(remedy, shop) == "dead"
    assert case_of(remedy).state == "mending"
    assert shop.deeds == []


def test_staff_free_a_dead_remedy_as_long_as_nothing_else_was_chosen(staff: User) -> None:
    remedy, shop = planned_remedy(), MemoryShop([memory.be_busy] * 3)
    assert run_until_settled(remedy, shop) == "dead"
    remedies.requeue(fresh(remedy), by=staff, now=timezone.now())
    assert case_of(remedy).state == "mending"
    assert run_until_settled(remedy, shop) == "done"
    assert (case_of(remedy).state, shop.deeds) == ("mended", [remedy.key])
    assert Journal.objects.filter(action="remedy requeued", actor="olga").count() == 1


def test_a_freed_remedy_has_a_whole_round_of_tries(staff: User) -> None:
    remedy, shop = planned_remedy(), MemoryShop([memory.be_busy] * 5)
    assert run_until_settled(remedy, shop) == "dead"
    later = remedy.attempts.latest("number").claimed_at + timedelta(seconds=1)
    remedies.requeue(fresh(remedy), by=staff, now=later)
    assert run_until_settled(remedy, shop) == "done"
    assert remedy.attempts.count() == 6


def test_a_dead_remedy_is_not_freed_beside_a_new_choice(staff: User) -> None:
    remedy = planned_remedy()
    run_until_settled(remedy, MemoryShop([memory.be_busy] * 3))
    remedies.give_up(fresh(remedy), by=staff, now=NOON)
    offer = remedy.case.offers.latest("pk")
    choose(offer=offer, option="person_calls", details=REACH, now=NOON, by="customer")
    with pytest.raises(NotNow, match="it is failed now"):
        remedies.requeue(fresh(remedy), by=staff, now=NOON)


def test_what_could_not_be_tried_is_no_second_failure_until_staff_give_it_up(staff: User) -> None:
    remedy = planned_remedy()
    run_until_settled(remedy, MemoryShop([memory.be_busy] * 3))
    offers = case_of(remedy).offers.count()
    assert (case_of(remedy).round, case_of(remedy).state) == (1, "mending")
    remedies.give_up(fresh(remedy), by=staff, now=NOON)
    assert fresh(remedy).state == "failed"
    assert case_of(remedy).offers.count() == offers + 1


def test_nobody_gives_up_what_may_have_been_done(staff: User) -> None:
    remedy = planned_remedy()
    attempt(remedy, MemoryShop([memory.hang_up_after]))
    with pytest.raises(NotNow):
        remedies.give_up(fresh(remedy), by=staff, now=NOON)


@pytest.mark.parametrize(("done", "state"), [(True, "mended"), (False, "offered")])
def test_a_person_may_settle_what_is_in_doubt(staff: User, done: bool, state: str) -> None:
    remedy = planned_remedy()
    attempt(remedy, MemoryShop([memory.hang_up_after]))
    remedies.settle_by_hand(fresh(remedy), done=done, detail="rang them", by=staff, now=NOON)
    assert case_of(remedy).state == state


def test_only_what_is_due_is_found_longest_waiting_first() -> None:
    first, second = planned_remedy(), planned_remedy()
    Remedy.objects.exclude(pk__in=[first.pk, second.pk]).update(next_attempt_at=None)
    Remedy.objects.filter(pk=first.pk).update(next_attempt_at=NOON - timedelta(hours=1))
    assert remedies.due_remedies(now=NOON) == [first.pk, second.pk]
    assert remedies.due_remedies(now=NOON - timedelta(minutes=1)) == [first.pk]
    assert remedies.due_remedies(now=NOON, at_most=1) == [first.pk]


def test_nobody_is_told_to_begin_what_should_have_been_done_long_ago() -> None:
    remedy, shop = due_in(minutes=-2 * 24 * 60), MemoryShop()
    assert attempt(remedy, shop) == "dead"
    assert shop.deeds == []
    assert fresh(remedy).result["detail"] == "its time has passed before it was begun"
    assert Journal.objects.filter(action="remedy not begun in time").count() == 1


def test_a_little_late_is_still_worth_it() -> None:
    patient = replace(PATIENCE, tolerance=timedelta(minutes=5))
    late, later = due_in(minutes=-4), due_in(minutes=-5)
    for remedy, state in ((late, "done"), (later, "dead")):
        shop = MemoryShop()
        assert remedies.attempt(remedy.pk, now=NOON, shop=shop, patience=patient) == state


def test_a_meal_is_not_tried_for_hours() -> None:
    """Without a shop that answers, staff know as soon as its time has passed."""
    remedy, shop = due_in(minutes=1), MemoryShop([memory.be_busy] * 9)
    assert run_until_settled(remedy, shop) == "dead"
    assert fresh(remedy).state_at == NOON + timedelta(minutes=1)
    assert remedy.attempts.count() == 2


def test_what_may_have_been_begun_is_asked_about_after_its_time_too() -> None:
    remedy, shop = due_in(minutes=1), MemoryShop([memory.hang_up_after])
    attempt(remedy, shop)
    assert attempt(remedy, shop, NOON + timedelta(days=2)) == "done"


def test_what_was_never_heard_of_is_not_begun_after_its_time() -> None:
    remedy, shop = due_in(minutes=1), MemoryShop([memory.hang_up_before])
    attempt(remedy, shop)
    assert attempt(remedy, shop, NOON + timedelta(days=2)) == "dead"
    assert shop.deeds == []


def test_staff_may_want_it_all_the_same(staff: User) -> None:
    remedy, shop = due_in(minutes=-60), MemoryShop([memory.be_busy])
    assert attempt(remedy, shop) == "dead"
    remedies.requeue(fresh(remedy), by=staff, now=NOON)
    assert run_until_settled(remedy, shop) == "done"
    assert shop.deeds == [remedy.key]


def test_without_a_shop_it_is_to_be_done_by_hand_at_once(staff: User) -> None:
    remedy = planned_remedy()
    assert remedies.attempt(remedy.pk, now=NOON, shop=UnconnectedShop()) == "planned"
    assert is_by_hand(fresh(remedy))
    assert not remedy.attempts.exists()
    assert Journal.objects.filter(action="remedy to be done by hand").count() == 1
    aftercare.staff_did(remedy=fresh(remedy), by=staff, now=NOON)
    assert (fresh(remedy).state, case_of(remedy).state) == ("done", "mended")


def test_what_is_in_doubt_stays_so_when_the_shop_is_taken_away() -> None:
    remedy = planned_remedy()
    attempt(remedy, MemoryShop([memory.hang_up_after]))
    later = NOON + LEASE
    assert remedies.attempt(remedy.pk, now=later, shop=UnconnectedShop()) == "in_doubt"
    assert fresh(remedy).next_attempt_at is not None
