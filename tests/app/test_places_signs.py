"""Where a sign belongs, when it may be counted, and what it may set off."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from amends.app.actions import choices
from amends.app.actions.loads import begin, finish
from amends.app.actions.places import incidents, records
from amends.app.actions.places.incidents import tell_who_waits
from amends.app.actions.places.records import signs_of, take_up_signs
from amends.app.actions.places.states import as_state
from amends.app.actions.policy import current_policy
from amends.app.actions.record import receive, record_events
from amends.app.ledger.models import Case, Event, Incident, PointRecord, PointSign, Remedy
from amends.core.places.reliability import replay
from tests.support.line import ANNA, NOON, event, order, points, send

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def orders(*refs: str, **more: Any) -> None:
    send(order(ref, customer={**ANNA, "id": f"C-{ref}"}, **more) for ref in refs)


def in_vain(*refs: str, at: datetime = NOON, point: str = "P1") -> None:
    for number, ref in enumerate(refs):
        moment = at + timedelta(minutes=number)
        send(event("visit.point_closed", ref, at=moment, point=point), now=moment)


def told_at(ref: str) -> list[str]:
    return list(PointSign.objects.filter(order=ref).values_list("point", flat=True))


def moved(ref: str, *, state: str) -> None:
    """The customer stood in vain before P1 and chose P2."""
    orders(ref)
    in_vain(ref)
    offer = Case.objects.get(order=ref).offers.latest("pk")
    details = {"point": "P2"}
    choices.choose(offer=offer, option="other_point", details=details, now=NOON, by="customer")
    Remedy.objects.filter(case__order=ref, is_gesture=False).update(state=state)


def test_a_parcel_that_was_moved_is_handed_over_where_it_is():
    send(points("P1", "P2", "P3"))
    moved("A1", state="done")
    send(event("order.handed_over", "A1", at=NOON + HOUR), now=NOON + HOUR)
    assert sorted(told_at("A1")) == ["P1", "P2"]


def test_while_it_moves_nobody_knows_where_it_was_handed_over():
    send(points("P1", "P2", "P3"))
    moved("A1", state="accepted")
    send(event("order.handed_over", "A1", at=NOON + HOUR), now=NOON + HOUR)
    assert told_at("A1") == ["P1"]


def test_what_was_not_moved_after_all_is_handed_over_where_it_was():
    send(points("P1", "P2", "P3"))
    moved("A1", state="failed")
    send(event("order.handed_over", "A1", at=NOON + HOUR), now=NOON + HOUR)
    assert told_at("A1") == ["P1", "P1"]


def test_a_sign_that_comes_before_its_order_is_counted_with_it():
    send(points("P1", "P2"))
    send(event("order.handed_over", "A1", at=NOON))
    assert take_up_signs(now=NOON) == 0
    orders("A1")
    take_up_signs(now=NOON)
    assert PointRecord.objects.get().point == "P1"


def test_a_sign_before_an_order_that_is_at_no_point_is_none():
    send(event("order.handed_over", "A1", at=NOON))
    orders("A1", point=None, fulfilment="home")
    take_up_signs(now=NOON)
    sign = PointSign.objects.get()
    assert (sign.state, sign.because) == ("passed_over", "no_point")


def test_half_a_load_says_nothing_of_a_point():
    send(points("P1", "P2"))
    orders("A1", "A2", "A3", "W1")
    closed = [event("visit.point_closed", f"A{n}", at=NOON, point="P1") for n in (1, 2, 3)]
    load = begin(kind="events", name="visits", digest="d", as_of=None, now=NOON)
    record_events(closed, now=NOON, load=load)
    assert take_up_signs(now=NOON) == 0
    assert set(PointSign.objects.values_list("state", flat=True)) == {"loading"}
    finish(load, now=NOON)
    assert take_up_signs(now=NOON) == 3
    assert Incident.objects.count() == 1


def test_what_was_long_ago_is_known_and_is_no_incident():
    send(points("P1", "P2"))
    long_ago = NOON - timedelta(days=400)
    placed = {"time": long_ago.isoformat()}
    olds = [order(f"A{n}", customer={**ANNA, "id": f"C{n}"}) | placed for n in range(5)]
    closed = [event("visit.point_closed", f"A{n}", at=long_ago, point="P1") for n in range(5)]
    receive([*olds, *closed], now=NOON, as_of=long_ago.date())
    orders("W1")
    take_up_signs(now=NOON)
    assert PointRecord.objects.get().out
    assert not Incident.objects.exists()
    in_vain("W1", at=NOON)
    take_up_signs(now=NOON)
    incident = Incident.objects.get()
    assert NOON - timedelta(days=15) < incident.opened_at <= NOON
    assert [each["order"] for each in incident.because] == ["W1"]


def test_a_late_word_is_held_only_against_what_was_said_about_then():
    send(points("P1", "P2"))
    orders("A1")
    in_vain("A1", at=NOON)
    take_up_signs(now=NOON)
    send(event("visit.point_closed", "A1", at=NOON - timedelta(days=3), point="P1"))
    take_up_signs(now=NOON)
    assert PointSign.objects.filter(state="counted").count() == 2


def test_marks_make_no_difference_but_to_the_work(monkeypatch: pytest.MonkeyPatch):
    send(points("P1", "P2"))
    orders(*(f"H{n}" for n in range(60)))
    days = [(n * 17) % 60 for n in range(60)]
    looked_at: list[int] = []
    monkeypatch.setattr(records, "signs_of", _counting(looked_at))
    for n, day in enumerate(days):
        what = "visit.point_closed" if n % 7 == 0 else "order.handed_over"
        moment = NOON - timedelta(days=70 - day)
        send(event(what, f"H{n}", at=moment, point="P1"))
        take_up_signs(now=NOON)
    record = PointRecord.objects.get()
    assert as_state(record.body) == replay(signs_of("P1"), current_policy().reliability)
    assert len(record.marks) == 3
    late = NOON - timedelta(days=12)
    looked_at.clear()
    orders("LATE")
    send(event("order.handed_over", "LATE", at=late, point="P1"))
    take_up_signs(now=NOON)
    assert as_state(PointRecord.objects.get().body) == replay(
        signs_of("P1"), current_policy().reliability
    )
    assert sum(looked_at) < 12


def _counting(looked_at: list[int]) -> Any:
    def counted(point: str, *, since: datetime | None = None) -> Any:
        found = list(signs_of(point, since=since))
        looked_at.append(len(found))
        return found

    return counted


def test_a_run_tells_a_bounded_number_and_the_next_goes_on(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(incidents, "AT_ONCE", 2)
    send(points("P1", "P2"))
    orders("A1", "A2", "A3", *(f"W{n}" for n in range(7)))
    in_vain("A1", "A2", "A3")
    take_up_signs(now=NOON + HOUR)
    assert tell_who_waits(now=NOON + HOUR, at_most=4) == 4
    assert Incident.objects.get().told == 4
    assert tell_who_waits(now=NOON + HOUR) == 3
    assert tell_who_waits(now=NOON + HOUR) == 0
    assert Event.objects.filter(type="order.point_failed").count() == 7


def test_an_incident_that_breaks_keeps_no_other_waiting(monkeypatch: pytest.MonkeyPatch):
    send(points("P1", "P2", "P3"))
    orders("W2", point="P2")
    first = Incident.objects.create(point="P1", opened_at=NOON)
    Incident.objects.create(point="P2", opened_at=NOON)
    real = incidents._waiting

    def broken(incident: Incident, *more: Any) -> Any:
        if incident.pk == first.pk:
            raise RuntimeError("broken")
        return real(incident, *more)

    monkeypatch.setattr(incidents, "_waiting", broken)
    assert tell_who_waits(now=NOON) == 1


def test_who_was_moved_to_a_point_that_fails_in_its_turn_is_told():
    send(points("P1", "P2", "P3"))
    moved("A1", state="done")
    Case.objects.update(state="mended")
    Incident.objects.create(point="P2", opened_at=NOON)
    assert tell_who_waits(now=NOON + HOUR) == 1
    assert Event.objects.get(type="order.point_failed").data["point"] == "P2"
