"""Which fact a decision still hangs on, when only some are known.

Tables are gone through in order, rules from the top. A rule that a known fact rules out needs
nothing more; the first unknown fact of a rule that may still fit is the next one to ask for. Cost:
one look at each cell for each question.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.core.rulebook.between import BETWEEN
from amends.core.rulebook.book import Rulebook
from amends.core.rulebook.facts import Fact
from amends.core.rulebook.interpret import admitted
from amends.core.rulebook.tables import Rule, Table


def next_fact(book: Rulebook, known: Mapping[str, Any]) -> Fact | None:
    """The next fact that may still change the decision; None where the known ones suffice.

    Raise ``BadSituation`` for a known fact that has an impossible value, and for a gap or a
    contradiction that the known facts lead to.
    """
    seen = {fact.name: admitted(fact, known) for fact in book.tested if fact.name in known}
    for table in book.tables:
        fitting: list[Rule] = []
        for rule in table.rules:
            unknown = _unknown(rule, table, seen)
            if unknown is not None and not _is_out(rule, table, seen):
                return unknown
            if unknown is None and not _is_out(rule, table, seen):
                fitting.append(rule)
                if table.policy.name == "first":
                    break
        seen.update(table.said(table.answer(fitting)))
    return None


def completed(book: Rulebook, known: Mapping[str, Any]) -> dict[str, Any]:
    """Known facts with any possible value for those that the decision does not hang on."""
    free = {fact.name: any_value(fact) for fact in book.tested if fact.name not in known}
    return {**known, **free}


def any_value(fact: Fact) -> Any:
    """Some value that the fact may have."""
    if fact.optional:
        return None
    if fact.values:
        return fact.values[0]
    if fact.low is not None or fact.high is not None:
        return fact.low if fact.low is not None else fact.high
    return BETWEEN[fact.type.name](None, None) if fact.type.ordered else ""


def _unknown(rule: Rule, table: Table, seen: Mapping[str, Any]) -> Fact | None:
    tested = zip(rule.cells, table.columns, strict=True)
    return next((f for cell, f in tested if not cell.anything and f.name not in seen), None)


def _is_out(rule: Rule, table: Table, seen: Mapping[str, Any]) -> bool:
    return any(
        fact.name in seen and not cell.holds(seen[fact.name])
        for cell, fact in zip(rule.cells, table.columns, strict=True)
    )
