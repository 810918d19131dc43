"""Values, cells and facts of ours as FEEL writes them."""

from __future__ import annotations

from functools import partial
from typing import Any

from amends.core.feel.values import written
from amends.core.rulebook.cells import Cell, Span, show_span
from amends.core.rulebook.facts import Fact
from amends.core.rulebook.types import Type

TYPE_REFERENCES = {
    "date and time": "dateTime",
    "duration": "dayTimeDuration",
    "months": "yearMonthDuration",
}
BUILDERS = {
    "date": "date",
    "time": "time",
    "date and time": "date and time",
    "duration": "duration",
    "months": "duration",
}


def type_reference(type_: Type) -> str:
    """The type's name as modelers know it."""
    return TYPE_REFERENCES.get(type_.name, type_.name)


def literal(value: Any, type_: Type) -> str:
    """A value of a type, written out."""
    if value is None:
        return "null"
    if type_.name in BUILDERS:
        return f'{BUILDERS[type_.name]}("{type_.show(value)}")'
    text = written(value)
    return text.replace("\r", "\\r").replace("\n", "\\n") if type_.name == "string" else text


def tests(cell: Cell, fact: Fact) -> str:
    """A cell as unary tests. In DMN null passes ``not(...)``; in ours it does not: it is named."""
    if cell.anything:
        return "-"
    shown = [span_test(span, fact.type) for span in cell.spans]
    if cell.negated:
        null = ["null"] if fact.optional or not shown else []
        return f"not({', '.join(null + shown)})"
    return ", ".join(shown + ["null"] * cell.null)


def span_test(span: Span, type_: Type) -> str:
    """A span as one unary test."""
    return show_span(span, partial(literal, type_=type_))


def clamped(name: str, fact: Fact) -> str:
    """The fact as an expression: beyond the ends of its range it counts as the end."""
    parts = []
    if fact.clamped and fact.low is not None:
        low = literal(fact.low, fact.type)
        parts.append(f"if {name} < {low} then {low} else ")
    if fact.clamped and fact.high is not None:
        high = literal(fact.high, fact.type)
        parts.append(f"if {name} > {high} then {high} else ")
    return "".join(parts) + name


def allowed_values(fact: Fact) -> str:
    """The values that a fact may have, as unary tests; nothing where it may have any."""
    if fact.type.name == "boolean" or fact.clamped:
        return ""
    if fact.values:
        return ", ".join(literal(value, fact.type) for value in fact.values)
    if fact.low is None and fact.high is None:
        return ""
    return span_test(Span(fact.low, fact.high), fact.type)
