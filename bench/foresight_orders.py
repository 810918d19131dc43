"""Looks at promised days, from the ways of orders: the same for simulated and for real ones."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from amends.core.foresight import Look, Seen, look_at

NOON = time(12)


class Way(NamedTuple):
    """One order: local times; ``steps`` are (time, name), ``ended`` when it came, if it did."""

    promise: str
    placed: datetime
    due: date
    ended: datetime | None
    ship_by: date | None
    handed: datetime | None
    carried_by: date | None
    steps: Sequence[tuple[datetime, str]]
    kind: str
    sender: str
    carrier: str
    lane: str

    @property
    def broken(self) -> bool:
        return self.ended is None or self.ended.date() > self.due


class Looked(NamedTuple):
    """A look, the day of it, and when its end was known; whether the promise was broken."""

    look: Look
    day: date
    known: date
    broken: bool


def looks(ways: Sequence[Way], *, days_ahead: int) -> Iterator[Looked]:
    """At noon of each of the days before the due one on which the order was still on its way."""
    for way in ways:
        for days_left in range(days_ahead, -1, -1):
            day = way.due - timedelta(days=days_left)
            at = datetime.combine(day, NOON)
            if way.placed <= at and (way.ended is None or way.ended > at):
                known = min(way.ended.date(), way.due + timedelta(1)) if way.ended else way.due
                yield Looked(look_at(_seen(way, at)), day, known, way.broken)


def _seen(way: Way, at: datetime) -> Seen:
    handed = way.handed is not None and way.handed <= at
    past = [step for step in way.steps if step[0] <= at]
    step_at, step = max(past, default=(way.placed, "order.placed"))
    return Seen(
        promise=way.promise,
        today=at.date(),
        due=way.due,
        ship_by=way.ship_by,
        handed_on=way.handed.date() if handed and way.handed else None,
        carried_by=way.carried_by if handed else None,
        step=step,
        step_on=step_at.date(),
        way=way.kind,
        sender=way.sender,
        carrier=way.carrier,
        lane=way.lane,
    )


def town_ways(lines: Iterator[Mapping[str, Any]]) -> list[Way]:
    """The ways of a simulated town's parcels, from its events; local times by their offsets."""
    orders: dict[str, list[Mapping[str, Any]]] = {}
    for event in lines:
        if event["type"].startswith(("order.", "parcel.")):
            orders.setdefault(event["subject"], []).append(event)
    found = (_town_way(events) for events in orders.values())
    return [way for way in found if way]


def _town_way(events: Sequence[Mapping[str, Any]]) -> Way | None:
    told = sorted(
        (datetime.fromisoformat(e["time"]).replace(tzinfo=None), e) for e in _plain(events)
    )
    first: dict[str, tuple[datetime, Mapping[str, Any]]] = {}
    for at, event in told:
        first.setdefault(event["type"], (at, event["data"]))
    placed, data = first["order.placed"]
    made = next((p for p in data["promises"] if p["kind"] in KINDS), None)
    if made is None or {"order.called_off", "order.cancelled_by_customer"} & first.keys():
        return None
    handed, sent = first.get("parcel.handed_to_carrier", (None, {}))
    ended = next((first[t][0] for t in KINDS[made["kind"]] if t in first), None)
    steps = [(at, e["data"].get("status") or e["type"]) for at, e in told if e["type"] in STEPS]
    return Way(
        made["kind"],
        placed,
        date.fromisoformat(made["due"]),
        ended,
        date.fromisoformat(data["ship_by"]) if "ship_by" in data else None,
        handed,
        date.fromisoformat(sent["due"]) if "due" in sent else None,
        steps,
        f"{data['kind']}/{data['fulfilment']}",
        data.get("seller", ""),
        sent.get("carrier", ""),
        data.get("point", ""),
    )


class _Plain(dict[str, Any]):
    """Sorted by time alone."""

    def __lt__(self, other: object) -> bool:
        return False


def _plain(events: Sequence[Mapping[str, Any]]) -> Iterator[_Plain]:
    return (_Plain(event) for event in events)


KINDS = {
    "delivered_by": ("parcel.delivered", "order.handed_over"),
    "ready_at_point_by": ("parcel.arrived_at_point",),
}
STEPS = ("order.placed", "parcel.handed_to_carrier", "parcel.scanned")


def olist_ways(folder: Path) -> list[Way]:
    """Olist's delivered orders; lanes are from the seller's state to the customer's."""
    sellers = {row["seller_id"]: row["seller_state"] for row in _rows(folder, "sellers")}
    customers = {row["customer_id"]: row["customer_state"] for row in _rows(folder, "customers")}
    first: dict[str, tuple[str, date]] = {}
    for row in _rows(folder, "order_items"):
        limit = date.fromisoformat(row["shipping_limit_date"][:10])
        known = first.get(row["order_id"])
        if known is None or limit > known[1]:
            first[row["order_id"]] = (row["seller_id"], limit)
    limits: Mapping[str, tuple[str, date | None]] = {**first}
    ways = []
    for row in _rows(folder, "orders"):
        seller, ship_by = limits.get(row["order_id"], ("", None))
        if row["order_status"] != "delivered" or not row["order_delivered_customer_date"]:
            continue
        handed = _time(row["order_delivered_carrier_date"])
        placed = datetime.fromisoformat(row["order_purchase_timestamp"])
        steps = [(placed, "order.placed")]
        if handed:
            steps.append((handed, "parcel.handed_to_carrier"))
        origin, goal = sellers.get(seller, ""), customers[row["customer_id"]]
        ways.append(
            Way(
                "delivered_by",
                placed,
                date.fromisoformat(row["order_estimated_delivery_date"][:10]),
                _time(row["order_delivered_customer_date"]),
                ship_by,
                handed,
                None,
                steps,
                "marketplace/home",
                seller,
                goal,
                f"{origin}-{goal}",
            )
        )
    return ways


def _time(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with gzip.open(folder / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
