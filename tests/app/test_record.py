"""Events come in through one action: recorded once, judged, and never lost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from amends.app.actions.record import record_events
from amends.app.ledger.models import Event, Failure, Order, Promise

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SHOP = "https://shop.example"


def event(
    type_: str, subject: str = "o1", *, at: str = "2026-11-20T10:00:00Z", **data: Any
) -> dict[str, Any]:
    key = data.pop("key", f"{type_}/{subject}")
    return {
        "specversion": "1.0",
        "id": key,
        "source": SHOP,
        "type": type_,
        "time": at,
        "subject": subject,
        "data": data,
    }


def placed(subject: str = "o1", *, due: str | None = "2026-11-25", **data: Any) -> dict[str, Any]:
    promises = [{"kind": "delivered_by", "due": due}] if due else []
    data = {
        "customer": {"id": "c1", "name": "Ana"},
        "currency": "EUR",
        "total": "20",
        "promises": promises,
    } | data
    return event("order.placed", subject, **data)


def standing(kind: str, subject: str = "o1") -> tuple[str, str]:
    promise = Promise.objects.get(order=subject, kind=kind)
    return promise.state, promise.failure_kind


def test_an_order_is_placed_with_its_promise_and_its_customer() -> None:
    receipt = record_events([placed()], now=NOW)
    assert (receipt.recorded, receipt.repeated, receipt.quarantined) == (1, 0, 0)
    order = Order.objects.get(ref="o1")
    assert (order.customer.name, order.time_zone) == ("Ana", "UTC")
    promise = Promise.objects.get(order=order)
    assert (
        promise.check_at == promise.due_at == datetime(2026, 11, 25, 23, 59, 59, 999999, tzinfo=UTC)
    )
    assert (promise.state, promise.made_by) == ("open", "order")


def test_sending_an_event_twice_is_harmless_and_said() -> None:
    record_events([placed()], now=NOW)
    receipt = record_events([placed(), placed()], now=NOW)
    assert [each["status"] for each in receipt.results] == ["repeated", "repeated"]
    assert Event.objects.count() == Order.objects.count() == Promise.objects.count() == 1


def test_late() -> None:
    record_events([placed(due="2026-11-19", at="2026-11-10T10:00:00Z")], now=NOW)
    assert standing("delivered_by") == ("broken", "undelivered")
    receipt = record_events([event("parcel.delivered")], now=NOW)
    assert standing("delivered_by") == ("broken", "late")
    assert len(receipt.new_failures) == 1
    assert list(Failure.objects.order_by("id").values_list("kind", flat=True)) == [
        "undelivered",
        "late",
    ]
