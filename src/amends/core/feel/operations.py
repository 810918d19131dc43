"""Two operands with an operator: a chain of them, three-valued logic, comparisons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from amends.core.feel.arithmetic import operate
from amends.core.feel.errors import Undefined
from amends.core.feel.nodes import Node, Operation
from amends.core.feel.run import Run
from amends.core.feel.values import compare, holds, weighed

Scope = Mapping[str, Any]
ValueOf = Callable[..., Any]
LETTERS_PER_STEP = 16
DECIDED = {"and": False, "or": True}
"""What decides each operator, whatever the other operand is."""
COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})


def evaluate_operation(node: Operation, scope: Scope, run: Run, value_of: ValueOf) -> Any:
    """A chain of operations from its left end, so that a long one is not a deep one."""
    chain: list[Operation] = []
    left: Node = node
    while isinstance(left, Operation):
        chain.append(left)
        left = left.left
    value = value_of(left, scope, run)
    for operation in reversed(chain):
        run.spend()
        value = _step(operation, value, scope, run, value_of)
    return value


def _step(node: Operation, left: Any, scope: Scope, run: Run, value_of: ValueOf) -> Any:
    if node.operator in DECIDED:
        return _logic(node, left, scope, run, value_of)
    right = value_of(node.right, scope, run)
    try:
        if node.operator in COMPARISONS:
            run.spend(weighed(left) + weighed(right))
            return _compared(node.operator, left, right)
        if node.operator == "**":
            run.spend_on_series()
        value = operate(node.operator, left, right)
    except Undefined as error:
        run.say(str(error))
        return None
    if isinstance(value, str):
        run.spend(len(value) // LETTERS_PER_STEP)
    return value


def _logic(node: Operation, left: Any, scope: Scope, run: Run, value_of: ValueOf) -> Any:
    """Three-valued: null where neither operand decides and one is not known."""
    decisive = DECIDED[node.operator]
    if left is decisive:
        return decisive
    right = value_of(node.right, scope, run)
    if right is decisive:
        return decisive
    known = isinstance(left, bool) and isinstance(right, bool)
    return not decisive if known else None


def _compared(operator: str, left: Any, right: Any) -> bool:
    answer = holds(operator, left, right)
    if answer is None:
        raise Undefined(f"these values cannot be compared by {operator}")
    return answer


def between(value: Any, low: Any, high: Any) -> bool:
    """Whether a value lies between two others, both included."""
    below, above = compare(value, low), compare(value, high)
    if below is None or above is None:
        raise Undefined("these values cannot be compared")
    return below >= 0 >= above
