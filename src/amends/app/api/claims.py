"""A partner's answer to a claim, and the claim itself."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from amends.app.actions.accounts.answers import (
    Answered,
    OtherAnswer,
    Said,
    answer_claim,
    case_of,
)
from amends.app.actions.accounts.claim_file import NoDemand, as_demand, claim_file
from amends.app.api.bodies import Refusal
from amends.app.api.shapes import ClaimAnswer
from amends.app.ledger.models import Partner
from amends.core.errors import AmendsError

STATUS = {NoDemand: 404, OtherAnswer: 409}


def take(reference: str, body: ClaimAnswer, *, partner: Partner, now: datetime) -> dict[str, Any]:
    """Record an answer and say what became of it; raise ``Refusal``."""
    said = Said(
        key=body.key,
        answer=body.answer,
        currency=body.currency,
        amount=Decimal(body.amount) if body.amount else None,
        reason=body.reason.strip(),
    )
    try:
        found = answer_claim(reference, said, partner=partner, now=now)
    except AmendsError as error:
        raise _refusal(error) from None
    return _as_data(reference, found)


def file_of(reference: str, *, partner: Partner, now: datetime) -> dict[str, Any]:
    """The claim file; raise ``Refusal``."""
    try:
        return claim_file(partner, case_of(reference, partner), now=now)
    except AmendsError as error:
        raise _refusal(error) from None


def _as_data(reference: str, found: Answered) -> dict[str, Any]:
    return {
        "reference": reference,
        "status": "recorded" if found.is_new else "repeated",
        "late": found.late,
        "demand": [as_demand(each) for each in found.held],
    }


def _refusal(error: AmendsError) -> Refusal:
    status = STATUS.get(type(error), 400)
    return Refusal(status, error.code, error.message, hint=error.hint)
