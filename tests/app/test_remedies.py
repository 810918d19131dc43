"""A remedy is carried out once, whatever the shop answers and whoever dies (design decision 3)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from amends.app.actions import aftercare, remedies
from amends.app.actions.aftercare import NotNow
from amends.app.actions.choices import choose
from amends.app.actions.desk.next_steps import is_by_hand
from amends.app.connectors.answers import Answer, Kind
from amends.app.connectors.shop import UnconnectedShop, memory
from amends.app.connectors.shop.memory import MemoryShop
from amends.app.connectors.shop.port import RemedyRequest
from amends.app.ledger.models import Attempt, Case, Journal, Remedy
from tests.support.line import REACH
from tests.support.mending import NOON, PATIENCE, planned_remedy

pytestmark = pytest.mark.django_db
LEASE = PATIENCE.lease


def attempt(remedy: Remedy, shop: MemoryShop, now: datetime = NOON) -> str:
    return remedies.attempt(remedy.pk, now=now, shop=shop, patience=PATIENCE)


def fresh(remedy: Remedy) -> Remedy:
    return Remedy.objects.get(pk=remedy.pk)


def case_of(remedy: Remedy) -> Case:
    return Case.objects.get(pk=remedy.case_id)


def run_until_settled(remedy: Remedy, shop: MemoryShop) -> str:
    """Look again whenever the remedy asks to be looked at, as the sweep does."""
    for _ in range(40):
        look_again = fresh(remedy).next_attempt_at
        if look_again is None:
            break
        attempt(remedy, shop, max(look_again, NOON))
    return fresh(remedy).state


@pytest.fixture
def staff() -> User:
    return User.objects.create(username="olga")


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
    assert remedies.due_remedies(now=NOON + LEASE - timedelta(seconds=1)) == [
        gesture.pk for gesture in remedy.choice.remedies.filter(is_gesture=True)
    ]
    assert attempt(remedy, shop, NOON + LEASE) == "done"
    assert shop.deeds == [remedy.key]
    assert remedy.attempts.get(number=1).ended_at is None


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


def test_a_dead_remedy_that_was_done_after_all_takes_the_new_offer_back() -> None:
    remedy = planned_remedy()
    run_until_settled(remedy, MemoryShop([memory.be_busy] * 3))
    remedies.shop_reported(remedy_key=str(remedy.key), done=True, detail="", now=NOON)
    assert (fresh(remedy).state, case_of(remedy).state) == ("done", "mended")


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


def due_in(minutes: int) -> Remedy:
    remedy = planned_remedy()
    Remedy.objects.filter(pk=remedy.pk).update(due_at=NOON + timedelta(minutes=minutes))
    return fresh(remedy)


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
