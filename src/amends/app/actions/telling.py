"""What is said to the customer after a step, as the tables allow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends.app.actions.letters import write_letter
from amends.app.actions.links import make_link
from amends.app.actions.queue import enqueue
from amends.app.ledger.models import Case, Offer
from amends.app.ledger.models import Decision as StoredDecision
from amends.core.quiet import QuietHours
from amends.core.rulebook import Decision


def tell(
    case: Case,
    step: str,
    *,
    decision: Decision | StoredDecision,
    now: datetime,
    first: Offer | None = None,
) -> None:
    """Write the letter of one step and queue it; nobody is told about a case of a history load.

    ``first`` is the offer of a case that was opened just now, in this transaction.
    """
    if case.history:
        return
    contact = outputs_of(decision, "first_word")
    link = make_link(case, now=now, days=int(contact["link_days"]))
    letter = write_letter(
        case=case, step=step, now=now, link=link, quiet=quiet_hours(decision), first=first
    )
    if letter is not None:
        enqueue("send_message", at=letter.due_at, message_id=letter.pk)


def quiet_hours(decision: Decision | StoredDecision) -> QuietHours:
    """When this customer may not be written to or called, as decided."""
    contact = outputs_of(decision, "first_word")
    return QuietHours(
        start=int(contact["quiet_from"]),
        end=int(contact["quiet_to"]),
        wake=bool(contact["wake"]),
    )


def outputs_of(decision: Decision | StoredDecision, table: str) -> Mapping[str, Any]:
    """What a table that lets one rule fire said, from a fresh or a stored decision."""
    if isinstance(decision, Decision):
        return decision.one(table).outputs
    found: Mapping[str, Any] = next(
        hit["outputs"] for hit in decision.fired if hit["table"] == table
    )
    return found
