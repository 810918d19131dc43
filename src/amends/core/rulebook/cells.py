"""One cell of a decision table: the set of values that its unary test lets pass.

A test is an S-FEEL unary test (DMN 1.5, chapter 9). A fact that is missing (null) passes only a
test that names it: ``-``, ``null`` or a list that holds ``null``; ``not(...)`` is passed by known
values only, and ``not(null)`` by every known value. Nothing is guessed of a missing fact.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from amends.core.errors import BadDeclaration
from amends.core.feel.errors import BadExpression
from amends.core.feel.nodes import Comparison, Everything, Interval, Node, OneOf
from amends.core.feel.parser import read_tests
from amends.core.rulebook.facts import Fact
from amends.core.rulebook.types import Type


@dataclass(frozen=True, slots=True)
class Span:
    """Values from ``low`` to ``high``, an end included where it is closed; None: endless."""

    low: Any = None
    high: Any = None
    low_closed: bool = True
    high_closed: bool = True

    def holds(self, value: Any) -> bool:
        """Whether a known value lies in the span."""
        return self._is_after_low(value) and self._is_before_high(value)

    def _is_after_low(self, value: Any) -> bool:
        if self.low is None:
            return True
        return bool(value >= self.low if self.low_closed else value > self.low)

    def _is_before_high(self, value: Any) -> bool:
        if self.high is None:
            return True
        return bool(value <= self.high if self.high_closed else value < self.high)


@dataclass(frozen=True, slots=True)
class Cell:
    """A test: spans of which one must hold the value, or, ``negated``, none may.

    ``anything`` is the dash; ``null`` says whether a missing fact passes. Cells are equal where
    they mean the same, however they are written.
    """

    text: str = field(compare=False)
    spans: tuple[Span, ...] = ()
    negated: bool = False
    null: bool = False
    anything: bool = False

    def holds(self, value: Any) -> bool:
        """Whether a value, or None for a missing fact, passes the test."""
        if self.anything:
            return True
        if value is None:
            return self.null
        return any(span.holds(value) for span in self.spans) != self.negated


DASH = Cell("-", null=True, anything=True)


def read_cell(text: str, fact: Fact, *, where: str) -> Cell:
    """Turn the text of one cell into a test of ``fact``; an empty cell is a dash.

    Raise ``BadDeclaration`` naming ``where`` for what is not understood, has another type than
    the fact, or names a value that the fact never has.
    """
    if text.strip() in {"", "-"}:
        return DASH
    try:
        cell = _cell(read_tests(text, bare=True), fact, text.strip())
    except BadExpression as error:
        raise BadDeclaration(
            f"the cell {text.strip()[:LONGEST_SHOWN]!r} is not understood: {error.message}",
            where=where,
            code="bad_cell",
            hint=error.hint or HINTS.get(fact.type.name, "a value, a list, a comparison, [1..5]"),
        ) from None
    _check_domain(cell, fact, where)
    return cell


def show_cell(cell: Cell, fact: Fact) -> str:
    """The cell as it is written most plainly: ``>60`` also where it says ``> 60``; ``read_cell``
    makes the same of it."""
    if cell.anything:
        return "-"
    shown = [show_span(span, partial(_show_value, type_=fact.type)) for span in cell.spans]
    if cell.negated:
        return f"not({', '.join(shown or ['null'])})"
    return ", ".join(shown + ["null"] * cell.null)


def in_order(cell: Cell, fact: Fact) -> Cell:
    """The same test, its values in the order of the fact's."""
    return replace(cell, spans=tuple(sorted(set(cell.spans), key=partial(_place, fact))))


def _place(fact: Fact, span: Span) -> Any:
    if span.low is None:
        return (0,)
    return (1, fact.values.index(span.low) if span.low in fact.values else span.low)


def show_span(span: Span, show: Callable[[Any], str]) -> str:
    """A span as one unary test; ``show`` writes its ends."""
    low, high = show(span.low), show(span.high)
    if span.low is None:
        return f"{'<=' if span.high_closed else '<'}{high}"
    if span.high is None:
        return f"{'>=' if span.low_closed else '>'}{low}"
    if span.low == span.high:
        return low
    return f"{'[' if span.low_closed else '('}{low}..{high}{']' if span.high_closed else ')'}"


def _show_value(value: Any, type_: Type) -> str:
    if value is None:
        return ""
    return f'time("{type_.show(value)}")' if type_.name == "time" else type_.show(value)


LONGEST_SHOWN = 80
HINTS = {
    "string": "texts of more than one word stand in double quotes",
    "date": "a date is written 2026-10-01",
    "duration": "a duration is written P3D or PT2H30M",
}


def _cell(node: Node, fact: Fact, text: str) -> Cell:
    if isinstance(node, Everything):
        return DASH
    tests = node.tests if isinstance(node, OneOf) else (node,)
    negated = isinstance(node, OneOf) and node.negated
    spans = [_span(test, fact.type) for test in tests]
    known = tuple(span for span in spans if span is not None)
    return Cell(text, known, negated=negated, null=not negated and None in spans)


def _span(node: Node, type_: Type) -> Span | None:
    """The span that one positive test lets pass; None is the test for a missing fact."""
    match node:
        case Comparison(operator="=" | "!=" as operator):
            hint = "not(...)" if operator == "!=" else "the value alone"
            raise BadExpression(f"{operator} is not used in a cell", hint=f"write {hint}")
        case Comparison(operator=operator, limit=limit):
            return _beside(operator, _ordered(limit, type_))
        case Interval(low=low, high=high, low_closed=low_closed, high_closed=high_closed):
            span = Span(_ordered(low, type_), _ordered(high, type_), low_closed, high_closed)
            if span.low > span.high or (span.low == span.high and not low_closed & high_closed):
                raise BadExpression("the interval is empty")
            return span
    value = _constant(node, type_)
    return None if value is None else Span(value, value)


def _beside(operator: str, limit: Any) -> Span:
    if operator in {"<", "<="}:
        return Span(high=limit, high_closed=operator == "<=")
    return Span(low=limit, low_closed=operator == ">=")


def _ordered(node: Node, type_: Type) -> Any:
    if not type_.ordered:
        raise BadExpression(f"a {type_.name} has no order to compare by")
    value = _constant(node, type_)
    if value is None:
        raise BadExpression("null has no order to compare by")
    return value


def _constant(node: Node, type_: Type) -> Any:
    try:
        return type_.constant(node)
    except (ValueError, ArithmeticError):
        raise BadExpression(f"this is not a {type_.name}") from None


def _check_domain(cell: Cell, fact: Fact, where: str) -> None:
    if cell.null and not fact.optional and not cell.anything:
        raise BadDeclaration(
            f"the fact {fact.name!r} is never missing",
            where=where,
            hint="optional = true in rulebook.toml",
            code="bad_cell",
        )
    for value in _named(cell):
        if fact.values and value not in fact.values:
            raise BadDeclaration(
                f"{fact.type.show(value)} is not a value of {fact.name!r}",
                where=where,
                hint=f"one of {fact.domain()}",
                code="bad_cell",
            )
        if not fact.values and not _in_range(value, fact):
            raise BadDeclaration(
                f"{fact.type.show(value)} lies outside the range of {fact.name!r}",
                where=where,
                hint=fact.domain(),
                code="bad_cell",
            )


def _named(cell: Cell) -> list[Any]:
    ends = [end for span in cell.spans for end in (span.low, span.high)]
    return [end for end in ends if end is not None]


def _in_range(value: Any, fact: Fact) -> bool:
    below = fact.low is not None and value < fact.low
    return not below and not (fact.high is not None and value > fact.high)
