"""Columns of a DMN table as ours: types, values, cells and outputs that are written out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from amends.core.errors import AmendsError
from amends.core.feel.errors import BadExpression
from amends.core.feel.nodes import Call, Custom, Interval, Literal, Name, Node, OneOf, walk
from amends.core.feel.parser import read_expression, read_tests
from amends.core.rulebook.cells import read_cell, show_cell
from amends.core.rulebook.dmn.items import BASES, ItemType
from amends.core.rulebook.facts import Fact
from amends.core.rulebook.said import show_output
from amends.core.rulebook.types import TYPES, Type

OURS = {
    "days and time duration": "duration",
    "years and months duration": "months",
    **{name: name for name in ("string", "number", "boolean", "date", "time", "date and time")},
}
OF_FUNCTIONS = {"date": "date", "time": "time", "date and time": "date and time"}


class Unfit(AmendsError):
    """A table that cannot be one of ours."""

    code = "unfit"


def type_name(type_: ItemType) -> str | None:
    """Our name of a simple type; None for lists, contexts and unknown types."""
    if type_.is_list or type_.members:
        return None
    if type_.other is not None and type_.allowed is None:
        return type_name(type_.other)
    return OURS.get(type_.root)


def listed_values_of(source: str, type_: str) -> dict[str, Any]:
    """``values`` or ``range`` from unary tests as text."""
    return listed_values(_tests(source), type_)


def listed_values(node: Node | None, type_: str) -> dict[str, Any]:
    """``values`` or ``range`` of a fact from its allowed values; nothing where they are others."""
    own = TYPES[type_]
    if node is None or type_ == "boolean":
        return {}
    try:
        if isinstance(node, Interval) and node.low_closed and node.high_closed:
            ends = [own.constant(end) for end in (node.low, node.high)]
            return {"range": [plain(end, own) for end in ends]}
        nodes = node.tests if isinstance(node, OneOf) else (node,)
        values = [own.constant(each) for each in nodes if each != Literal(None)]
        return {"values": [plain(value, own) for value in values if value is not None]}
    except (ValueError, ArithmeticError):
        return {}


def plain(value: Any, type_: Type) -> Any:
    """A value as TOML has it: numbers that are not whole, and times, as text."""
    return value if isinstance(value, bool | int | str) else type_.show(value)


def _tests(source: str) -> Node | None:
    try:
        return read_tests(source) if source else None
    except BadExpression:
        return None


def cell_of(source: str, fact: Fact) -> str:
    """The cell, which must mean the same to us; raise ``Unfit`` where it does not."""
    try:
        node = read_tests(source or "-")
    except BadExpression as error:
        raise Unfit(f"its cell {source!r} is not understood: {error.message}") from None
    _check_written_out(node, source)
    negated = isinstance(node, OneOf) and node.negated
    if negated and fact.optional and Literal(None) not in node.tests:  # type: ignore[attr-defined]
        raise Unfit(f"its cell {source!r} lets null pass; ours lets only known values pass a not()")
    return show_cell(read_cell(source, fact, where=fact.name), fact)


def _check_written_out(node: Node, source: str) -> None:
    """Names are texts to our cells and values to DMN: a cell with one means another thing."""
    called = [part.function for part in walk(node) if isinstance(part, Call)]
    for part in walk(node):
        if isinstance(part, Custom) or (isinstance(part, Name) and part not in called):
            raise Unfit(f"its cell {source!r} compares with something that is not written out")


def output_of(texts: Sequence[str], reference: str) -> str:
    """The type of an output: the declared one, or that of what the rules say."""
    declared = OURS.get(BASES.get(reference.rpartition(":")[2], ""))
    if declared:
        return declared
    for source in texts:
        found = _type_of(_expression(source))
        if found:
            return found
    return "string"


def _type_of(node: Node) -> str:
    match node:
        case Literal(value=bool()):
            return "boolean"
        case Literal(value=str()):
            return "string"
        case Literal(value=None):
            return ""
        case Call(function=Name(parts=(name,))):
            return OF_FUNCTIONS.get(name, "duration")
    return "number"


def _expression(source: str) -> Node:
    try:
        return read_expression(source) if source else Literal(None)
    except BadExpression as error:
        raise Unfit(f"its output {source!r} is not understood: {error.message}") from None


def output_cell(source: str, type_name: str) -> str:
    """What a rule says, as our CSV has it; raise ``Unfit`` where it is computed."""
    type_, node = TYPES[type_name], _expression(source)
    if isinstance(node, Name):
        raise Unfit(f"its output {source!r} is computed")
    try:
        value = type_.constant(node)
    except (ValueError, ArithmeticError):
        raise Unfit(f"its output {source!r} is computed, or no {type_name}") from None
    return show_output(value, type_)
