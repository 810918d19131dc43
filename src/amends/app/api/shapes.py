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


class ClaimAnswer(Schema):
    """What a partner says to a claim. ``key`` is the sender's own, a new one for each answer.

    Without an amount, all that is asked for is meant; the currency is needed where several are.
    """

    key: str = Field(min_length=1, max_length=200)
    answer: Literal["agree", "dispute"]
    amount: str = Field(default="", max_length=24, pattern=r"^([0-9]{1,12}(\.[0-9]{1,4})?)?$")
    currency: str = Field(default="", pattern=r"^([A-Z]{3})?$")
    reason: str = Field(default="", max_length=2000)


class Standing(Schema):
    """How a demand stands, in whole minor units; ``owed`` is ``charged`` and ``disputed``."""

    currency: str
    charged: str
    disputed: str
    written_off: str
    recovered: str
    owed: str


class ClaimAnswered(Schema):
    """What became of an answer; ``late``: it came after the last day to answer."""

    reference: str
    status: Literal["recorded", "repeated"]
    late: bool
    demand: list[Standing]


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
