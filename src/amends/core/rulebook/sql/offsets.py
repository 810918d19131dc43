"""The offset of a fact's value in a table's list, as an expression on its column.

One CASE for each fact, ascending, as DuckDB and its like do that fastest; facts with very many
limits are searched by nested CASE instead. No branch is left for NULL or for what is no value of
the fact: their offset is NULL.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from sqlglot import exp

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.columns.stretches import BAD, Cut, ordered_cuts
from amends.core.rulebook.sql.values import literal

Offset = Callable[[int], int]
Steps = list[tuple[Any, bool, int | None]]
MOST_LISTED = 32
"""Up to so many limits stand one after another, more are searched."""


def offset_of(column: exp.Expression, axis: Axis, offset: Offset, dialect: str) -> exp.Expression:
    """The offset that belongs to the value's bucket; NULL for what is no value of the fact."""
    if axis.places:
        found = _ordered(column, _merged(ordered_cuts(axis), offset), dialect)
    else:
        found = _listed(column, axis, offset, dialect)
    if axis.fact.optional:
        found = found.when(_is_null(column), number(offset(axis.known)))
    return found


def number(value: int | None) -> exp.Expression:
    """A whole number, or NULL."""
    literal: exp.Expression = exp.null() if value is None else exp.Literal.number(value)
    return literal


def _is_null(column: exp.Expression) -> exp.Expression:
    return exp.Is(this=column.copy(), expression=exp.null())


def _is_known(column: exp.Expression) -> exp.Expression:
    return exp.Not(this=_is_null(column))


def _merged(cuts: Sequence[Cut], offset: Offset) -> Steps:
    """Limits at which the offset changes; None for what is no value of the fact."""
    steps: Steps = []
    for limit, closed, bucket in cuts:
        value = None if bucket == BAD else offset(bucket)
        if not steps or steps[-1][2] != value:
            steps.append((limit, closed, value))
    return steps


def _ordered(column: exp.Expression, steps: Steps, dialect: str) -> exp.Case:
    """Which limit is not reached first."""
    if len(steps) > MOST_LISTED:
        return exp.case().when(_is_known(column), _searched(column, steps, dialect))
    found = exp.Case()
    for (_, _, value), (limit, closed, _) in pairwise(steps):
        compare = exp.LT if closed else exp.LTE
        test = compare(this=column.copy(), expression=literal(limit, dialect))
        found = found.when(test, number(value))
    last = steps[-1][2]
    return found if last is None else found.when(_is_known(column), number(last))


def _searched(column: exp.Expression, steps: Steps, dialect: str) -> exp.Expression:
    """Bisection among the limits, as nested CASE."""
    if len(steps) == 1:
        return number(steps[0][2])
    middle = len(steps) // 2
    limit, closed, _ = steps[middle]
    compare = exp.GTE if closed else exp.GT
    test = compare(this=column.copy(), expression=literal(limit, dialect))
    above = _searched(column, steps[middle:], dialect)
    return exp.case().when(test, above).else_(_searched(column, steps[:middle], dialect))


def _listed(column: exp.Expression, axis: Axis, offset: Offset, dialect: str) -> exp.Case:
    """One test for each distinct offset, and what any other text has."""
    by_offset: dict[int, list[Any]] = {}
    for value, bucket in axis.by_value.items():
        by_offset.setdefault(offset(bucket), []).append(value)
    other = None if axis.other is None else offset(axis.other)
    found = exp.Case()
    for place, values in by_offset.items():
        if place != other:
            found = found.when(_among(column, values, dialect), number(place))
    return found if other is None else found.when(_is_known(column), number(other))


def _among(column: exp.Expression, values: Sequence[Any], dialect: str) -> exp.Expression:
    named = [literal(value, dialect) for value in values]
    if len(named) == 1:
        return exp.EQ(this=column.copy(), expression=named[0])
    return exp.In(this=column.copy(), expressions=named)
