"""zen-engine: a rulebook as a graph of its decision tables."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from amends.core.feel.durations import Months
from amends.core.rulebook import Rule, Rulebook, Table
from amends.core.rulebook.cells import Cell, Span, show_span


def model(book: Rulebook) -> str:
    """A JSON Decision Model: from the input through one table after another to the output."""
    nodes: list[dict[str, Any]] = [{"id": "in", "name": "in", "type": "inputNode"}]
    nodes += [_table(table, is_only=len(book.tables) == 1) for table in book.tables]
    nodes.append({"id": "out", "name": "out", "type": "outputNode"})
    edges = [
        {"id": f"e{place}", "sourceId": before["id"], "targetId": after["id"], "type": "edge"}
        for place, (before, after) in enumerate(pairwise(nodes))
    ]
    for node in nodes:
        node["position"] = {"x": 0, "y": 0}
    return json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": nodes,
                       "edges": edges})  # fmt: skip


def plain(value: Any) -> Any:
    """A value that JSON has."""
    match value:
        case Decimal():
            return float(value)
        case Months(count=count):
            return count
        case timedelta():
            return value.total_seconds()
        case datetime():
            return value.timestamp()
        case date():
            return value.toordinal()
        case time():
            return value.hour * 3600 + value.minute * 60 + value.second
    return value


def context(facts: dict[str, Any]) -> dict[str, Any]:
    """A situation as JSON has it."""
    return {name: plain(value) for name, value in facts.items()}


def _table(table: Table, *, is_only: bool) -> dict[str, Any]:
    content = {
        "hitPolicy": "first" if table.policy.is_single else "collect",
        "inputs": [
            {"id": f"i{place}", "name": fact.name, "field": fact.name}
            for place, fact in enumerate(table.columns)
        ],
        "outputs": [
            {"id": f"o{place}", "name": fact.name, "field": fact.name}
            for place, fact in enumerate(table.outputs)
        ],
        "rules": [_rule(rule) for rule in table.rules],
        "passThrough": not is_only,
        "outputPath": None if is_only or table.policy.is_single else table.name,
        "inputField": None,
        "executionMode": "single",
    }
    return {"id": table.name, "name": table.name, "type": "decisionTableNode", "content": content}


def _rule(rule: Rule) -> dict[str, str]:
    cells = {f"i{place}": cell_text(cell) for place, cell in enumerate(rule.cells)}
    said = {f"o{place}": literal(value) for place, value in enumerate(rule.outputs.values())}
    return {"_id": rule.id, **cells, **said}


def cell_text(cell: Cell) -> str:
    """A cell in zen's language; an empty one lets everything pass."""
    if cell.anything:
        return ""
    tests = [_test(span) for span in cell.spans] + (["null"] if cell.null else [])
    if not cell.negated:
        return ", ".join(tests)
    return " and ".join(f"not ({_asked(span)})" for span in cell.spans)


def _test(span: Span) -> str:
    return show_span(span, literal)


def _asked(span: Span) -> str:
    test = _test(span)
    if test[0] in "<>":
        return f"$ {test}"
    return f"$ in {test}" if ".." in test else f"$ == {test}"


def literal(value: Any) -> str:
    """A value as it is written in zen's language."""
    return json.dumps(plain(value))
