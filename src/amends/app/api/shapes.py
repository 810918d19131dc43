"""The shapes of what the door answers."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ninja import Field, Schema


class Problem(Schema):
    """What is wrong, where, and how to mend it."""

    code: str
    message: str
    where: str
    hint: str


class EventReceipt(Schema):
    """What became of one event."""

    id: str | None = None
    source: str | None = None
    status: Literal["recorded", "repeated", "quarantined"]
    reason: Problem | None = None


class Received(Schema):
    """What became of the events that were sent."""

    recorded: int
    repeated: int
    quarantined: int
    events: list[EventReceipt]


class LinkAsked(Schema):
    """The number of the order that the link is for."""

    order: str = Field(min_length=1, max_length=200)


class OrderLink(Schema):
    """A link for the customer of one order, and when it stops working."""

    url: str
    expires_at: datetime


class UnclearCode(Schema):
    """A carrier's code that nobody has declared, with its words and how often it came."""

    code: str
    text: str
    count: int


class CarrierHeard(Schema):
    """What became of a carrier's answer; ``strangers`` are parcels of no order that we know."""

    recorded: int
    repeated: int
    quarantined: int
    unclear: list[UnclearCode]
    strangers: list[str]
