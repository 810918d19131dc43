"""Events come in through one action: recorded once, judged, and never lost."""

from __future__ import annotations

import random
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from amends.app.actions.due import find_due
from amends.app.actions.record import receive, record_events
from amends.app.ledger.models import (
    Case,
    Customer,
    Event,
    Failure,
    Location,
    Order,
    Promise,
    Quarantined,
)
from tests.support.feed import NOW, Raw, event, fingerprints, placed, standing, standings

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return list(Failure.objects.order_by("id").values_list("kind", flat=True))


def test_an_order_is_placed_with_its_promise_and_its_customer() -> None:
    receipt = record_events([placed()], now=NOW)
    assert (receipt.recorded, receipt.repeated, receipt.quarantined) == (1, 0, 0)
    order = Order.objects.get(ref="o1")
    assert (order.customer.name, order.time_zone) == ("Ana", "UTC")
    promise = Promise.objects.get(order=order)
    assert promise.due_at == datetime(2026, 11, 25, 23, 59, 59, 999999, tzinfo=UTC)
    assert (promise.state, promise.made_by, promise.check_at) == ("open", "order", promise.due_at)


def test_sending_an_event_twice_is_harmless_and_said() -> None:
    record_events([placed()], now=NOW)
    before = fingerprints()
    receipt = record_events([placed(), placed()], now=NOW)
    assert [each["status"] for each in receipt.results] == ["repeated", "repeated"]
    assert fingerprints() == before


def test_twice_in_one_batch_is_once() -> None:
    receipt = record_events([placed(), placed()], now=NOW)
    assert sorted(each["status"] for each in receipt.results) == ["recorded", "repeated"]
    assert Event.objects.count() == 1


def test_the_same_key_with_other_content_is_kept_apart() -> None:
    record_events([placed()], now=NOW)
    receipt = record_events([placed(total="99.00")], now=NOW)
    assert receipt.results[0]["status"] == "quarantined"
    assert Quarantined.objects.get().code == "conflict"
    assert Order.objects.get().total == 20


def test_an_order_is_placed_once() -> None:
    again = placed() | {"id": "another"}
    receipt = record_events([placed(), again], now=NOW)
    assert (receipt.recorded, receipt.quarantined) == (1, 1)
    receipt = record_events([again], now=NOW)
    assert receipt.results[0]["reason"]["code"] == "placed_twice"


def test_a_bad_event_stops_nobody_and_is_kept_with_its_reason() -> None:
    bad = event("parcel.lost", "o2") | {"time": "soon"}
    receipt = record_events([placed(), bad, "?", event("order.approved")], now=NOW)
    assert [each["status"] for each in receipt.results] == [
        "recorded",
        "quarantined",
        "quarantined",
        "recorded",
    ]
    row = Quarantined.objects.get(where="event 2")
    assert (row.field, row.state) == ("time", "waiting")
    assert '"soon"' in row.raw


@pytest.mark.parametrize(
    ("promises", "code"),
    [
        ([{"kind": "by_magic"}], "unknown_promise"),
        ([{"kind": "delivered_by", "kept_by": "parcel.vanished"}], "unknown_type"),
        ([{"kind": "delivered_by"}, {"kind": "delivered_by"}], "promised_twice"),
    ],
)
def test_a_promise_that_cannot_be_kept_track_of_is_refused(promises: list[Any], code: str) -> None:
    record_events([placed(promises=promises)], now=NOW)
    assert Quarantined.objects.get().code == code
    assert not Order.objects.exists()


@pytest.mark.parametrize("id_", [7, None, ["a"], {"a": 1}])
def test_a_name_that_is_no_text_is_not_repeated_in_the_answer(id_: object) -> None:
    [result] = record_events([placed() | {"id": id_}], now=NOW).results
    assert (result["id"], result["status"]) == (None, "quarantined")


def test_overdue_then_late_is_two_failures_and_one_standing() -> None:
    record_events([placed(due="2026-11-19")], now=NOW)
    assert standing() == ("broken", "undelivered")
    receipt = record_events([event("parcel.delivered")], now=NOW)
    assert standing() == ("broken", "late")
    assert len(receipt.new_failures) == 1
    assert kinds() == ["undelivered", "late"]


def test_late_is_still_the_same_case() -> None:
    receive([placed(due="2026-11-19")], now=NOW)
    receive([event("parcel.delivered")], now=NOW)
    assert Case.objects.get().failure_kind == "late"


def test_an_event_that_comes_before_its_order_counts_when_the_order_comes() -> None:
    word = event("call.promised", said="today", due="2026-11-21", kept_by="parcel.delivered")
    early = [event("visit.point_closed"), word]
    assert record_events(early, now=NOW).new_failures == []
    receipt = record_events([placed()], now=NOW)
    assert len(receipt.new_failures) == 2
    assert standing("point_open") == ("broken", "point_closed")
    assert standing("told_by_staff") == ("broken", "word_not_kept")


