"""What is said to the customer after a step, as the tables allow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends.app.actions.decisions import outputs_of
from amends.app.actions.letters import (
    has_letter,
    refresh_letter,
    release_letter,
    waiting_offer,
    write_letter,
)
from amends.app.actions.links import make_link
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
    silently: bool = False,
) -> None:
    """Write the letter of one step; a timer sends it when its time has come.

    Nobody is told about a case of a history load, or of what such a load brought (``silently``);
    what the tables leave unsaid is held until staff decide. A letter that is on its way already
    says what is true now. ``first`` is the offer of a case that was opened in this transaction.
    """
    contact, quiet = outputs_of(decision, "first_word"), quiet_hours(decision)
    if case.history:
        return
    held = step == "offer" and not contact["tell"]
    if silently or (held and not first and has_letter(case)):
        waiting = "" if first else waiting_offer(case)
        if waiting:
            refresh_letter(
                case=case, step=waiting, now=now, link=_link(case, contact, now), quiet=quiet
            )
        return
    if not (held or first):
        release_letter(case)
    write_letter(
        case=case,
        step=step,
        now=now,
        link=_link(case, contact, now),
        quiet=quiet,
        first=first,
        held=held,
    )


def _link(case: Case, contact: Mapping[str, Any], now: datetime) -> str:
    return make_link(case, now=now, days=int(contact["link_days"]))


def quiet_hours(decision: Decision | StoredDecision) -> QuietHours:
    """When this customer may not be written to or called, as decided."""
    contact = outputs_of(decision, "first_word")
    return QuietHours(
        start=int(contact["quiet_from"]),
        end=int(contact["quiet_to"]),
        wake=bool(contact["wake"]),
    )
