"""FEEL text into a tree (DMN 1.5, 10.3.1): expressions, and the unary tests of decision tables."""

from __future__ import annotations

from collections.abc import Iterable

from amends.core.feel.expressions import Expressions
from amends.core.feel.names import KnownNames
from amends.core.feel.nodes import Node


def read_expression(text: str, names: KnownNames | Iterable[str] = ()) -> Node:
    """Read an expression; ``names`` are those of the scope and of the members of its contexts.

    Raise ``BadExpression`` with the place of what is not understood.
    """
    reader = Expressions(text, bare=False, names=names)
    node = reader.expression()
    reader.expect_end()
    return node


def read_tests(text: str, *, bare: bool = False, names: KnownNames | Iterable[str] = ()) -> Node:
    """Read the unary tests of one cell.

    With ``bare`` ISO dates and dotted names stand for themselves, as in a rulebook's own tables.
    Raise ``BadExpression`` with the place of what is not understood.
    """
    reader = Expressions(text, bare=bare, names=names)
    node = reader.tests()
    reader.expect_end()
    return node