def test_another_wasted_visit_is_no_new_failure_but_counts() -> None:
    first = event("visit.point_closed", key="v1")
    record_events([placed(), first], now=NOW)
    receipt = record_events([event("visit.point_closed", key="v2")], now=NOW)
    promise = Promise.objects.get(kind="point_open")
    assert promise.wasted_visits == len(promise.evidence) == 2
    assert (receipt.new_failures, receipt.judged.changed) == ([], [promise.pk])


def test_words_of_staff_are_promises() -> None:
    record_events([placed(), event("call.promised", said="at six", agent="Olga", key="k")], now=NOW)
    promise = Promise.objects.get(kind="told_by_staff")
    assert (promise.made_by, promise.ref) == ("call centre:Olga", "k")


def test_two_sources_may_use_the_same_key() -> None:
    words = [event("call.promised", said="x", key="k", source=source) for source in ("a", "b")]
    record_events([placed(), *words], now=NOW)
    record_events([event("order.approved")], now=NOW)
    assert Promise.objects.filter(kind="told_by_staff").count() == 2


def test_any_event_may_make_promises() -> None:
    promise = {"kind": "delivered_by", "due": "2026-11-21"}
    record_events([placed(), event("parcel.scanned", promises=[promise], key="s")], now=NOW)
    assert Promise.objects.get(ref="s").failure_kind == "undelivered"
    assert Promise.objects.get(ref="").state == "open"


def test_a_refund_is_due() -> None:
    record_events([placed(), event("refund.promised", amount="5", due="2026-11-21")], now=NOW)
    assert standing("refunded_by") == ("broken", "refund_overdue")
    record_events([event("refund.paid", at="2026-11-22T10:00:00Z")], now=NOW)
    assert standing("refunded_by") == ("broken", "refund_late")


@pytest.mark.parametrize(
    ("customer_zone", "location", "zone"),
    [
        ("Asia/Ulaanbaatar", "", "Asia/Ulaanbaatar"),
        ("", "cafe", "Europe/Moscow"),
        ("", "", "UTC"),
    ],
)
def test_a_day_ends_where_the_customer_is(customer_zone: str, location: str, zone: str) -> None:
    place = event(
        "location.described", "cafe", name="Café", time_zone="Europe/Moscow", currency="RUB"
    )
    customer = {"id": "c1"} | ({"time_zone": customer_zone} if customer_zone else {})
    record_events([place, placed(customer=customer, location=location or None)], now=NOW)
    assert Order.objects.get().time_zone == zone
    due = Promise.objects.get().due_at
    assert due is not None
    hours = {"Asia/Ulaanbaatar": 8, "Europe/Moscow": 3, "UTC": 0}[zone]
    end = datetime(2026, 11, 25, 23, 59, 59, 999999, tzinfo=UTC)
    assert due == end - timedelta(hours=hours)


def test_a_senders_fast_clock_loses_no_failure() -> None:
    ahead = (NOW + timedelta(minutes=3)).isoformat()
    receipt = record_events([placed(), event("item.wrong", at=ahead)], now=NOW)
    assert len(receipt.new_failures) == 1


def test_an_older_description_only_fills_what_is_empty() -> None:
    new = event("customer.described", "c1", key="n", at="2026-11-02T00:00:00Z", name="Anna")
    old = event(
        "customer.described", "c1", key="o", at="2026-11-01T00:00:00Z", name="Ana", email="a@b.c"
    )
    record_events([new], now=NOW)
    record_events([old], now=NOW)
    customer = Customer.objects.get()
    assert (customer.name, customer.email) == ("Anna", "a@b.c")


def test_a_telephone_number_is_known_from_an_order_or_a_description() -> None:
    record_events([placed(customer={"id": "c1", "phone": "+7 000 000 00 01"})], now=NOW)
    assert Customer.objects.get().phone == "+7 000 000 00 01"
    later = event("customer.described", "c1", at="2026-11-11T00:00:00Z", phone="+7 000 000 00 02")
    record_events([later], now=NOW)
    assert Customer.objects.get().phone == "+7 000 000 00 02"
    [refused] = record_events([event("customer.described", "c1", phone="0" * 65)], now=NOW).results
    assert "data.phone" in str(refused)


def test_the_first_order_is_the_earliest() -> None:
    record_events([placed("o2", at="2026-11-12T00:00:00Z")], now=NOW)
    record_events([placed("o1", at="2026-11-11T00:00:00Z")], now=NOW)
    assert Customer.objects.get().first_order_at == datetime(2026, 11, 11, tzinfo=UTC)


def test_descriptions_of_the_retailer() -> None:
    record_events(
        [
            event("brand.described", "b", name="Brand"),
            event("location.described", "l", name="L", time_zone="UTC", currency="EUR", brand="b"),
            event("point.described", "p", name="P", time_zone="UTC", lat=1.5, open=False),
            placed(location="l", point="p"),
        ],
        now=NOW,
    )
    order = Order.objects.get()
    assert (order.brand, order.fulfilment) == ("b", "pickup_point")
    assert Location.objects.get().currency == "EUR"


