"""What Amends asks of a messenger: to send one message, and whether it was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from amends.app.connectors.answers import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message as it leaves the house. ``identity`` is the same if it is ever sent again."""

    identity: str
    recipient: str
    subject: str
    body: str
    language: str


class MessengerPort(Protocol):
    """Neither call raises: whatever happens is an ``Answer``."""

    def send(self, letter: Letter) -> Answer:
        """Hand the letter over: done, refused for good, busy (surely not sent) or unknown."""

    def ask(self, letter: Letter) -> Answer:
        """Whether it was sent: never_heard if surely not, unknown if nobody can tell."""
