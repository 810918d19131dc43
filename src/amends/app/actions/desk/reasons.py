"""Why a decision came out as it did: its rules, with the words that the tables give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Decision, Offer

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that fired; ``reasons`` by language, empty where they are no longer known."""

    table: str
    rule: str
    outputs: Mapping[str, Any]
    reasons: Words


def explain(decision: Decision, offer: Offer | None) -> tuple[Reason, ...]:
    """Every rule that fired, in the order of the tables.

    The words come from the rulebook in force if it is the very same one, else from what the
    offer kept of them.
    """
    is_current = decision.checksum == current_policy().rulebook.checksum
    words = dict(_in_force() if is_current else _kept(offer))
    return tuple(
        Reason(
            hit["table"], hit["rule"], hit["outputs"], words.get((hit["table"], hit["rule"]), {})
        )
        for hit in decision.fired
    )


def reasons_of(cases: Iterable[int], table: str) -> Mapping[int, Words]:
    """Why the rule of ``table`` applied in each of these cases, as decided last."""
    words = dict(_in_force())
    latest = Decision.objects.filter(case__in=cases).order_by("case", "-number").distinct("case")
    return {
        decision.case_id: words.get((hit["table"], hit["rule"]), {"en": hit["rule"]})
        for decision in latest
        for hit in decision.fired
        if hit["table"] == table
    }


def _in_force() -> Iterator[tuple[tuple[str, str], Words]]:
    for table in current_policy().rulebook.tables:
        for rule in table.rules:
            yield (table.name, rule.id), rule.reasons


def _kept(offer: Offer | None) -> Iterator[tuple[tuple[str, str], Words]]:
    if offer is None:
        return
    yield ("responsibility", offer.body["fault_rule"]), offer.body["fault_reasons"]
    for option in offer.body["options"]:
        yield ("remedies", option["rule"]), option["reasons"]
    if gesture := offer.body["gesture"]:
        yield ("gestures", gesture["rule"]), gesture["reasons"]
