"""One shop for an acceptance test: events in over HTTP, a twin that counts its deeds, letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import httpx

from amends.app.actions import aftercare, messages, remedies, tokens
from amends.app.connectors.messenger import open_messenger
from amends.app.connectors.shop.memory import MemoryShop
from amends.app.ledger.models import Message, Remedy
from tests.support.line import event

LINK = re.compile(r"https?://\S+/c/\S+/")


class Journey:
    """Speaks to a running server at ``address``; jobs run here, at the time they are given."""

    def __init__(self, address: str, *, now: datetime) -> None:
        self.address = address
        self.shop = MemoryShop()
        self._token = tokens.make_token(
            name="journey", rights=[tokens.SEND_EVENTS], now=now, by="test"
        )

    def happened(self, type_: str, subject: str, *, at: datetime, **data: Any) -> None:
        """One event, sent through the API door as the shop's systems do."""
        answer = httpx.post(
            f"{self.address}/api/v1/events",
            json=event(type_, subject, at=at, **data),
            headers={"Authorization": f"Bearer {self._token}"},
        )
        assert answer.status_code == 202, answer.text
        assert answer.json()["quarantined"] == 0, answer.text

    def deliver_letters(self, *, now: datetime) -> Sequence[Message]:
        """Send what is due; every letter in the built-in mailbox, oldest first."""
        for number in messages.due_messages(now=now):
            messages.send(number, now=now, messenger=open_messenger())
        return list(Message.objects.filter(state="sent").order_by("pk"))

    def carry_out(self, *, now: datetime) -> list[str]:
        """Attempt what is due, twice as often as needed; the kinds of what the shop really did."""
        for _ in range(2):
            for number in remedies.due_remedies(now=now):
                remedies.attempt(number, now=now, shop=self.shop)
        done = dict(Remedy.objects.values_list("key", "kind"))
        return [done[key] for key in self.shop.deeds]

    def ask_customers(self, *, now: datetime) -> int:
        """Start the follow-ups that are due."""
        return aftercare.start_due_follow_ups(now=now)


def link_in(letter: Message) -> str:
    """The address that a letter leads to."""
    found = LINK.search(letter.body)
    assert found, letter.body
    return found[0]
