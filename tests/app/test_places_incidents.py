"""What is learned of a point takes it out of offers and tells who has not come yet (R1, R26)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from amends.app.actions.phrases import speech_for
from amends.app.actions.places.ended_incidents import close_ended
from amends.app.actions.places.incidents import tell_who_waits
from amends.app.actions.places.records import take_up_signs
from amends.app.actions.places.states import as_body, as_state
from amends.app.actions.places.trust import trusted
from amends.app.actions.policy import current_policy
from amends.app.actions.story import story_of
from amends.app.ledger.models import Case, Event, Incident, Journal, Message, PointRecord, PointSign
from amends.core.places.reliability import NEW, State
from tests.support.line import ANNA, NOON, event, order, points, send

pytestmark = pytest.mark.django_db


def orders(*refs: str, **more: Any) -> None:
    send(order(ref, customer={**ANNA, "id": f"C-{ref}"}, **more) for ref in refs)


def stood_in_vain(*refs: str, at: datetime = NOON) -> None:
    for number, ref in enumerate(refs):
        moment = at + timedelta(minutes=number)
        send(event("visit.point_closed", ref, at=moment, point="P1"), now=moment)


def learn(now: datetime = NOON + timedelta(hours=1)) -> None:
    take_up_signs(now=now)
    tell_who_waits(now=now)


def record(point: str = "P1") -> State:
    return as_state(PointRecord.objects.get(point=point).body)


def test_three_in_vain_are_one_incident_and_who_has_not_come_is_told_first():
    send(points("P1", "P2", "P3"))
    orders("A1", "A2", "A3", *(f"W{n}" for n in range(40)))
    orders("OTHER", point="P2")
    stood_in_vain("A1", "A2", "A3")
    learn()
    [incident] = Incident.objects.all()
    assert (incident.point, incident.told, incident.closed_at) == ("P1", 40, None)
    told = Case.objects.filter(order__ref__startswith="W")
    assert {case.failure_kind for case in told} == {"point_failing"}
    assert told.filter(state="offered").count() == 40
    assert not Case.objects.filter(order="OTHER").exists()
    letters = Message.objects.filter(case__in=told)
    assert letters.count() == 40
    assert "Please do not set out for it" in letters[0].body
    options = [option["key"] for option in told[0].offers.get().body["options"]]
    assert options[:3] == ["bring_home", "other_point", "money_back"]


def test_nobody_is_told_twice_and_who_orders_there_later_is_told_as_well():
    send(points("P1", "P2"))
    orders("A1", "A2", "A3", "W1")
    stood_in_vain("A1", "A2", "A3")
    for _ in range(3):
        learn()
    orders("W2")
    learn()
    assert Event.objects.filter(type="order.point_failed").count() == 2
    assert Incident.objects.get().told == 2


def test_who_has_the_order_or_called_it_off_is_left_alone():
    send(points("P1", "P2"))
    orders("A1", "A2", "A3", "HAS", "OFF", "OLD", "LOST")
    send(event("order.handed_over", "HAS", at=NOON - timedelta(days=1), point="P1"))
    send(event("order.cancelled_by_customer", "OFF"), event("parcel.lost", "LOST"))
    stood_in_vain("A1", "A2", "A3")
    later = NOON + timedelta(days=current_policy().limits.waits_at_point_days)
    send(event("order.handed_over", "OLD"))
    learn(now=later)
    assert not Event.objects.filter(type="order.point_failed").exists()


def test_a_failing_point_is_not_offered_to_others_and_comes_back_on_evidence():
    send(points("P1", "P2", "P3"))
    orders("A1", "A2", "A3")
    orders("B1", point="P2")
    stood_in_vain("A1", "A2", "A3")
    learn()
    send(event("visit.point_closed", "B1", at=NOON, point="P2"))
    offered = Case.objects.get(order="B1").offers.get().body["possible"]["points"]
    assert [point["code"] for point in offered] == ["P3"]
    back = NOON + timedelta(hours=5)
    send(event("point.found_working", "P1", at=back), now=back)
    learn(now=back)
    assert not record().out
    known = trusted(now=back).points["P1"]
    assert known.lower >= current_policy().reliability.least
    assert Incident.objects.get().closed_at == back


def test_one_customer_who_says_it_ten_times_is_one_sign():
    send(points("P1", "P2"))
    orders("A1")
    for minutes in range(10):
        stood_in_vain("A1", at=NOON - timedelta(minutes=minutes))
    learn()
    assert PointSign.objects.filter(state="counted").count() == 1
    assert set(PointSign.objects.exclude(state="counted").values_list("because", flat=True)) == {
        "said_already"
    }
    assert not Incident.objects.exists()


def test_a_closed_door_outside_the_hours_is_no_sign():
    send(points("P1", "P2"))
    orders("A1", "A2", "A3", "A4")
    night = NOON.replace(hour=20)  # 23:00 there; it closes at 21:00
    stood_in_vain("A1", "A2", "A3", "A4", at=night)
    learn(now=night + timedelta(hours=1))
    assert set(PointSign.objects.values_list("because", flat=True)) == {"hours_over"}
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "You came to Point P1 outside its posted hours, and it was closed."),
        ("ru", "Вы пришли в пункт «Point P1» не в часы его работы, и он был закрыт."),
        ("mn", "Та Point P1 цэгт ажлын цагийн бусаар очсон бөгөөд хаалттай байсан."),
    ],
)
def test_who_came_outside_the_hours_is_told_so_kindly_and_helped(language: str, said: str):
    send(points("P1", "P2"))
    orders("A1")
    night = NOON.replace(hour=20)
    stood_in_vain("A1", at=night)
    learn(now=night)
    case = Case.objects.get(order="A1")
    story = story_of(case, speech=speech_for(case, now=night, language=language))
    assert [moment.text for moment in story if "P1" in moment.text] == [said]
    assert case.state == Case.State.OFFERED
    assert case.offers.get().body["options"]


def test_hand_overs_are_counted_and_the_order_in_which_signs_come_makes_no_difference():
    send(points("P1", "P2"))
    refs = [f"H{n}" for n in range(12)]
    orders(*refs)
    moments = {ref: NOON - timedelta(hours=n) for n, ref in enumerate(refs)}
    for ref in refs:
        send(event("order.handed_over", ref, at=moments[ref]))
        learn()
    one_by_one = record()
    assert one_by_one.handed_over == (12, 12)
    PointRecord.objects.all().delete()
    PointSign.objects.update(state="waiting")
    learn()
    assert record().visits == one_by_one.visits
    assert record().good == pytest.approx(one_by_one.good)


def dead_point(*waiting: str) -> Incident:
    send(points("P1", "P2"))
    orders("A1", "A2", "A3", *waiting)
    stood_in_vain("A1", "A2", "A3")
    learn()
    return Incident.objects.get()


def endings() -> list[dict[str, Any]]:
    return list(Journal.objects.filter(action="incident closed").values_list("detail", flat=True))


def test_an_incident_that_nobody_speaks_of_is_over_and_a_new_word_begins_the_next():
    incident = dead_point("W1")
    quiet = timedelta(days=current_policy().limits.incident_quiet_days)
    spoken_of = Incident.objects.get().told_at
    assert spoken_of is not None
    assert close_ended(now=spoken_of + quiet - timedelta(seconds=1)) == 0
    ended = spoken_of + quiet
    assert (close_ended(now=ended), close_ended(now=ended)) == (1, 0)
    incident.refresh_from_db()
    assert (incident.closed_at, incident.over) == (ended, "quiet")
    assert endings() == [{"incident": incident.pk, "point": "P1", "over": "quiet"}]
    assert record().out
    orders("LATER")
    stood_in_vain("LATER", at=ended)
    learn(now=ended)
    assert Incident.objects.filter(closed_at=None).count() == 1


def test_an_incident_is_not_over_while_somebody_is_still_to_be_told():
    dead_point()
    orders("W1")
    days = current_policy().limits.incident_quiet_days
    assert close_ended(now=NOON + timedelta(days=days + 1)) == 0


def test_an_incident_of_a_point_that_is_gone_is_over_when_everybody_was_told():
    incident = dead_point()
    orders("W1")
    gone = NOON + timedelta(hours=2)
    closed = {"name": "Point P1", "time_zone": "Europe/Moscow", "open": False}
    send(event("point.described", "P1", at=gone, **closed), now=gone)
    assert close_ended(now=gone) == 0
    learn(now=gone)
    assert close_ended(now=gone) == 1
    incident.refresh_from_db()
    assert (incident.told, incident.over) == (1, "gone")


def test_a_point_that_comes_and_goes_does_not_write_the_same_letter_twice():
    dead_point("W1")
    again = timedelta(days=current_policy().limits.told_again_days)
    first = Event.objects.get(type="order.point_failed").time
    works = NOON + timedelta(hours=5)
    send(event("point.found_working", "P1", at=works), now=works)
    learn(now=works)
    assert Incident.objects.get().over == "works"
    Case.objects.filter(order="W1").update(state=Case.State.SOLVED)
    back = NOON + timedelta(days=1)
    send(event("point.found_failing", "P1", at=back), now=back)
    learn(now=back)
    assert Incident.objects.count() == 2
    learn(now=first + again - timedelta(seconds=1))
    assert Event.objects.filter(type="order.point_failed", subject="W1").count() == 1
    assert Message.objects.filter(case__order="W1").count() == 1
    learn(now=first + again + timedelta(seconds=1))
    assert Event.objects.filter(type="order.point_failed", subject="W1").count() == 2


def test_a_history_is_counted_too_and_tells_nobody():
    from amends.app.actions.record import receive

    events = [*points("P1", "P2"), order("A1"), event("order.handed_over", "A1", at=NOON)]
    receive(events, now=NOON, as_of=NOON.date())
    learn()
    assert record().handed_over == (1, 1)
    assert not Message.objects.exists()


def test_a_record_is_stored_and_read_without_loss():
    full = State(
        at=NOON, good=1.25, bad=0.5, levels=(0.1, 2.0), out=True, since=NOON, recent=5, known=3
    )
    assert as_state(as_body(full)) == full
    assert as_state({}) == NEW == as_state(as_body(NEW))