# --- a whole story in any order, and in any portions --------------------------------------------


def story() -> list[Raw]:
    return [
        event("location.described", "l", name="L", time_zone="Europe/Moscow", currency="EUR"),
        placed("a", due="2026-11-18"),
        event("parcel.delivered", "a", at="2026-11-19T10:00:00Z"),
        placed("b", due="2026-11-18"),
        event("order.called_off", "b", at="2026-11-12T10:00:00Z"),
        event("parcel.delivered", "b", at="2026-11-11T10:00:00Z"),
        placed("c", due="2026-11-30"),
        event("visit.point_closed", "c", key="v1", at="2026-11-13T10:00:00Z"),
        event("visit.parcel_not_found", "c", key="v2", at="2026-11-13T10:00:00Z"),
        event("call.promised", "c", said="x", due="2026-11-20", kept_by="parcel.scanned"),
        event("parcel.scanned", "c", at="2026-11-12T10:00:00Z", key="s1"),
        event("parcel.scanned", "c", at="2026-11-21T10:00:00Z", key="s2"),
        placed("d", due="2026-11-12"),
        event("parcel.reported_delivered", "d", at="2026-11-11T10:00:00Z"),
        placed(
            "e", due=None, promises=[{"kind": "made_right", "due": "2026-11-10T12:00:00+03:00"}]
        ),
        event("order.ready", "e", at="2026-11-10T09:30:00Z"),
        event("item.missing", "e", at="2026-11-10T11:00:00Z"),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_the_order_and_portions_of_receipt_change_nothing(seed: int) -> None:
    with transaction.atomic():
        record_events(story(), now=NOW)
        expected = standings()
        transaction.set_rollback(True)
    chance = random.Random(seed)
    events = [*story(), *chance.sample(story(), 5)]
    chance.shuffle(events)
    while events:
        portion = chance.randint(1, len(events))
        record_events(events[:portion], now=NOW)
        events = events[portion:]
    assert standings() == expected


# --- what a history load does ---------------------------------------------------------------------

AS_OF = datetime(2026, 11, 15, tzinfo=UTC)


def test_a_history_is_judged_at_its_date_and_not_watched() -> None:
    past = [placed(due="2026-11-14"), event("parcel.delivered", at="2026-11-16T00:00:00Z")]
    receipt = receive(past, now=NOW, as_of=AS_OF)
    assert standing() == ("broken", "undelivered")
    assert len(receipt.new_failures) == 1
    assert Order.objects.get().history
    assert Promise.objects.get().check_at is None
    assert find_due(now=NOW + timedelta(days=99)) == []


def test_a_history_can_be_judged_at_another_date() -> None:
    past = [placed(due="2026-11-14"), event("parcel.delivered", at="2026-11-16T00:00:00Z")]
    record_events(past, now=NOW, as_of=AS_OF)
    record_events(past, now=NOW, as_of=AS_OF + timedelta(days=5))
    assert standing() == ("broken", "late")
    record_events(past, now=NOW, as_of=AS_OF - timedelta(days=2))
    assert standing() == ("open", "")


# --- many at once ---------------------------------------------------------------------------------


def in_threads(*batches: list[list[Raw]]) -> None:
    """Each sender sends its batches one after the other, all senders at once."""
    start, errors = threading.Barrier(len(batches)), []

    def sender(mine: list[list[Raw]]) -> None:
        try:
            start.wait()
            for batch in mine:
                receive(batch, now=NOW)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=sender, args=(mine,)) for mine in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not errors


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(3))
def test_senders_at_once_lose_nothing_and_never_lock_up(seed: int) -> None:
    """Orders, events before their orders and repeats, from four senders in different orders."""
    chance = random.Random(seed)
    refs = [f"o{number}" for number in range(12)]
    everything = [placed(ref, due="2026-11-19") for ref in refs]
    everything += [event("parcel.delivered", ref) for ref in refs]
    everything += [event("item.wrong", ref) for ref in refs]
    senders = []
    for _ in range(4):
        mine = chance.sample(everything, len(everything))
        senders.append([mine[i : i + 5] for i in range(0, len(mine), 5)])
    in_threads(*senders)
    assert Event.objects.count() == 36
    for ref in refs:
        assert standing("delivered_by", ref) == ("broken", "late")
        assert standing("right_item", ref) == ("broken", "wrong_item")
        assert Case.objects.filter(order=ref).count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_order_and_its_first_trouble_at_the_same_moment() -> None:
    for number in range(10):
        ref = f"o{number}"
        in_threads([[placed(ref)]], [[event("item.wrong", ref)]])
        assert standing("right_item", ref) == ("broken", "wrong_item")
