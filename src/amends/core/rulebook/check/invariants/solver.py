"""A claim about numbers in ranges, asked of z3 (de Moura, Bjørner 2008): linear and other sums.

z3 is an extra (``analysis``); where it is absent, what only it could decide stays open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from amends.core.feel import evaluate
from amends.core.feel.nodes import (
    Between,
    Call,
    If,
    Name,
    Negation,
    Node,
    Operation,
    Quantified,
    walk,
)
from amends.core.feel.values import kind
from amends.core.rulebook.axes import Axis

RESOURCES = 5_000_000
"""What z3 may spend on one question, in its own units, which are the same on every machine."""


class Unsolved(Exception):
    """z3 is not there, does not know, or cannot be asked this."""


def solve(
    when: Node,
    always: Node,
    axes: Mapping[str, Axis],
    buckets: Mapping[str, int],
    scope: Mapping[str, Any],
) -> dict[str, Any] | None:
    """Values of the facts, each in its bucket, with which ``when`` holds and ``always`` does not.

    None where there are none. Raise ``Unsolved``.
    """
    try:
        import z3
    except ImportError:
        raise Unsolved from None
    asked = _Asked(z3, axes, buckets, scope)
    solver = z3.Solver()
    solver.set("rlimit", RESOURCES)
    solver.add(*asked.limits, asked.truth(when), z3.Not(asked.truth(always)))
    answer = solver.check()
    if answer == z3.unsat:
        return None
    if answer != z3.sat:
        raise Unsolved
    model = solver.model()
    return {name: asked.value(model, name) for name in asked.symbols}


class _Asked:
    """An expression as z3's; what does not depend on the numbers is a constant."""

    def __init__(
        self,
        z3: Any,
        axes: Mapping[str, Axis],
        buckets: Mapping[str, int],
        scope: Mapping[str, Any],
    ) -> None:
        self.z3, self.axes, self.scope = z3, axes, dict(scope)
        self.symbols: dict[str, Any] = {}
        self.counts: dict[str, Any] = {}
        self.limits: list[Any] = []
        for name, bucket in buckets.items():
            self._declare(name, bucket)

    def _declare(self, name: str, bucket: int) -> None:
        chosen, fact = self.axes[name].buckets[bucket], self.axes[name].fact
        if chosen.span is None or chosen.is_point:
            return
        if fact.type.name != "number":
            raise Unsolved
        symbol = self.z3.Real(name)
        if fact.step is not None:
            count = self.z3.Int(f"steps of {name}")
            symbol = self._number(fact.low) + self._number(fact.step) * self.z3.ToReal(count)
            self.counts[name] = count
        self.symbols[name] = symbol
        span = chosen.span
        if span.low is not None:
            low = self._number(span.low)
            self.limits.append(symbol >= low if span.low_closed else symbol > low)
        if span.high is not None:
            high = self._number(span.high)
            self.limits.append(symbol <= high if span.high_closed else symbol < high)

    def _number(self, value: Any) -> Any:
        exact = Fraction(value)
        return self.z3.Q(exact.numerator, exact.denominator)

    def value(self, model: Any, name: str) -> Any:
        """The value of a fact in a model."""
        fact = self.axes[name].fact
        if name in self.counts:
            steps = model.eval(self.counts[name], model_completion=True).as_long()
            return fact.low + fact.step * steps
        found = model.eval(self.symbols[name], model_completion=True)
        if not self.z3.is_rational_value(found):
            raise Unsolved
        exact = found.as_fraction()
        value = Decimal(exact.numerator) / Decimal(exact.denominator)
        return int(value) if value == value.to_integral_value() else value

    def truth(self, node: Node) -> Any:
        """A formula that is true or false; raise ``Unsolved`` where it may be null."""
        found = self.of(node)
        if isinstance(found, bool):
            return self.z3.BoolVal(found)
        if not self.z3.is_bool(found):
            raise Unsolved
        return found

    def of(self, node: Node) -> Any:
        """A value, or an expression of z3 where it depends on the numbers."""
        if not any(isinstance(p, Name) and p.parts[0] in self.symbols for p in walk(node)):
            return evaluate(node, self.scope)
        match node:
            case Name(parts=(name,)):
                return self.symbols[name]
            case Operation(operator="and", left=left, right=right):
                return self.z3.And(self.truth(left), self.truth(right))
            case Operation(operator="or", left=left, right=right):
                return self.z3.Or(self.truth(left), self.truth(right))
            case Operation(operator=operator, left=left, right=right):
                return self._operated(operator, self._real(left), self._real(right))
            case Negation(operand=operand):
                return -self._real(operand)
            case Between(value=value, low=low, high=high):
                middle = self._real(value)
                return self.z3.And(self._real(low) <= middle, middle <= self._real(high))
            case If(condition=condition, positive=positive, negative=negative):
                return self._if(condition, positive, negative)
            case Call(function=Name(parts=("not",)), arguments=(inner,)):
                return self.z3.Not(self.truth(inner))
            case Quantified(every=every, iterations=(first,), condition=condition):
                if first.until is None:
                    return self._quantified(every, first.name, first.domain, condition)
        raise Unsolved

    def _real(self, node: Node) -> Any:
        found = self.of(node)
        if kind(found) == "number":
            return self._number(found)
        if not self.z3.is_arith(found):
            raise Unsolved
        return found

    def _if(self, condition: Node, positive: Node, negative: Node) -> Any:
        test = self.of(condition)
        if not self.z3.is_bool(test):
            return self.of(positive if test is True else negative)
        try:
            return self.z3.If(test, self.truth(positive), self.truth(negative))
        except Unsolved:
            return self.z3.If(test, self._real(positive), self._real(negative))

    def _operated(self, operator: str, left: Any, right: Any) -> Any:
        operation = OPERATIONS.get(operator)
        if operator == "/" and not (self.z3.is_rational_value(right) and right.as_fraction()):
            raise Unsolved
        if operation is None:
            raise Unsolved
        return operation(left, right)

    def _quantified(self, every: bool, name: str, domain: Node, condition: Node) -> Any:
        items = self.of(domain)
        if not isinstance(items, list):
            raise Unsolved
        around, truths = self.scope, []
        for item in items:
            self.scope = {**around, name: item}
            truths.append(self.truth(condition))
        self.scope = around
        return (self.z3.And if every else self.z3.Or)(*truths)


OPERATIONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
