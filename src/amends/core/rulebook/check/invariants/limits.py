"""Parts of an expression that hold a fact against constants, as a table's cell does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime, time
from typing import Any

from amends.core.feel import evaluate
from amends.core.feel.nodes import (
    Between,
    Call,
    Comparison,
    In,
    Interval,
    Name,
    Node,
    OneOf,
    Operation,
    walk,
)
from amends.core.feel.values import Range
from amends.core.rulebook.facts import Fact

COMPARED = frozenset({"=", "!=", "<", "<=", ">", ">="})


def tested_fact(node: Node) -> str:
    """The name that a node holds against constants only, or an empty text."""
    match node:
        case Operation(operator=operator, left=Name(parts=(name,)), right=right):
            return name if operator in COMPARED and is_constant(right) else ""
        case Operation(operator=operator, left=left, right=Name(parts=(name,))):
            return name if operator in COMPARED and is_constant(left) else ""
        case Between(value=Name(parts=(name,)), low=low, high=high):
            return name if is_constant(low) and is_constant(high) else ""
        case In(value=Name(parts=(name,)), test=test):
            return name if is_constant(test) else ""
    return ""


def is_constant(node: Node) -> bool:
    """Whether a node names nothing but functions that it calls."""
    called = {id(part.function) for part in walk(node) if isinstance(part, Call)}
    return all(id(part) in called for part in walk(node) if isinstance(part, Name))


def is_told_by_buckets(node: Node, fact: Fact) -> bool:
    """Whether a fact's buckets, cut at the ``limits`` of a node, are alike inside to the node.

    So they are unless a text that nobody names, or a moment without a zone, is put in order.
    """
    if fact.values:
        return True
    if not fact.type.ordered:
        ordering = [
            part for part in walk(node) if isinstance(part, Comparison | Interval | Between)
        ]
        return not ordering and getattr(node, "operator", "=") in {"=", "!="}
    return all(is_comparable(value) for _, value in limits(node))


def limits(node: Node) -> Iterator[tuple[str, Any]]:
    """Names and the values that they are held against, anywhere in an expression."""
    for part in walk(node):
        if isinstance(part, Node) and (name := tested_fact(part)):
            for each in fields(part):
                operand = getattr(part, each.name)
                if isinstance(operand, Node) and not isinstance(operand, Name):
                    yield from ((name, value) for value in _values(operand))


def _values(node: Node) -> Iterator[Any]:
    """The constants of a test, the ends of its ranges among them."""
    match node:
        case Interval() | OneOf() | Comparison():
            inner = [getattr(node, each.name) for each in fields(node)]
            for part in inner:
                for test in part if isinstance(part, tuple) else (part,):
                    if isinstance(test, Node):
                        yield from _values(test)
        case _:
            yield from _flat(evaluate(node, {}))


def _flat(value: Any) -> Iterator[Any]:
    match value:
        case list():
            for item in value:
                yield from _flat(item)
        case Range(low=low, high=high):
            yield from _flat(low)
            yield from _flat(high)
        case None:
            return
        case _:
            yield value


def is_comparable(value: Any) -> bool:
    """Whether a value has one place among others of its type: moments only with a zone."""
    if isinstance(value, datetime):
        return value.tzinfo is not None
    return not (isinstance(value, time) and value.tzinfo is not None)
