"""The recorded decisions as a history: columns of facts, as a draft may be tried on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from amends.app.ledger.models import Decision
from amends.core.rulebook import Fact

MOST_CASES = 200_000
"""So many of the latest decisions are looked at, at most."""


def has_recorded() -> bool:
    """Whether any case was ever decided here."""
    return Decision.objects.exists()


def recorded_facts(*, days: int, now: datetime, facts: Mapping[str, Fact]) -> dict[str, list[Any]]:
    """The facts of the decisions of the last ``days``, one column for each fact.

    The value is None where a decision did not say it.
    """
    since = now - timedelta(days=days)
    rows = (
        Decision.objects.filter(made_at__gt=since, made_at__lte=now)
        .order_by("-made_at", "-id")
        .values_list("facts", flat=True)[:MOST_CASES]
    )
    columns: dict[str, list[Any]] = {name: [] for name in facts}
    for said in rows.iterator(chunk_size=2000):
        for name, fact in facts.items():
            columns[name].append(_value(said.get(name), fact))
    return columns


def _value(value: Any, fact: Fact) -> Any:
    """A fact as it was before it became JSON; as it stands, if that is none of the fact's."""
    if not isinstance(value, str) or fact.type.name == "string":
        return value
    try:
        return fact.type.read(value)
    except (ValueError, ArithmeticError):
        return value
