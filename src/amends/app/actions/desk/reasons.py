"""Why a decision came out as it did: its rules, with the words that the tables give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from amends.app.actions.policy import NoSuchVersion, stored_policy
from amends.app.ledger.models import Decision

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that fired; ``reasons`` by language, empty where they are no longer known."""

    table: str
    rule: str
    outputs: Mapping[str, Any]
    reasons: Words


def explain(decision: Decision) -> tuple[Reason, ...]:
    """Every rule that fired, in the order of the tables, in the words of the version of its day."""
    return tuple(
        Reason(hit["table"], hit["rule"], hit["outputs"], _words(decision, hit))
        for hit in decision.fired
    )


def reasons_of(cases: Iterable[int], table: str) -> Mapping[int, Words]:
    """Why the rule of ``table`` applied in each of these cases, as decided last."""
    latest = Decision.objects.filter(case__in=cases).order_by("case", "-number").distinct("case")
    return {
        decision.case_id: _words(decision, hit) or {"en": hit["rule"]}
        for decision in latest
        for hit in decision.fired
        if hit["table"] == table
    }


def _words(decision: Decision, hit: Mapping[str, Any]) -> Words:
    """Why a rule applied; empty for a decision older than published rulebooks."""
    return _told(decision.checksum).get((hit["table"], hit["rule"]), {})


@lru_cache(maxsize=16)
def _told(checksum: str) -> Mapping[tuple[str, str], Words]:
    try:
        book = stored_policy(checksum).rulebook
    except NoSuchVersion:
        return {}
    return {(table.name, rule.id): rule.reasons for table in book.tables for rule in table.rules}
