"""A feed of events as a shop would send it: four for each order, in the order of their times."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import md5
from pathlib import Path
from typing import Any

import orjson

START = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 100
PROMISED = 7
STEPS = ("order.placed", "order.approved", "parcel.handed_to_carrier", "parcel.delivered")
ZONES = ("Europe/Moscow", "Asia/Ulaanbaatar", "America/Sao_Paulo", "Europe/Berlin")


def write_feed(path: Path, *, events: int, seed: int = 1, hashed: bool = False) -> datetime:
    """Write that many events, one per line; return a moment after the last of them.

    Orders are numbered in the order in which they are placed, or named by ``hashed`` numbers.
    """
    chance = random.Random(seed)
    name = _hashed if hashed else _numbered
    happened = sorted(_happenings(chance, orders=-(-events // len(STEPS))))[:events]
    with path.open("wb") as file:
        for seconds, step, order in happened:
            file.write(orjson.dumps(_event(seconds, step, order, name(order))) + b"\n")
    return START + timedelta(days=DAYS + 60)


def _happenings(chance: random.Random, *, orders: int) -> Iterator[tuple[int, int, int]]:
    """Seconds since the start, step and order: some late, some never delivered or called off."""
    for order, placed in enumerate(sorted(chance.choices(range(DAYS * 86_400), k=orders))):
        delivered = placed + int(chance.lognormvariate(1.4, 0.5) * 86_400)
        last = 3 if chance.random() > 0.02 else chance.choice((4, 5))
        for step, after in ((0, 0), (1, 1800), (2, 40_000)):
            yield placed + after, step, order
        yield max(delivered, placed + 50_000), last, order


def _numbered(order: int) -> str:
    return f"{order:09d}"


def _hashed(order: int) -> str:
    return md5(b"%d" % order, usedforsecurity=False).hexdigest()


def _event(seconds: int, step: int, order: int, name: str) -> dict[str, Any]:
    type_ = (*STEPS, "order.called_off", "parcel.scanned")[step]
    time = START + timedelta(seconds=seconds)
    event = {
        "specversion": "1.0",
        "id": f"{type_}/{name}",
        "source": "https://shop.example/orders",
        "type": type_,
        "time": time.isoformat(),
        "subject": f"order-{name}",
    }
    return event | {"data": _placed(order, time)} if step == 0 else event


def _placed(order: int, time: datetime) -> dict[str, Any]:
    customer = order * 7919 % 200_003
    due = (time + timedelta(days=PROMISED)).date()
    return {
        "customer": {
            "id": f"customer-{customer}",
            "name": f"Customer {customer}",
            "email": f"customer-{customer}@example.com",
            "time_zone": ZONES[customer % len(ZONES)],
        },
        "kind": "online",
        "fulfilment": "home",
        "currency": "EUR",
        "total": f"{20 + order % 180}.50",
        "delivery_price": "4.90",
        "items": [{"sku": f"sku-{order % 977}", "name": "A thing", "quantity": 1 + order % 3}],
        "promises": [{"kind": "delivered_by", "due": due.isoformat()}],
    }
