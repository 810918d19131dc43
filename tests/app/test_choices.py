"""The customer's choice: one per offer, planned exactly once (design decision 3)."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.app.actions.choices import choose
from amends.app.ledger.models import Case, Choice, Offer, Remedy
from amends.core.errors import BadChoice
from tests.support.line import NOON, REACH, closed_point, event, free_windows, send

pytestmark = pytest.mark.django_db


def accept(case: Case, option: str = "money_back", **details: str) -> Choice:
    offer = case.offers.latest("pk")
    return choose(offer=offer, option=option, details=details, now=NOON, by="customer")


def test_home_delivery_tomorrow_evening_becomes_one_remedy_due_then():
    case = closed_point(visits=2)
    [window] = [w for w in free_windows(case) if w.startswith("2026-11-21T19:00")]
    accept(case, "bring_home", address="Main street 1", window=window)
    remedy = case.remedies.get(is_gesture=False)
    assert (remedy.kind, remedy.who, remedy.borne_by) == ("bring_home", "courier", "point")
    assert remedy.due_at
    assert remedy.due_at.isoformat() == "2026-11-21T18:00:00+00:00"
    case.refresh_from_db()
    assert case.state == "mending"


def test_the_gesture_stands_on_top_of_the_remedy():
    case = closed_point()
    accept(case, "other_point", point="P2")
    remedy, gesture = case.remedies.order_by("is_gesture")
    assert (remedy.kind, str(remedy.amount)) == ("other_point", "0.0000")
    assert (gesture.kind, str(gesture.amount)) == ("delivery_price_back", "4.0000")


def test_a_gesture_has_a_deadline_and_somebody_who_gives_it_whoever_mends_the_order():
    case = closed_point()
    accept(case, "other_point", point="P2")
    gesture = case.remedies.get(is_gesture=True)
    assert (gesture.who, gesture.next_attempt_at) == ("shop", NOON)
    assert gesture.due_at == NOON + timedelta(hours=25)


def test_every_remedy_that_the_shop_carries_out_is_queued_in_the_same_transaction():
    case = closed_point()
    accept(case, "other_point", point="P2")
    queued = ProcrastinateJob.objects.filter(task_name="attempt_remedy")
    assert {job.args["remedy_id"] for job in queued} == set(
        case.remedies.values_list("pk", flat=True)
    )


def test_what_staff_do_by_hand_is_not_sent_to_the_shop():
    case = closed_point()
    accept(case, "person_calls", **REACH)
    remedy = case.remedies.get(is_gesture=False)
    assert (remedy.next_attempt_at, remedy.details) == (None, REACH)


def test_saying_yes_twice_is_one_choice():
    case = closed_point()
    assert accept(case) == accept(case)
    assert Remedy.objects.count() == 1


def test_another_choice_of_the_same_offer_is_refused():
    case = closed_point()
    accept(case)
    with pytest.raises(BadChoice) as refused:
        accept(case, "person_calls")
    assert refused.value.code == "already_chosen"


def test_an_offer_that_was_replaced_is_refused():
    case = closed_point()
    old = case.offers.get()
    send(event("visit.point_closed", "A1", point="P1"))
    with pytest.raises(BadChoice) as refused:
        choose(offer=old, option="money_back", details={}, now=NOON, by="customer")
    assert refused.value.code == "offer_replaced"


def test_the_database_refuses_a_second_choice_of_one_offer():
    choice = accept(closed_point())
    with pytest.raises(IntegrityError), transaction.atomic():
        Choice.objects.create(
            offer=choice.offer, option="x", details={}, chosen_at=NOON, chosen_by="x"
        )


def test_an_offer_of_an_older_version_is_still_carried_out_as_it_was_made():
    case = closed_point()
    offer = case.offers.latest("pk")
    body, by = offer.body, (NOON + timedelta(days=2)).isoformat()
    window = free_windows(case)[-1]
    body["possible"] = {**body["possible"], "windows": [window]}
    del body["possible"]["delivery"]
    for option in body["options"]:
        for new in ("hours", "quiet", "gesture"):
            del option[new]
        option["by"] = by
    for new in ("who", "hours", "quiet"):
        del body["gesture"][new]
    decision = case.decisions.get()
    decision.pk, decision.number = None, 2
    decision.save()
    old = Offer.objects.create(
        case=case, decision=decision, made_at=NOON, valid_until=offer.valid_until, body=body
    )
    details = {"address": "Main street 1", "window": window}
    choose(offer=old, option="bring_home", details=details, now=NOON, by="customer")
    remedy, gesture = case.remedies.order_by("is_gesture")
    assert remedy.due_at == datetime.fromisoformat(window.split("/")[1])
    assert (gesture.who, gesture.due_at) == ("courier", NOON + timedelta(days=2))
