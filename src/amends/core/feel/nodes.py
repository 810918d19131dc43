"""The tree that FEEL text is read into: frozen values, nothing evaluated yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Node:
    """Any part of an expression or of a unary test."""


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A number, text, true, false or null written out."""

    value: Any


@dataclass(frozen=True, slots=True)
class At(Node):
    """A date, time or duration as ISO 8601 text: ``@"2026-10-01"``."""

    text: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name, its parts joined by dots in the text."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function with its arguments."""

    function: Node
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """``-x``."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Operation(Node):
    """Two operands with one of ``+ - * / ** = != < <= > >= and or`` between them."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Everything(Node):
    """``-``: any value and none."""


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """``< <= > >= = !=`` held against the value that is tested."""

    operator: str
    limit: Node


@dataclass(frozen=True, slots=True)
class Interval(Node):
    """``[a..b]`` with either end open or closed."""

    low: Node
    high: Node
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class OneOf(Node):
    """Tests of which one must hold; with ``negated`` none may."""

    tests: tuple[Node, ...]
    negated: bool = False
