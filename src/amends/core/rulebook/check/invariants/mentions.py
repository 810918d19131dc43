"""What an expression looks at: facts, tables, their outputs, and names that nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from amends.core.feel.builtins import FUNCTIONS
from amends.core.feel.nodes import (
    Context,
    Filter,
    For,
    FunctionOf,
    Iteration,
    Name,
    Node,
    Path,
    Quantified,
)

if TYPE_CHECKING:
    from amends.core.rulebook.book import Rulebook

Bound = Mapping[str, str]
"""Variables of the expression, and the table whose rules each stands for, or an empty text."""


@dataclass(frozen=True)
class Mentions:
    """Names of facts and tables, pairs of table and output, and names that mean nothing."""

    facts: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    outputs: set[tuple[str, str]] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)


def mentions(node: Node, book: Rulebook, bound: Bound | None = None) -> Mentions:
    """All that an expression mentions; ``bound`` are variables that have a meaning around it."""
    reader = _Reader(book)
    reader.visit(node, bound or {})
    return reader.found


class _Reader:
    def __init__(self, book: Rulebook) -> None:
        self.facts = book.facts
        self.outputs = {table.name: {f.name for f in table.outputs} for table in book.tables}
        self.found = Mentions()

    def visit(self, node: Any, bound: Bound) -> None:
        match node:
            case Name(parts=(name, *_)):
                self.name(name, bound)
            case Path(operand=operand, name=name):
                table = self.table_of(operand, bound)
                if table:
                    self.found.outputs.add((table, name))
                self.visit(operand, bound)
            case Filter(operand=operand, condition=condition):
                self.visit(operand, bound)
                self.visit(condition, self.inside(self.table_of(operand, bound), bound))
            case Quantified(iterations=iterations, condition=body):
                self.visit(body, self.iterated(iterations, bound))
            case For(iterations=iterations, body=body):
                self.visit(body, {**self.iterated(iterations, bound), "partial": ""})
            case Context(entries=entries):
                for name, entry in entries:
                    self.visit(entry, bound)
                    bound = {**bound, name: ""}
            case FunctionOf(parameters=parameters, body=body):
                self.visit(body, {**bound, **{name: "" for name, _ in parameters}})
            case tuple():
                for each in node:
                    self.visit(each, bound)
            case Node():
                for each in fields(node):
                    self.visit(getattr(node, each.name), bound)

    def name(self, name: str, bound: Bound) -> None:
        if name in bound:
            table, _, output = bound[name].partition(".")
            if output:
                self.found.outputs.add((table, output))
        elif name in self.facts:
            self.found.facts.add(name)
        elif name in self.outputs:
            self.found.tables.add(name)
        elif name not in FUNCTIONS and name != "?":
            self.found.unknown.add(name)

    def iterated(self, iterations: tuple[Iteration, ...], bound: Bound) -> Bound:
        for each in iterations:
            self.visit(each.domain, bound)
            self.visit(each.until, bound)
            bound = {**bound, each.name: self.table_of(each.domain, bound)}
        return bound

    def inside(self, table: str, bound: Bound) -> Bound:
        """The names that a filter's condition knows: ``item`` and its members."""
        members = self.outputs[table] if table else set().union(*self.outputs.values())
        named = {name: f"{table}.{name}" if table else "" for name in members}
        return {**bound, **named, "item": table}

    def table_of(self, node: Node, bound: Bound) -> str:
        """The table whose rules a value consists of, or an empty text."""
        match node:
            case Name(parts=(name,)):
                return bound.get(name, name if name in self.outputs else "").partition(".")[0]
            case Filter(operand=operand):
                return self.table_of(operand, bound)
        return ""
