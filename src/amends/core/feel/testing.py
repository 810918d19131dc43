"""Whether a value passes a unary test (DMN 1.5, 7.3.5 and table 55)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from amends.core.feel.nodes import Comparison, Everything, Literal, Name, Node, OneOf, mentions
from amends.core.feel.values import Range, equal, holds, weighed, within

ITSELF = Name(("?",))
"""What is tested: an expression with it says whether the value passes."""


def passes(node: Node, value: Any, value_of: Callable[[Node], Any]) -> bool:
    """Whether the value passes; what cannot be compared does not."""
    match node:
        case Everything():
            return True
        case OneOf(tests=tests, negated=negated):
            return any(passes(test, value, value_of) for test in tests) != negated
        case Comparison(operator=operator, limit=limit):
            return _compares(operator, value, value_of(limit))
    answer = value_of(node)
    asks = node != ITSELF and mentions(node, "?")
    if asks and (answer is None or isinstance(answer, bool)):
        return answer is True
    if isinstance(answer, bool) and (value is None or isinstance(node, Literal)):
        return value is answer
    return fits(value, answer)


def fits(value: Any, answer: Any) -> bool:
    """Whether an expression's answer lets the value pass: it is equal to it, holds it, or is
    true of it."""
    weighed(value)
    weighed(answer)
    if isinstance(answer, bool) and not isinstance(value, bool):
        return answer
    if isinstance(answer, Range):
        return within(value, answer) is True
    if isinstance(answer, list):
        return equal(value, answer) is True or any(_holds(item, value) for item in answer)
    return equal(value, answer) is True


def _holds(item: Any, value: Any) -> bool:
    return equal(value, item) is True or (isinstance(item, Range) and within(value, item) is True)


def _compares(operator: str, value: Any, limit: Any) -> bool:
    if operator == "!=" and (limit is None) != (value is None):
        return True
    return holds(operator, value, limit) is True
