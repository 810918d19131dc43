"""A decision as data, for machines."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from amends.app.commands.decide.facts import shown
from amends.core.rulebook.book import Decision, Step
from amends.core.rulebook.why import misfits


def as_data(decision: Decision, given: Mapping[str, Any]) -> dict[str, Any]:
    """The decision with its facts, outputs, the rules that fired, and the trace, as JSON."""
    return {
        "rulebook": decision.rulebook,
        "version": decision.version,
        "checksum": decision.checksum,
        "facts": {name: _json(value) for name, value in given.items()},
        "outputs": {name: _json(said) for name, said in decision.outputs.items()},
        "fired": [
            {
                "table": fired.table,
                "rule": fired.rule,
                "outputs": _json(fired.outputs),
                "reasons": dict(fired.reasons),
                "source": fired.source,
            }
            for fired in decision.fired
        ],
        "trace": [_step(step) for step in decision.trace],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "table": step.table.name,
        "rules": [rule.id for rule in step.answer],
        "not": [
            {
                "rule": each.rule.id,
                "fact": each.fact.name,
                "value": _json(each.value),
                "asked": each.cell.text,
                "known": shown(each.value, each.fact),
            }
            for each in misfits(step)
        ],
    }


def _json(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case Mapping():
            return {name: _json(each) for name, each in value.items()}
        case list() | tuple():
            return [_json(each) for each in value]
    return str(value)
