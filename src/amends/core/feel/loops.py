"""``for``, ``some`` and ``every``: an expression for each combination of items."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from amends.core.feel.arithmetic import whole
from amends.core.feel.errors import Undefined
from amends.core.feel.nodes import For, Iteration, Quantified, mentions
from amends.core.feel.run import Run, checked_size
from amends.core.feel.values import Range, kind

ValueOf = Callable[[Any, Mapping[str, Any], Run], Any]


def evaluate_for(node: For, scope: Mapping[str, Any], run: Run, value_of: ValueOf) -> list[Any]:
    """The bodies' values; ``partial`` are those so far."""
    results: list[Any] = []
    looks_back = mentions(node.body, "partial")
    for inner in combinations(node.iterations, scope, run, value_of):
        checked_size(len(results) + 1)
        if looks_back:
            run.spend(len(results))
            inner["partial"] = results[:]
        results.append(value_of(node.body, inner, run))
    return results


def evaluate_quantified(
    node: Quantified, scope: Mapping[str, Any], run: Run, value_of: ValueOf
) -> bool | None:
    """Three-valued: null where no item decides and the condition of one is not known."""
    known = True
    for inner in combinations(node.iterations, scope, run, value_of):
        answer = value_of(node.condition, inner, run)
        if answer is (not node.every):
            return not node.every
        known = known and isinstance(answer, bool)
    return node.every if known else None


def combinations(
    iterations: Sequence[Iteration], scope: Mapping[str, Any], run: Run, value_of: ValueOf
) -> Iterator[ChainMap[str, Any]]:
    """A scope for each combination of items, the last variable running fastest."""
    if not iterations:
        yield ChainMap({}, scope)  # type: ignore[arg-type]
        return
    first, *rest = iterations
    for item in items_of(first, scope, run, value_of):
        run.spend()
        inner: ChainMap[str, Any] = ChainMap({first.name: item}, scope)  # type: ignore[arg-type]
        if rest:
            yield from combinations(rest, inner, run, value_of)
        else:
            yield inner


def items_of(
    iteration: Iteration, scope: Mapping[str, Any], run: Run, value_of: ValueOf
) -> Iterable[Any]:
    """What a variable runs through: a list, a range, or ``a..b`` up or down."""
    domain = value_of(iteration.domain, scope, run)
    if iteration.until is not None:
        return stepped(domain, value_of(iteration.until, scope, run))
    if isinstance(domain, Range):
        return _of_range(domain)
    if domain is None:
        raise Undefined("there is nothing to iterate over")
    return domain if isinstance(domain, list) else [domain]


def _of_range(domain: Range) -> Iterable[Any]:
    if domain.low is None or domain.high is None:
        raise Undefined("a range without end cannot be iterated over")
    items = stepped(domain.low, domain.high)
    skipped = {domain.low} if not domain.low_closed else set()
    skipped |= {domain.high} if not domain.high_closed else set()
    return [item for item in items if item not in skipped]


def stepped(low: Any, high: Any) -> Sequence[Any]:
    """From one whole number or day to another, both included, up or down."""
    kinds = {kind(low), kind(high)}
    if kinds == {"number"}:
        first, last = whole(low), whole(high)
        checked_size(abs(last - first) + 1)
        return range(first, last + 1) if first <= last else range(first, last - 1, -1)
    if kinds == {"date"}:
        return [_day(low, step) for step in stepped(0, (high - low).days)]
    raise Undefined("one can iterate from a whole number to another, or from a date to another")


def _day(low: date, step: int) -> date:
    return low + timedelta(days=step)
