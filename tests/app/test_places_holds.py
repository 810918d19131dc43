"""A place and a slot are held when chosen, kept with the yes, given back without one (R5, R16)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from amends.app.actions import choices
from amends.app.actions.aftercare import staff_did
from amends.app.actions.places import holds
from amends.app.actions.places.holds import Taken
from amends.app.actions.places.on_offer import on_offer
from amends.app.actions.record import receive
from amends.app.actions.remedies.record import lock, put
from amends.app.ledger.models import Case, Choice, Hold, Remedy, Room
from amends.core.errors import BadChoice
from tests.support.line import ANNA, NOON, event, order, points, send

pytestmark = pytest.mark.django_db

EVENING: dict[str, Any] = {
    "begins": "2026-11-21T19:00:00+03:00",
    "ends": "2026-11-21T21:00:00+03:00",
}
WINDOW = "2026-11-21T19:00:00+03:00/2026-11-21T21:00:00+03:00"
LATER = NOON + timedelta(minutes=16)


def customers(*refs: str) -> list[Case]:
    """So many customers stood in vain before P1."""
    send(points("P1", "P2", "P3", "P4", "P5"))
    for ref in refs:
        send(order(ref, customer={**ANNA, "id": f"C-{ref}"}))
        send(event("visit.point_closed", ref, point="P1"))
    return list(Case.objects.filter(order__in=refs).order_by("order"))


def room_at(point: str, free: int, *, at: datetime = NOON) -> None:
    send(event("point.counted", point, at=at, free=free), now=max(at, NOON))


def slot(capacity: int, code: str = "S1") -> None:
    send(event("slot.described", code, **{**EVENING, "capacity": capacity}))


def reserve(case: Case, option: str, *, now: datetime = NOON, **details: str) -> None:
    offer = case.offers.latest("pk")
    choices.reserve(offer=offer, option=option, details=details, now=now)


def accept(case: Case, option: str, *, now: datetime = NOON, **details: str) -> Choice:
    offer = case.offers.latest("pk")
    return choices.choose(offer=offer, option=option, details=details, now=now, by="customer")


def taken(code: str) -> int:
    return Room.objects.get(code=code).taken


def test_two_customers_never_get_the_last_place():
    one, other = customers("A1", "A2")
    room_at("P2", 1)
    accept(one, "other_point", point="P2")
    with pytest.raises(BadChoice) as refused:
        accept(other, "other_point", point="P2")
    assert refused.value.code == "point_not_on_offer"
    assert taken("P2") == 1


def test_a_place_is_held_from_the_form_to_the_yes():
    one, other = customers("A1", "A2")
    room_at("P2", 1)
    reserve(one, "other_point", point="P2")
    assert "P2" not in on_offer(other, other.offers.get().body, now=NOON).codes
    assert "P2" in on_offer(one, one.offers.get().body, now=NOON).codes
    choice = accept(one, "other_point", point="P2")
    [kept] = Hold.objects.all()
    assert (kept.state, kept.choice) == ("kept", choice)


def test_without_a_yes_the_place_is_given_back_after_a_while():
    one, other = customers("A1", "A2")
    room_at("P2", 1)
    reserve(one, "other_point", point="P2")
    assert holds.give_back_lapsed(now=NOON + timedelta(minutes=14)) == 0
    assert holds.give_back_lapsed(now=LATER) == 1
    accept(other, "other_point", now=LATER, point="P2")
    with pytest.raises(BadChoice):
        accept(one, "other_point", now=LATER, point="P2")


def test_what_ran_out_is_given_to_the_next_even_before_the_timer_comes():
    one, other = customers("A1", "A2")
    room_at("P2", 1)
    reserve(one, "other_point", point="P2")
    holds.hold(other, {"point": "P2"}, now=LATER)
    assert [h.state for h in Hold.objects.order_by("pk")] == ["given_back", "held"]


def test_a_yes_that_comes_late_still_counts_while_nobody_else_has_the_place():
    [one] = customers("A1")
    room_at("P2", 1)
    reserve(one, "other_point", point="P2")
    holds.give_back_lapsed(now=LATER)
    accept(one, "other_point", now=LATER, point="P2")
    assert taken("P2") == 1


def test_another_place_instead_gives_the_first_one_back():
    [one] = customers("A1")
    room_at("P2", 1)
    room_at("P3", 1)
    reserve(one, "other_point", point="P2")
    reserve(one, "other_point", point="P3")
    assert (taken("P2"), taken("P3")) == (0, 1)
    reserve(one, "other_point", point="P4")
    assert (taken("P2"), taken("P3")) == (0, 0)


def test_the_same_place_again_is_one_hold():
    [one] = customers("A1")
    room_at("P2", 1)
    for _ in range(3):
        reserve(one, "other_point", point="P2")
    assert (taken("P2"), Hold.objects.count()) == (1, 1)


def test_a_slot_takes_as_many_as_it_was_described_with():
    one, other = customers("A1", "A2")
    slot(1)
    assert on_offer(one, one.offers.get().body, now=NOON).windows == (WINDOW,)
    accept(one, "bring_home", address="Main street 1", window=WINDOW)
    assert on_offer(other, other.offers.get().body, now=NOON).windows == ()
    with pytest.raises(BadChoice) as refused:
        accept(other, "bring_home", address="Main street 1", window=WINDOW)
    assert refused.value.where == "window"


def test_where_every_slot_is_taken_nobody_is_promised_a_courier():
    one, other = customers("A1", "A2")
    slot(1)
    accept(one, "bring_home", address="Main street 1", window=WINDOW)
    send(event("visit.point_closed", "A2", at=LATER, point="P1"), now=LATER)
    keys = [option["key"] for option in other.offers.latest("pk").body["options"]]
    assert "bring_home" not in keys
    slot(2)
    send(event("visit.point_closed", "A2", at=LATER, point="P1"), now=LATER)
    keys = [option["key"] for option in other.offers.latest("pk").body["options"]]
    assert "bring_home" in keys


def test_who_comes_too_late_gets_a_new_offer():
    one, other = customers("A1", "A2")
    room_at("P2", 1)
    before = other.offers.latest("pk")
    holds.hold(one, {"point": "P2"}, now=NOON)
    with pytest.raises(Taken) as refused, pytest.MonkeyPatch.context() as patch:
        # The last look comes before the other's hold, the hold after it.
        patch.setattr(
            "amends.app.actions.choices.check",
            lambda offer, option, details, *, now: (offer.body["options"][0], dict(details)),
        )
        accept(other, "other_point", point="P2")
    assert (refused.value.code, refused.value.where) == ("point_not_on_offer", "point")
    after = other.offers.latest("pk")
    assert after.pk > before.pk
    assert "P2" not in on_offer(other, after.body, now=NOON).codes


def test_what_the_shop_will_not_do_needs_no_place():
    [one] = customers("A1")
    room_at("P2", 1)
    accept(one, "other_point", point="P2")
    put(lock(one.remedies.get(is_gesture=False).pk), Remedy.State.FAILED, now=NOON)
    assert taken("P2") == 0


def test_the_place_is_free_again_when_the_parcel_was_fetched():
    [one] = customers("A1")
    room_at("P2", 1)
    accept(one, "other_point", point="P2")
    put(lock(one.remedies.get(is_gesture=False).pk), Remedy.State.DONE, now=NOON)
    assert taken("P2") == 1
    send(event("order.handed_over", "A1", at=LATER, point="P2"), now=LATER)
    assert taken("P2") == 0
    assert Hold.objects.get().state == "used"


def test_a_new_count_has_in_it_what_the_shop_took_on_and_nothing_else():
    one, other = customers("A1", "A2")
    room_at("P2", 5)
    accept(one, "other_point", point="P2")
    put(lock(one.remedies.get(is_gesture=False).pk), Remedy.State.ACCEPTED, now=NOON)
    reserve(other, "other_point", point="P2")
    room_at("P2", 1, at=LATER)
    room = Room.objects.get()
    assert room.places - room.taken == 0
    room_at("P2", 9, at=NOON - timedelta(hours=1))
    assert Room.objects.get().places == room.places


def test_what_nobody_counts_needs_no_hold():
    [one] = customers("A1")
    accept(one, "other_point", point="P2")
    assert not Hold.objects.exists()


@pytest.mark.parametrize(
    ("type_", "data", "field"),
    [
        ("point.counted", {"free": -1}, "data.free"),
        ("point.counted", {"free": True}, "data.free"),
        ("slot.described", {**EVENING, "capacity": 1.5}, "data.capacity"),
        (
            "leg.described",
            {"from": "a", "to": "b", "cut_off": "25:00", "arrives_at": "9:00"},
            "data.cut_off",
        ),
        (
            "leg.described",
            {"from": "a", "to": "b", "cut_off": "09:00", "arrives_at": "19:00", "calendar": "XX"},
            "data.calendar",
        ),
    ],
)
def test_a_count_or_time_that_is_not_understood_is_refused_with_its_field(
    type_: str, data: dict[str, Any], field: str
):
    receipt = receive([event(type_, "X", **{"time_zone": "Europe/Moscow", **data})], now=NOON)
    assert receipt.results[0]["reason"]["where"] == field


def test_a_place_that_ran_out_between_two_looks_is_taken_again(monkeypatch: pytest.MonkeyPatch):
    [one] = customers("A1")
    room_at("P2", 1)
    reserve(one, "other_point", point="P2")
    real = holds._rooms

    def given_back_meanwhile(case: Case, details: Any) -> Any:
        found = real(case, details)
        holds.give_back_lapsed(now=LATER)
        return found

    monkeypatch.setattr(holds, "_rooms", given_back_meanwhile)
    holds.hold(one, {"point": "P2"}, now=LATER)
    assert (taken("P2"), Hold.objects.filter(state="held").count()) == (1, 1)


def test_two_couriers_at_the_same_hours_are_two_rooms():
    one, other = customers("A1", "A2")
    slot(1, "S1")
    slot(1, "S2")
    accept(one, "bring_home", address="Main street 1", window=WINDOW)
    accept(other, "bring_home", address="Main street 2", window=WINDOW)
    assert (taken("S1"), taken("S2")) == (1, 1)


def test_what_staff_did_by_hand_is_in_the_next_count():
    [one] = customers("A1")
    room_at("P2", 5)
    accept(one, "other_point", point="P2")
    remedy = one.remedies.get(is_gesture=False)
    Remedy.objects.filter(pk=remedy.pk).update(next_attempt_at=None)
    remedy.refresh_from_db()
    staff_did(remedy=remedy, by=User.objects.create_user("maria"), now=NOON)
    room_at("P2", 4, at=LATER)
    room = Room.objects.get()
    assert room.places - room.taken == 4


@pytest.mark.parametrize("end", ["order.handed_over", "parcel.delivered", "order.called_off"])
def test_whatever_ends_the_order_frees_its_place_once(end: str):
    one, other = customers("A1", "A2")
    room_at("P2", 2)
    accept(one, "other_point", point="P2")
    accept(other, "other_point", point="P2")
    put(lock(one.remedies.get(is_gesture=False).pk), Remedy.State.DONE, now=NOON)
    ended = event(end, "A1", at=LATER)
    for _ in range(2):
        send(ended, event("parcel.scanned", "A1", at=LATER), now=LATER)
    send(event("parcel.reported_delivered", "A1", at=LATER), now=LATER)
    assert taken("P2") == 1
