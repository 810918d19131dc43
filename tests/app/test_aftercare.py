"""Somebody else asks whether it helped, and "no" starts the line again (R7, R29)."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from amends.app.actions.aftercare import (
    NotNow,
    answer,
    ask,
    close_quiet_cases,
    end_unanswered_offers,
    remedy_settled,
    staff_did,
    start_due_follow_ups,
)
from amends.app.actions.choices import choose
from amends.app.actions.rounds import start_again
from amends.app.ledger.models import Case, FollowUp, Message, Outcome, Remedy
from tests.support.line import NOON, REACH, closed_point, event, order, send

pytestmark = pytest.mark.django_db


def chosen(option: str = "money_back") -> Case:
    case = closed_point()
    offer, details = case.offers.latest("pk"), {**REACH, "point": "P2"}
    choose(offer=offer, option=option, details=details, now=NOON, by="customer")
    return Case.objects.get(pk=case.pk)


def settle(case: Case, state: str = "done") -> Case:
    for remedy in case.remedies.filter(state="planned").order_by("-is_gesture"):
        remedy.state = state
        remedy.save()
        remedy_settled(remedy, now=NOON)
    return Case.objects.get(pk=case.pk)


def say(case: Case, *, solved: bool) -> Outcome:
    return answer(
        case=case, solved=solved, satisfied=5, recommends=True, comment="", now=NOON, by="customer"
    )


def test_five_minutes_after_the_remedy_the_manager_has_the_task_to_ask():
    case = settle(chosen())
    assert case.state == "mended"
    follow_up = case.follow_ups.get()
    assert (follow_up.role, follow_up.due_at - NOON) == ("manager", timedelta(minutes=5))


def test_the_customer_is_asked_when_the_follow_up_is_due_and_only_once():
    case = settle(chosen())
    assert start_due_follow_ups(now=NOON + timedelta(minutes=4)) == 0
    assert start_due_follow_ups(now=NOON + timedelta(minutes=5)) == 1
    assert start_due_follow_ups(now=NOON + timedelta(minutes=6)) == 0
    assert Message.objects.filter(case=case, step="done").count() == 1


def test_yes_solves_the_case_and_saying_it_again_changes_nothing():
    case = settle(chosen())
    outcome = say(case, solved=True)
    assert say(case, solved=True) == outcome
    assert Case.objects.get(pk=case.pk).state == "solved"
    assert case.follow_ups.get().answered_at == NOON


def test_no_starts_the_line_again_knowing_what_was_tried():
    case = settle(chosen())
    say(case, solved=False)
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.round, case.urgency) == ("offered", 2, 100)
    assert case.decisions.latest("number").facts["tried"] == "money_back"
    offered = [option["key"] for option in case.offers.latest("pk").body["options"]]
    assert offered[0] == "person_calls"
    assert Message.objects.filter(case=case, step="again", round=2).count() == 1


def test_what_was_chosen_and_not_done_was_not_tried():
    """A choice that was never carried out takes nothing off the next offer (fact: tried)."""
    case = settle(chosen())
    say(case, solved=False)
    choose(
        offer=case.offers.latest("pk"),
        option="person_calls",
        details=REACH,
        now=NOON,
        by="customer",
    )
    case.refresh_from_db()
    start_again(case, NOON)
    assert case.decisions.latest("number").facts["tried"] == "money_back"


def test_what_failed_for_good_was_tried():
    case = settle(chosen(), state="failed")
    assert case.decisions.latest("number").facts["tried"] == "money_back"


def test_money_that_went_back_is_not_offered_again():
    case = settle(chosen())
    say(case, solved=False)
    offered = Case.objects.get(pk=case.pk).offers.latest("pk").body["options"]
    assert [option["key"] for option in offered] == ["person_calls"]


def test_a_remedy_that_failed_for_good_starts_the_line_again():
    case = settle(chosen(), state="failed")
    assert (case.state, case.round) == ("offered", 2)


def test_a_gesture_that_failed_does_not_undo_the_remedy():
    case = chosen("other_point")
    gesture = case.remedies.get(is_gesture=True)
    gesture.state = Remedy.State.FAILED
    gesture.save()
    remedy_settled(gesture, now=NOON)
    assert Case.objects.get(pk=case.pk).state == "mending"


def test_there_is_nothing_to_answer_before_anything_was_done():
    with pytest.raises(NotNow):
        say(chosen(), solved=True)


def test_the_one_who_handled_the_case_does_not_ask():
    agent, manager = (User.objects.create_user(name) for name in ("agent", "manager"))
    case = chosen("person_calls")
    staff_did(remedy=case.remedies.get(is_gesture=False), by=agent, now=NOON)
    follow_up = FollowUp.objects.get(case=case)
    with pytest.raises(NotNow, match="somebody else"):
        ask(follow_up=follow_up, by=agent, now=NOON)
    ask(follow_up=follow_up, by=manager, now=NOON)
    with pytest.raises(IntegrityError, match="somebody_else_asks"), transaction.atomic():
        FollowUp.objects.filter(pk=follow_up.pk).update(asked_by=agent)


def test_a_case_that_nobody_answers_closes_at_the_time_the_tables_name():
    case = settle(chosen())
    assert close_quiet_cases(now=NOON + timedelta(days=6)) == 0
    assert close_quiet_cases(now=NOON + timedelta(days=8)) == 1
    assert Case.objects.get(pk=case.pk).state == "closed"


def test_an_offer_that_ran_out_is_renewed_while_the_order_is_not_mended():
    case = closed_point()
    assert end_unanswered_offers(now=NOON + timedelta(days=6)) == 0
    assert end_unanswered_offers(now=NOON + timedelta(days=8)) == 1
    assert Case.objects.get(pk=case.pk).state == "offered"
    assert case.offers.latest("pk").valid_until > NOON + timedelta(days=8)


def test_an_offer_for_what_came_late_ends_when_nobody_answers():
    send(order(promises=[{"kind": "ready_at_point_by", "due": "2026-11-18"}]))
    send(event("parcel.arrived_at_point", "A1", point="P1"))
    assert end_unanswered_offers(now=NOON + timedelta(days=8)) == 1
    assert Case.objects.get().state == "closed"


def test_the_question_keeps_quiet_hours_even_if_the_first_word_might_wake():
    case, night = chosen(), NOON + timedelta(hours=12)
    for remedy in case.remedies.filter(state="planned").order_by("-is_gesture"):
        remedy.state = "done"
        remedy.save()
        remedy_settled(remedy, now=night)
    morning = datetime.fromisoformat("2026-11-21T08:00:00+03:00")
    assert case.follow_ups.get().due_at == morning
    start_due_follow_ups(now=morning)
    assert Message.objects.get(case=case, step="done").due_at == morning


def test_at_a_restaurant_table_the_manager_asks_at_any_hour():
    evening = NOON + timedelta(hours=11)
    send(order("R1", kind="restaurant", fulfilment="counter"), now=evening)
    send(event("item.wrong", "R1", at=evening, item="soup"), now=evening)
    case = Case.objects.get(order="R1")
    offer = case.offers.latest("pk")
    choose(offer=offer, option="make_again", details={}, now=evening, by="customer")
    remedy = case.remedies.get(is_gesture=False)
    remedy.state = "done"
    remedy.save()
    remedy_settled(remedy, now=evening)
    assert case.follow_ups.get().due_at == evening + timedelta(minutes=5)
