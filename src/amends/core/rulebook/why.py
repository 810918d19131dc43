"""Why a rule did not apply: the first fact that it ruled out, and what it asks of it."""

from __future__ import annotations

from typing import Any, NamedTuple

from amends.core.rulebook.book import Step
from amends.core.rulebook.cells import Cell
from amends.core.rulebook.facts import Fact
from amends.core.rulebook.tables import Rule


class Misfit(NamedTuple):
    """A rule that did not fit: ``cell`` is what it asks of ``fact``, which is ``value``."""

    rule: Rule
    fact: Fact
    cell: Cell
    value: Any


def misfits(step: Step) -> tuple[Misfit, ...]:
    """The rules that did not fit, in order; of a table where the first row decides those above."""
    rules = step.table.rules
    if step.table.policy.name == "first" and step.answer:
        rules = rules[: rules.index(step.answer[0])]
    found = (_misfit(rule, step) for rule in rules)
    return tuple(misfit for misfit in found if misfit)


def _misfit(rule: Rule, step: Step) -> Misfit | None:
    for cell, fact in zip(rule.cells, step.table.columns, strict=True):
        value = fact.clamp(step.read[fact.name])
        if not cell.holds(value):
            return Misfit(rule, fact, cell, value)
    return None
