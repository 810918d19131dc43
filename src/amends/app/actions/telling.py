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

FIRST = "offer"
ASKS_TO_WAKE = {FIRST: "first_word", "mending": "first_word"}
"""The confirmation answers somebody who chose this minute; what else comes later wakes nobody."""


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
    contact = outputs_of(decision, "first_word")
    quiet = quiet_hours(decision, ASKS_TO_WAKE.get(step, "follow_up"))
    if case.history:
        return
    held = step == FIRST and not contact["tell"]
    if silently or (held and not first and has_letter(case)):
        waiting = "" if first else waiting_offer(case)
        if waiting:
            refresh_letter(
                case=case, step=waiting, now=now, link=link_for(case, contact, now), quiet=quiet
            )
        return
    if not (held or first):
        release_letter(case)
    write_letter(
        case=case,
        step=step,
        now=now,
        link=link_for(case, contact, now),
        quiet=quiet,
        first=first,
        held=held,
    )


def link_for(case: Case, contact: Mapping[str, Any], now: datetime) -> str:
    """The customer's link to the case, for as long as the table says."""
    return make_link(case, now=now, days=int(contact["link_days"]))


def quiet_hours(decision: Decision | StoredDecision, table: str) -> QuietHours:
    """When this customer may not be written to or called, as decided.

    ``table`` says whether somebody may be woken for it: ``first_word`` for what may save a trip,
    ``follow_up`` for whatever is said later.
    """
    contact = outputs_of(decision, "first_word")
    return QuietHours(
        start=int(contact["quiet_from"]),
        end=int(contact["quiet_to"]),
        wake=bool(outputs_of(decision, table).get("wake")),
    )
