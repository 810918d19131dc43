"""Read what a decision said, fresh from the rulebook or as it was stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.app.ledger.models import Decision as StoredDecision
from amends.core.rulebook import Decision


def outputs_of(decision: Decision | StoredDecision, table: str) -> Mapping[str, Any]:
    """What a table that lets one rule fire said, from a fresh or a stored decision."""
    if isinstance(decision, Decision):
        return decision.one(table).outputs
    found: Mapping[str, Any] = next(
        hit["outputs"] for hit in decision.fired if hit["table"] == table
    )
    return found
