"""What a part of an expression may be while only some facts are fixed.

A value is a tuple of all that it may be (``Polynomial`` for numbers in a range), ``Items`` for the
rules that are the answer of a table with several, or ``ANY`` where more is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import inf, prod
from typing import Any, Final

from amends.core.feel import evaluate
from amends.core.feel.nodes import Literal, Operation
from amends.core.feel.values import kind
from amends.core.rulebook.check.invariants.polynomials import Polynomial, constant

MOST = 64
"""More possible values than these are ``ANY``."""
MOST_TRIED = 1024
"""More combinations of possible values than these are not looked at."""
MOST_UNSURE = 4
"""Of a list in which more items are unsure than these, not every form is looked at."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of which every item is there for sure or may be there."""

    entries: tuple[tuple[Any, bool], ...]

    def lists(self) -> Forms:
        """All the lists that it may be."""
        unsure = [at for at, (_, sure) in enumerate(self.entries) if not sure]
        if len(unsure) > MOST_UNSURE:
            return ANY
        forms = []
        for kept in product((True, False), repeat=len(unsure)):
            left_out = {at for at, keep in zip(unsure, kept, strict=True) if not keep}
            forms.append([item for at, (item, _) in enumerate(self.entries) if at not in left_out])
        return tuple(forms)


class Anything:
    """A value of which nothing is known."""


ANY: Final = Anything()
Forms = tuple[Any, ...] | Anything
Value = Forms | Items
TRUTHS: Final = (True, False, None)


def truths(value: Value) -> set[bool | None]:
    """Which of true, false and neither a value may be."""
    if not isinstance(value, tuple):
        return {*TRUTHS}
    return {each if isinstance(each, bool) else None for each in value}


def of_truths(found: Iterable[bool | None]) -> Value:
    """The value that may be each of these."""
    listed = set(found)
    return tuple(each for each in TRUTHS if each in listed)


def union(values: Iterable[Value]) -> Value:
    """All that any of the values may be."""
    found: list[Any] = []
    for value in values:
        forms = value.lists() if isinstance(value, Items) else value
        if isinstance(forms, Anything):
            return ANY
        for each in forms:
            if not any(each is known or is_same(each, known) for known in found):
                found.append(each)
        if len(found) > MOST:
            return ANY
    return tuple(found)


def is_same(left: Any, right: Any) -> bool:
    """Whether two possible values are one: true is not 1."""
    return type(left) is type(right) and bool(left == right)


def combined(function: Callable[..., Value], *values: Value) -> Value:
    """A function of every combination of what its arguments may be."""
    listed = []
    for value in values:
        forms = value.lists() if isinstance(value, Items) else value
        if isinstance(forms, Anything):
            return ANY
        listed.append(forms)
    if prod(len(forms) for forms in listed) > MOST_TRIED:
        return ANY
    return union(function(*each) for each in product(*listed))


def operated(operator: str, left: Any, right: Any) -> Value:
    """Two possible values with an operator between them."""
    if isinstance(left, Polynomial) or isinstance(right, Polynomial):
        return _ranged(operator, left, right)
    try:
        return (_operated(operator, left, type(left).__name__, right, type(right).__name__),)
    except TypeError:
        return (evaluate(Operation(operator, Literal(left), Literal(right)), {}),)


@lru_cache(maxsize=20_000)
def _operated(operator: str, left: Any, _: str, right: Any, __: str) -> Any:
    return evaluate(Operation(operator, Literal(left), Literal(right)), {})


def _ranged(operator: str, left: Any, right: Any) -> Value:
    """As ``operated``, where one or both are numbers in a range."""
    if left is None or right is None:
        return ({"=": False, "!=": True}.get(operator),)
    sides = [_polynomial(left), _polynomial(right)]
    if sides[0] is None or sides[1] is None:
        return (None,)
    one, other = sides[0], sides[1]
    match operator:
        case "+" | "-":
            return (one.plus(other, 1 if operator == "+" else -1),)
        case "*":
            return (one.times(other),)
        case "/" | "**":
            return ANY
    return of_truths(_compared(operator, one.plus(other, -1)))


def _polynomial(value: Any) -> Polynomial | None:
    if isinstance(value, Polynomial):
        return value
    return constant(value) if kind(value) == "number" else None


def _compared(operator: str, difference: Polynomial) -> Iterator[bool]:
    """Whether a difference may be, and may not be, so compared with 0."""
    low, high = difference.bounds()
    if low != low or high != high:
        low, high = -inf, inf
    match operator:
        case "<" | ">=":
            may, may_not = low < 0, high >= 0
        case ">" | "<=":
            may, may_not = high > 0, low <= 0
        case _:
            may, may_not = low <= 0 <= high, not low == high == 0
    if operator in {">=", "<=", "!="}:
        may, may_not = may_not, may
    if may:
        yield True
    if may_not:
        yield False
