"""Where a rule is explained: on the page of the very version that a decision names."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import NoReverseMatch, reverse

from amends.app.actions.policy import is_published
from amends.app.ledger.models import Decision
from amends.app.rules.anchors import anchor


def page_of(decision: Decision, language: str) -> str:
    """The address of the rules that a decision was made by; empty where they were never stored."""
    if not is_published(decision.checksum):
        return ""
    try:
        return reverse("rules:of", args=[f"{decision.rulebook}@{decision.version}", language])
    except NoReverseMatch:
        return ""


def rule_of(decision: Decision, tables: Iterable[str], rule: str, language: str) -> str:
    """The address of a rule that fired, in the first of these tables in which it did."""
    fired = {(hit["table"], hit["rule"]) for hit in decision.fired}
    table = next((table for table in tables if (table, rule) in fired), None)
    page = page_of(decision, language) if table else ""
    return f"{page}#{anchor(language, table, rule)}" if page and table else ""


def fired_in(decision: Decision, table: str) -> str:
    """The rule that fired in a table which lets one fire; empty where none did."""
    return next((str(hit["rule"]) for hit in decision.fired if hit["table"] == table), "")
