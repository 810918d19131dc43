"""The value of an expression. What has no meaning is null, and a message says why."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from amends.core.feel.arithmetic import negated
from amends.core.feel.builtins import FUNCTIONS
from amends.core.feel.calls import call, defined
from amends.core.feel.errors import TooCostly, Undefined
from amends.core.feel.loops import evaluate_for, evaluate_quantified
from amends.core.feel.moments import read_temporal
from amends.core.feel.nodes import (
    At,
    Between,
    Call,
    Comparison,
    Context,
    Custom,
    Everything,
    Filter,
    For,
    FunctionOf,
    If,
    In,
    InstanceOf,
    Interval,
    ListOf,
    Literal,
    Name,
    Negation,
    Node,
    OneOf,
    Operation,
    Path,
    Quantified,
)
from amends.core.feel.operations import between, evaluate_operation
from amends.core.feel.paths import filtered, member
from amends.core.feel.run import Run
from amends.core.feel.testing import passes
from amends.core.feel.typing import has_type
from amends.core.feel.values import Function, Range, compare, from_python, weighed

Scope = Mapping[str, Any]
STEPS_TO_READ_A_DATE = 5


def evaluate(node: Node, scope: Scope, *, run: Run | None = None) -> Any:
    """The value of an expression; ``scope`` holds values by name (see ``values``).

    What has no meaning is null, and ``run.messages`` says why. Raise ``TooCostly`` where it
    would take more steps, depth or memory than ``run`` allows.
    """
    run = run or Run()
    try:
        value = value_of(node, {name: from_python(scope[name]) for name in scope}, run)
        weighed(value)
        return value
    except RecursionError:
        raise TooCostly("the expression is nested too deeply") from None


def test(node: Node, value: Any, scope: Scope, *, run: Run | None = None) -> bool:
    """Whether a value passes the unary tests of a cell; ``?`` is the value in them."""
    run = run or Run()
    around = {name: from_python(scope[name]) for name in scope}
    value = from_python(value)
    try:
        return passes(node, value, partial(value_of, scope={**around, "?": value}, run=run))
    except RecursionError:
        raise TooCostly("the expression is nested too deeply") from None


def value_of(node: Node, scope: Scope, run: Run) -> Any:
    """The value of a node, null where it has none."""
    run.spend()
    try:
        if isinstance(node, Custom):
            return node.value(scope, run, value_of)
        return HANDLERS[type(node)](node, scope, run)
    except Undefined as error:
        run.say(str(error))
    except (ArithmeticError, ValueError) as error:
        run.say(f"there is no such value: {error}")
    return None


def _literal(node: Literal, scope: Scope, run: Run) -> Any:
    return node.value


def _at(node: At, scope: Scope, run: Run) -> Any:
    run.spend(STEPS_TO_READ_A_DATE)
    try:
        return read_temporal(node.text)
    except ValueError:
        raise Undefined(f"{node.text!r} is no date, time or duration") from None


def _name(node: Name, scope: Scope, run: Run) -> Any:
    name = node.parts[0]
    if name in scope:
        value = scope[name]
    elif name in FUNCTIONS:
        value = FUNCTIONS[name]
    else:
        raise Undefined(f"the name {name!r} is not known")
    for part in node.parts[1:]:
        value = member(value, part, run)
    return value


def _path(node: Path, scope: Scope, run: Run) -> Any:
    return member(value_of(node.operand, scope, run), node.name, run)


def _filter(node: Filter, scope: Scope, run: Run) -> Any:
    operand = value_of(node.operand, scope, run)
    return filtered(operand, partial(value_of, node.condition, run=run), scope, run)


def _call(node: Call, scope: Scope, run: Run) -> Any:
    function = _called(node.function, scope, run)
    arguments = [value_of(argument, scope, run) for argument in node.arguments]
    return call(function, arguments, node.names, run)


def _called(node: Node, scope: Scope, run: Run) -> Any:
    """The function; a value of the scope with the name of a built-in one does not hide it."""
    match node:
        case Name(parts=(name,)) if name in FUNCTIONS:
            found = scope.get(name)
            return found if isinstance(found, Function) else FUNCTIONS[name]
    return value_of(node, scope, run)


def _negation(node: Negation, scope: Scope, run: Run) -> Any:
    return negated(value_of(node.operand, scope, run))


def _operation(node: Operation, scope: Scope, run: Run) -> Any:
    return evaluate_operation(node, scope, run, value_of)


def _between(node: Between, scope: Scope, run: Run) -> Any:
    return between(*(value_of(each, scope, run) for each in (node.value, node.low, node.high)))


def _in(node: In, scope: Scope, run: Run) -> bool | None:
    value = value_of(node.value, scope, run)
    inner = ChainMap({"?": value}, scope)  # type: ignore[arg-type]
    return passes(node.test, value, partial(value_of, scope=inner, run=run))


def _list(node: ListOf, scope: Scope, run: Run) -> list[Any]:
    return [value_of(item, scope, run) for item in node.items]


def _context(node: Context, scope: Scope, run: Run) -> dict[str, Any] | None:
    made: dict[str, Any] = {}
    inner = ChainMap(made, scope)  # type: ignore[arg-type]
    for name, entry in node.entries:
        if name in made:
            raise Undefined(f"the context has {name!r} twice")
        made[name] = value_of(entry, inner, run)
    return made


def _if(node: If, scope: Scope, run: Run) -> Any:
    chosen = value_of(node.condition, scope, run) is True
    return value_of(node.positive if chosen else node.negative, scope, run)


def _instance_of(node: InstanceOf, scope: Scope, run: Run) -> bool:
    value = value_of(node.value, scope, run)
    run.spend(weighed(value))
    return has_type(value, node.type, run.types)


def _function(node: FunctionOf, scope: Scope, run: Run) -> Any:
    return defined(node, scope, run, value_of)


def _interval(node: Interval, scope: Scope, run: Run) -> Range:
    low, high = value_of(node.low, scope, run), value_of(node.high, scope, run)
    if compare(low, high) is None and not (low is None or high is None):
        raise Undefined("the ends of the range cannot be compared")
    return Range(low, high, node.low_closed, node.high_closed)


def _unary(node: Comparison | OneOf, scope: Scope, run: Run) -> Any:
    """A unary test as a value: ``(< 5)`` is a range."""
    if not isinstance(node, Comparison) or node.operator == "!=":
        raise Undefined("a test is no value")
    limit = value_of(node.limit, scope, run)
    match node.operator:
        case "<" | "<=":
            return Range(None, limit, False, node.operator == "<=")
        case ">" | ">=":
            return Range(limit, None, node.operator == ">=", False)
    return Range(limit, limit)


def _for(node: For, scope: Scope, run: Run) -> Any:
    return evaluate_for(node, scope, run, value_of)


def _quantified(node: Quantified, scope: Scope, run: Run) -> Any:
    return evaluate_quantified(node, scope, run, value_of)


def _everything(node: Everything, scope: Scope, run: Run) -> bool:
    return True


HANDLERS: dict[type[Node], Callable[[Any, Scope, Run], Any]] = {
    Literal: _literal,
    At: _at,
    Name: _name,
    Path: _path,
    Filter: _filter,
    Call: _call,
    Negation: _negation,
    Operation: _operation,
    Between: _between,
    In: _in,
    ListOf: _list,
    Context: _context,
    If: _if,
    InstanceOf: _instance_of,
    FunctionOf: _function,
    Interval: _interval,
    Comparison: _unary,
    OneOf: _unary,
    For: _for,
    Quantified: _quantified,
    Everything: _everything,
}
