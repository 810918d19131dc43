"""A small shop for tests: its events, sent through the one action that takes them in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from amends.app.actions.record import receive
from amends.app.actions.zones import zone_of
from amends.app.ledger.models import Case
from amends.core.times import windows_of

NOON = datetime(2026, 11, 20, 9, tzinfo=UTC)
"""A Friday: noon in Moscow, five in the afternoon in Ulaanbaatar."""

_numbers = count(1)

ANNA: dict[str, Any] = {
    "id": "C1",
    "name": "Anna",
    "email": "anna@example.test",
    "language": "en",
    "time_zone": "Europe/Moscow",
    "likes": ["blueberry muffin"],
    "addresses": [{"label": "home", "text": "Main street 1"}],
}


REACH = {"contact": "+7 000 000 00 01"}
"""What somebody who is to be called has to say."""


def event(type_: str, subject: str, *, at: datetime = NOON, **data: Any) -> dict[str, Any]:
    """One event in its outer form, with a key of its own."""
    return {
        "specversion": "1.0",
        "id": f"t{next(_numbers)}",
        "source": "test-shop",
        "type": type_,
        "time": at.isoformat(),
        "subject": subject,
        "data": data,
    }


def order(ref: str = "A1", **data: Any) -> dict[str, Any]:
    """An order for the pickup point P1, placed three days ago."""
    placed: dict[str, Any] = {
        "customer": ANNA,
        "kind": "online",
        "fulfilment": "pickup_point",
        "point": "P1",
        "currency": "EUR",
        "total": "50.00",
        "delivery_price": "4.00",
        "prepaid": True,
        "items": [{"sku": "s1", "title": "Lamp", "quantity": 1, "price": "50.00"}],
        "promises": [],
    }
    return event("order.placed", ref, at=NOON - timedelta(days=3), **{**placed, **data})


def points(*codes: str) -> list[dict[str, Any]]:
    """Pickup points a kilometre apart, in a row."""
    return [
        event(
            "point.described",
            code,
            at=NOON - timedelta(days=30),
            name=f"Point {code}",
            address=f"Side street {number}",
            time_zone="Europe/Moscow",
            hours="Mo-Su 09:00-21:00",
            lat=55.75 + number / 100,
            lon=37.61,
        )
        for number, code in enumerate(codes)
    ]


def send(*events: dict[str, Any] | Iterable[dict[str, Any]], now: datetime = NOON) -> None:
    """Send events and insist that every one was understood."""
    flat = [e for each in events for e in ([each] if isinstance(each, dict) else each)]
    receipt = receive(flat, now=now)
    assert receipt.quarantined == 0, receipt.results


def free_windows(case: Case, *, now: datetime = NOON) -> tuple[str, ...]:
    """The windows that the case's latest offer gives now, as its customer sees them."""
    return windows_of(case.offers.latest("pk").body, now=now, zone=zone_of(case))


def closed_point(ref: str = "A1", *, visits: int = 1) -> Case:
    """Anna came to the closed point ``visits`` times; her case."""
    send(points("P1", "P2", "P3", "P4", "P5"), order(ref))
    for visit in range(visits):
        at = NOON - timedelta(hours=visits - visit)
        send(event("visit.point_closed", ref, at=at, point="P1"), now=at)
    return Case.objects.get(order=ref)
