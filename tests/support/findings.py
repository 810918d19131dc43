"""Small records for tests: one order of a customer in Moscow, and what happened to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from amends.core.claims import Claim
from amends.core.findings import Finding, Happening, OrderRecord, Posted, Record, Visit, hold
from amends.core.places.hours import Understood, read_hours
from tests.support.policies import shipped

ZONE = ZoneInfo("Europe/Moscow")
RULES = shipped().findings
PLACED = datetime(2026, 11, 16, 12, tzinfo=ZONE)
"""A Monday."""


def at(day: int, clock: str) -> datetime:
    """A moment of November 2026, on the customer's clock."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def happened(id_: int, type_: str, time: datetime, **data: Any) -> Happening:
    """One event of the order; ids below 10 are kept for the order itself."""
    return Happening(id_, "shop", f"e{id_}", type_, time.astimezone(UTC), data)


def placed(*promises: dict[str, str]) -> Happening:
    """The order itself."""
    return happened(1, "order.placed", PLACED, promises=list(promises))


def posted(text: str = "Mo-Su 10:00-20:00") -> Posted:
    """Hours as a point posts them."""
    hours = read_hours(text, first=date(2026, 1, 1), last=date(2026, 12, 31))
    assert isinstance(hours, Understood)
    return Posted(hours.schedule, "Europe/Moscow")


def visit(id_: int, time: datetime, *, served: bool, by: str = "") -> Visit:
    """Another order's visit at the point."""
    return Visit(id_, time.astimezone(UTC), served, f"other-{id_}", by)


def record(*events: Happening, **more: Any) -> Record:
    """A record of a prepaid order."""
    order = OrderRecord(
        ref="1042",
        kind="online",
        fulfilment="home",
        placed_at=PLACED.astimezone(UTC),
        placed_id=1,
        point="P1",
        time_zone="Europe/Moscow",
        items=({"title": "blue teapot"},),
        prepaid=True,
        customer="Анна Петрова",
    )
    known = {"hours": None, "visits": (), "now": at(28, "12:00"), **more}
    events = events if any(e.type == "order.placed" for e in events) else (placed(), *events)
    return Record(order=order, happened=events, **known)


def claim(kind: str, said_at: datetime | None = None, /, *, text: str = "", **fields: Any) -> Claim:
    """A claim, made on the 27th at noon unless said otherwise."""
    return Claim(kind, said_at or at(27, "12:00"), fields, text, "ru")


def held(claim: Claim, record: Record) -> Finding:
    """The finding by the shipped rules."""
    return hold(claim, record, rules=RULES)


def verdict(claim: Claim, record: Record) -> str:
    """The verdict alone, with a word for a record that disagrees with itself."""
    finding = held(claim, record)
    return "conflicting" if finding.conflicting else finding.verdict


def days_ago(days: int, said_at: datetime) -> date:
    """The day so long before, on the customer's calendar."""
    return said_at.date() - timedelta(days=days)
