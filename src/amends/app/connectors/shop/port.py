"""What Amends asks of a shop: to carry out one remedy, and to say how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from amends.app.connectors.answers import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyRequest:
    """One remedy for one order. ``key`` is the same in every attempt: one key, one deed.

    Whoever has not begun to act at ``act_before`` does not begin any more, be it the shop or we
    ourselves after a long sleep.
    """

    key: UUID
    kind: str
    is_gesture: bool
    order: str
    customer: str
    case: UUID
    details: Mapping[str, Any]
    amount: Decimal
    currency: str
    borne_by: str
    due_at: datetime | None
    act_before: datetime

    def as_data(self) -> dict[str, Any]:
        """The request as JSON values; money as text, times in ISO 8601."""
        return {
            "key": str(self.key),
            "kind": self.kind,
            "is_gesture": self.is_gesture,
            "order": self.order,
            "customer": self.customer,
            "case": str(self.case),
            "details": dict(self.details),
            "amount": str(self.amount),
            "currency": self.currency,
            "borne_by": self.borne_by,
            "due_at": self.due_at.isoformat() if self.due_at else None,
        }


class ShopPort(Protocol):
    """The shop's side of a remedy. Neither call raises: whatever happens is an ``Answer``.

    A shop does not begin to act after ``RemedyRequest.act_before``. So whoever asks later than
    that (and than the clocks may differ) and is told ``never_heard`` may safely act again.
    """

    def act(self, request: RemedyRequest) -> Answer:
        """Carry the remedy out."""

    def ask(self, key: UUID) -> Answer:
        """Say how the remedy with this key ended; change nothing."""
