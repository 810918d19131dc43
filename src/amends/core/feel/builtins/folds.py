"""One value from a list: count, sum, the extremes, the means, all, any."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from functools import reduce
from typing import Any

from amends.core.feel.arithmetic import operate
from amends.core.feel.builtins.registry import function
from amends.core.feel.errors import Undefined
from amends.core.feel.values import compare, kind


@function("count", "list...")
def count(items: list[Any]) -> int:
    """The number of items."""
    return len(items)


@function("min", "list...")
def minimum(items: list[Any]) -> Any:
    """The least item."""
    return _extreme(items, -1)


@function("max", "list...")
def maximum(items: list[Any]) -> Any:
    """The greatest item."""
    return _extreme(items, 1)


def _extreme(items: list[Any], wanted: int) -> Any:
    if not items:
        return None
    best = items[0]
    for item in items:
        order = compare(item, best)
        if order is None:
            raise Undefined("these values have no order")
        best = item if order == wanted else best
    return best


@function("sum", "list...")
def total(items: list[Any]) -> Any:
    """The items added up; null for none."""
    if not items:
        return None
    if kind(items[0]) not in {"number", "days and time duration", "years and months duration"}:
        raise Undefined("these values cannot be added up")
    return reduce(lambda a, b: operate("+", a, b), items)


@function("mean", "list...")
def mean(items: list[Any]) -> Any:
    """The arithmetic mean; null for none."""
    return operate("/", total(items), len(items)) if items else None


@function("median", "list...")
def median(items: list[Any]) -> Any:
    """The item in the middle, or the mean of the two."""
    numbers = sorted(_numbers(items))
    if not numbers:
        return None
    middle, odd = divmod(len(numbers), 2)
    return numbers[middle] if odd else (numbers[middle - 1] + numbers[middle]) / 2


@function("stddev", "list...")
def stddev(items: list[Any]) -> Decimal:
    """The standard deviation of a sample."""
    numbers = _numbers(items)
    if len(numbers) < 2:
        raise Undefined("a deviation needs two numbers at least")
    middle = sum(numbers, Decimal()) / len(numbers)
    squares = sum(((number - middle) ** 2 for number in numbers), Decimal())
    return (squares / (len(numbers) - 1)).sqrt()


@function("mode", "list...")
def mode(items: list[Any]) -> list[Decimal]:
    """The most frequent numbers, in order."""
    counts = Counter(_numbers(items))
    most = max(counts.values(), default=0)
    return sorted(number for number, times in counts.items() if times == most)


@function("product", "list...")
def product(items: list[Any]) -> Decimal | None:
    """The numbers multiplied."""
    numbers = _numbers(items)
    return reduce(lambda a, b: a * b, numbers) if numbers else None


def _numbers(items: list[Any]) -> list[Decimal]:
    if any(kind(item) != "number" for item in items):
        raise Undefined("these are not all numbers")
    return [Decimal(item) for item in items]


@function("all", "list...")
def every(items: list[Any]) -> bool | None:
    """Three-valued: false if one is false, else null if one is not known."""
    return _decided(items, decisive=False)


@function("any", "list...")
def some(items: list[Any]) -> bool | None:
    """Three-valued: true if one is true, else null if one is not known."""
    return _decided(items, decisive=True)


def _decided(items: list[Any], *, decisive: bool) -> bool | None:
    if any(item is decisive for item in items):
        return decisive
    return not decisive if all(isinstance(item, bool) for item in items) else None


@function("not", "negand:boolean")
def negation(value: bool) -> bool:
    """True of false and false of true."""
    return not value


@function("abs", "n:days and time duration")
def absolute(value: timedelta) -> timedelta:
    """A duration without its sign."""
    return abs(value)
