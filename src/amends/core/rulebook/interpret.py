"""The plain meaning of a rulebook: each cell of each rule looked at, one after another.

Slow and obvious on purpose. Everything that is fast is held against it by tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from amends.core.rulebook.facts import BadSituation, Fact
from amends.core.rulebook.tables import Rule, Table

if TYPE_CHECKING:
    from amends.core.rulebook.book import Rulebook


def interpret(book: Rulebook, facts: Mapping[str, Any]) -> tuple[tuple[Rule, ...], ...]:
    """The rules that are the answer, table by table.

    Raise ``BadSituation`` naming the fact or the table by which nothing can be decided.
    """
    known = {fact.name: admitted(fact, facts) for fact in book.tested}
    answers = []
    for table in book.tables:
        answer = table.answer([rule for rule in table.rules if fits(rule, table, known)])
        known.update(table.said(answer))
        answers.append(answer)
    return tuple(answers)


def answer_of(book: Rulebook, table: str, facts: Mapping[str, Any]) -> tuple[Rule, ...]:
    """The rules that are one table's answer, where it reads nothing but facts of the situation.

    Raise ``BadSituation`` naming the fact that is missing or impossible.
    """
    asked = book.tables[book.places[table]]
    known = {fact.name: admitted(fact, facts) for fact in asked.columns}
    return asked.answer([rule for rule in asked.rules if fits(rule, asked, known)])


def fits(rule: Rule, table: Table, known: Mapping[str, Any]) -> bool:
    """Whether every cell of the rule lets its fact pass."""
    return all(
        cell.holds(known[fact.name]) for cell, fact in zip(rule.cells, table.columns, strict=True)
    )


def admitted(fact: Fact, facts: Mapping[str, Any]) -> Any:
    """The value of a fact, held against its declaration."""
    value = facts.get(fact.name)
    try:
        if fact.admits(value):
            return fact.clamp(value)
    except (TypeError, ArithmeticError):
        pass
    raise BadSituation(_wrong(fact, value), where=fact.name, hint=fact.domain())


def _wrong(fact: Fact, value: Any) -> str:
    if value is None:
        return "the fact is missing"
    if fact.type.has(value):
        return f"{value!r} is not a value of this fact"
    return f"{value!r} is not a value of the type {fact.type.name}"
