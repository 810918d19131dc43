"""Customers are warned before a promise breaks, once, and only while it stands (R24, R26)."""

from datetime import datetime, timedelta

import pytest

from amends.app.actions.due import take_due
from amends.app.actions.foresight.ended import end_warnings
from amends.app.actions.foresight.knowing import known_now, learn_anew
from amends.app.actions.foresight.warning import at_risk, warn
from amends.app.actions.situations import gather
from amends.app.ledger.models import Case, Event, Failure, Foresight, Message, Promise
from tests.support.foresight import handed_over, on_its_way, record_of_the_past
from tests.support.line import NOON, event, points, send

pytestmark = pytest.mark.django_db

PLACED = NOON - timedelta(days=4)
DUE = PLACED + timedelta(days=6)


@pytest.fixture
def shop() -> None:
    send(points("P1", "P2", "P3"))
    record_of_the_past()


def one_late_and_one_in_time() -> None:
    send(on_its_way("LATE", placed=PLACED), on_its_way("GOOD", placed=PLACED))
    send(handed_over("GOOD", at=PLACED + timedelta(days=1)))


def warned() -> set[str]:
    return set(Event.objects.filter(type="promise.at_risk").values_list("subject", flat=True))


def letters() -> int:
    return Message.objects.filter(case__order="LATE").exclude(state="not_needed").count()


def test_what_was_learnt_foretells_better_than_the_base_rate(shop: None):
    latest = Foresight.objects.get()
    assert latest.looks > 2000
    assert latest.skill > 0.5
    assert latest.calibration["error"] < 0.1
    assert known_now() is not None


def test_who_will_most_likely_get_it_late_is_told_with_a_choice(shop: None):
    one_late_and_one_in_time()
    [risk] = at_risk(now=NOON)
    assert (risk.order, risk.promise) == ("LATE", "ready_at_point_by")
    assert "late_hand_over" in risk.signs
    assert warn(now=NOON) == 1
    case = Case.objects.get(order="LATE")
    assert (case.failure_kind, case.state) == ("at_risk", "offered")
    options = [option["key"] for option in case.offers.get().body["options"]]
    assert options == ["bring_home", "other_point", "keep_word", "money_back", "person_calls"]
    [letter] = Message.objects.filter(case=case)
    assert "Your order may come later than we promised." in letter.body
    assert Promise.objects.get(order="LATE", kind="ready_at_point_by").state == "open"


def test_an_order_is_warned_of_once(shop: None):
    one_late_and_one_in_time()
    for hours in range(3):
        warn(now=NOON + timedelta(hours=hours))
    assert warned() == {"LATE"}
    assert Event.objects.filter(type="promise.at_risk").count() == 1
    assert letters() == 1


@pytest.mark.parametrize(
    "ends", ["parcel.arrived_at_point", "order.called_off", "order.cancelled_by_customer"]
)
def test_nobody_is_warned_of_what_is_kept_broken_or_withdrawn(shop: None, ends: str):
    one_late_and_one_in_time()
    send(event(ends, "LATE"))
    assert warn(now=NOON) == 0


def test_nobody_is_warned_too_late_to_choose_nor_after_it_broke(shop: None):
    one_late_and_one_in_time()
    late = datetime(DUE.year, DUE.month, DUE.day, 18, tzinfo=NOON.tzinfo)
    assert warn(now=late) == 0
    assert warn(now=DUE + timedelta(days=1)) == 0


def test_a_history_is_told_nothing(shop: None):
    assert not warned()
    assert warn(now=NOON - timedelta(days=12)) == 0


def test_quiet_hours_hold_the_letter_back(shop: None):
    one_late_and_one_in_time()
    night = NOON.replace(hour=20)
    assert warn(now=night) == 1
    [letter] = Message.objects.filter(case__order="LATE")
    assert letter.due_at == NOON.replace(hour=5) + timedelta(days=1)


def test_a_warning_that_comes_true_is_no_second_letter(shop: None):
    one_late_and_one_in_time()
    assert warn(now=NOON) == 1
    Message.objects.update(state="sent")
    after = DUE.replace(hour=22)
    take_due(now=after)
    end_warnings(now=after)
    case = Case.objects.get(order="LATE")
    assert (case.failure_kind, case.state) == ("not_at_point", "offered")
    assert letters() == 1


def test_a_warning_of_what_came_in_time_is_over_and_its_letter_is_not_sent(shop: None):
    one_late_and_one_in_time()
    assert warn(now=NOON.replace(hour=20)) == 1
    send(event("parcel.arrived_at_point", "LATE", point="P1"), now=NOON.replace(hour=21))
    end_warnings(now=NOON.replace(hour=21))
    assert Case.objects.get(order="LATE").state == "closed"
    assert letters() == 0


def test_a_point_that_closes_on_the_promised_day_is_told_of_without_any_record():
    send(points("P1", "P2"))
    closed = [{"first": DUE.date().isoformat(), "last": DUE.date().isoformat(), "reason": "stock"}]
    zone = "Europe/Moscow"
    told = event("point.described", "P1", name="P1", time_zone=zone, hours="24/7", closures=closed)
    send(told)
    one_late_and_one_in_time()
    assert {risk.signs for risk in at_risk(now=NOON)} == {("point_closes",)}
    assert warn(now=NOON) == 2


def test_a_record_that_is_too_small_warns_nobody():
    send(points("P1"))
    one_late_and_one_in_time()
    learn_anew(now=NOON)
    assert known_now() is None
    assert warn(now=NOON) == 0


def test_a_warning_is_no_failure_of_the_past(shop: None):
    """Who was warned and got it in time was not let down; the next trouble is their first."""
    one_late_and_one_in_time()
    assert warn(now=NOON) == 1
    send(event("parcel.arrived_at_point", "LATE", point="P1"))
    end_warnings(now=NOON)
    customer = Case.objects.get(order="LATE").customer
    again = on_its_way("AGAIN", placed=PLACED)
    again["data"]["customer"]["id"] = customer.ref
    send(again, event("visit.point_closed", "AGAIN", point="P1"))
    case = Case.objects.select_related("order", "customer", "promise").get(order="AGAIN")
    assert Failure.objects.filter(promise__order="LATE", kind="at_risk").exists()
    assert gather([case], now=NOON)["AGAIN"].situation.failures_90d == 0
