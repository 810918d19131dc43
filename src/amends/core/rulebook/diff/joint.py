"""The situations that two rulebooks both understand, cut by the cells of both.

A fact that both declare has here the values that both admit; what only one of them admits is a
difference in structure. A fact that only one knows means nothing to the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from math import prod
from typing import TYPE_CHECKING, Any

from amends.core.rulebook.axes import Axis, build_axis
from amends.core.rulebook.cells import Cell, Span
from amends.core.rulebook.compiled import CompiledBook, compile_tables
from amends.core.rulebook.facts import Fact

if TYPE_CHECKING:
    from amends.core.rulebook.book import Rulebook

MOST_STEPS = 100_000
"""So far the first value is looked for that lies on the steps of both books."""


@dataclass(frozen=True)
class Joint:
    """Axes by the name of a fact of the situation; ``apart`` have no value in common."""

    books: tuple[CompiledBook, CompiledBook]
    axes: Mapping[str, Axis]
    apart: frozenset[str]

    @cached_property
    def size(self) -> int:
        """The number of situations that can be told apart."""
        return prod(len(axis.buckets) for axis in self.axes.values())

    def places(self, side: int, name: str) -> tuple[int, ...]:
        """For each bucket of a fact the bucket of the same values in one of the books."""
        own = self.books[side].axes[name]
        return tuple(own.locate(bucket.sample) for bucket in self.axes[name].buckets)


def join(old: Rulebook, new: Rulebook) -> Joint:
    """Cut the facts that either rulebook tests by the cells of both."""
    compiled = compile_tables(old), compile_tables(new)
    axes, apart = {}, set()
    for name in dict.fromkeys((*compiled[0].given, *compiled[1].given)):
        facts = [book.facts[name] for book in (old, new) if name in book.facts]
        fact = shared(*facts)
        if fact is None:
            apart.add(name)
        else:
            cells = [*_cells(old, name), *_cells(new, name), *map(_point, _ends(facts))]
            axes[name] = build_axis(fact, cells)
    return Joint(compiled, axes, frozenset(apart))


def _cells(book: Rulebook, name: str) -> Iterable[Cell]:
    for table in book.tables:
        for at, fact in enumerate(table.columns):
            if fact.name == name and name in book.facts:
                yield from {rule.cells[at] for rule in table.rules}


def _ends(facts: Iterable[Fact]) -> list[Any]:
    return [end for fact in facts for end in (fact.low, fact.high) if end is not None]


def _point(value: Any) -> Cell:
    return Cell("", (Span(value, value),))


def shared(first: Fact, second: Fact | None = None) -> Fact | None:
    """The fact with the values that both admit; None where there are none."""
    if second is None or first == second:
        return first
    if first.type is not second.type:
        return None
    optional = first.optional and second.optional
    if first.values or second.values:
        values = tuple(v for v in first.values or second.values if _both(first, second, v))
        return _listed(first, values, optional=optional)
    return _ranged(first, second, optional=optional)


def _both(first: Fact, second: Fact, value: Any) -> bool:
    return first.admits(value) and second.admits(value)


def _listed(fact: Fact, values: tuple[Any, ...], *, optional: bool) -> Fact | None:
    if not values:
        return None
    bare = replace(fact, low=None, high=None, step=None, clamped=False)
    return replace(bare, values=values, optional=optional)


def _ranged(first: Fact, second: Fact, *, optional: bool) -> Fact | None:
    """Values between the ends that neither book clamps, on the steps of both."""
    clamped = first.clamped and second.clamped
    strict = [fact for fact in (first, second) if clamped or not fact.clamped]
    lows = [fact.low for fact in strict if fact.low is not None]
    highs = [fact.high for fact in strict if fact.high is not None]
    whole = clamped and None in {fact.low for fact in strict}
    low = None if whole or not lows else min(lows) if clamped else max(lows)
    whole = clamped and None in {fact.high for fact in strict}
    high = None if whole or not highs else max(highs) if clamped else min(highs)
    if low is not None and high is not None and low > high:
        return None
    stepped = [fact for fact in (first, second) if fact.step is not None]
    grid = _grid(stepped, low, high) if stepped else (low, None)
    if grid is None:
        return None
    low, step = grid
    return replace(first, low=low, high=high, step=step, clamped=clamped, optional=optional)


def _grid(stepped: list[Fact], low: Any, high: Any) -> tuple[Any, Any] | None:
    """The first value on all steps at or after ``low``, and the step from it to the next."""
    coarse = max(stepped, key=lambda fact: fact.step)
    start = coarse.low
    if low is not None and low > start:
        start += -((start - low) // coarse.step) * coarse.step
    candidates = (start + number * coarse.step for number in range(MOST_STEPS))
    on_all = (v for v in candidates if not any((v - f.low) % f.step for f in stepped))
    found = list(islice(on_all, 2))
    if not found or (high is not None and found[0] > high):
        return None
    return found[0], found[1] - found[0] if len(found) > 1 else coarse.step
