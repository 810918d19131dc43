"""The offset of a fact's value in a table's list, as an expression on its column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlglot import exp

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.columns.stretches import BAD, Cut, ordered_cuts
from amends.core.rulebook.sql.values import literal

Offset = Callable[[int], int]
MOST_WHENS = 64
"""A fact with more listed values than this is joined to a relation of them."""


def offset_of(column: exp.Expression, axis: Axis, offset: Offset, dialect: str) -> exp.Expression:
    """The offset that belongs to the value's bucket; NULL for what is no value of the fact."""
    if axis.places:
        known = _searched(column, _merged(ordered_cuts(axis), offset), dialect)
    else:
        known = _listed(column, axis, offset, dialect)
    missing = _number(offset(axis.known)) if axis.fact.optional else exp.null()
    if not axis.fact.optional and not _is_blind(known):
        return known
    return exp.case().when(column.copy().is_(exp.null()), missing).else_(known)


def _is_blind(known: exp.Expression) -> bool:
    """Whether the expression does not look at the column, and so would let a null pass."""
    return not known.find(exp.Column) or known.args.get("default") is not None


Steps = list[tuple[Any, bool, int | None]]


def _merged(cuts: Sequence[Cut], offset: Offset) -> Steps:
    """Limits at which the offset changes; None for what is no value of the fact."""
    steps: Steps = []
    for limit, closed, bucket in cuts:
        value = None if bucket == BAD else offset(bucket)
        if not steps or steps[-1][2] != value:
            steps.append((limit, closed, value))
    return steps


def _searched(column: exp.Expression, steps: Steps, dialect: str) -> exp.Expression:
    """Bisection among the limits, as nested CASE."""
    if len(steps) == 1:
        return _number(steps[0][2])
    middle = len(steps) // 2
    limit, closed, _ = steps[middle]
    compare = exp.GTE if closed else exp.GT
    test = compare(this=column.copy(), expression=literal(limit, dialect))
    above = _searched(column, steps[middle:], dialect)
    return exp.case().when(test, above).else_(_searched(column, steps[:middle], dialect))


def _listed(column: exp.Expression, axis: Axis, offset: Offset, dialect: str) -> exp.Expression:
    """One test for each distinct offset; what no test names has the commonest, if it may be."""
    by_offset: dict[int, list[Any]] = {}
    for value, bucket in axis.by_value.items():
        by_offset.setdefault(offset(bucket), []).append(value)
    found = exp.Case()
    other = None if axis.other is None else offset(axis.other)
    for place, values in by_offset.items():
        if place != other:
            found = found.when(_among(column, values, dialect), _number(place))
    return _number(other) if not found.args.get("ifs") else found.else_(_number(other))


def _among(column: exp.Expression, values: Sequence[Any], dialect: str) -> exp.Expression:
    named = [literal(value, dialect) for value in values]
    if len(named) == 1:
        return exp.EQ(this=column.copy(), expression=named[0])
    return exp.In(this=column.copy(), expressions=named)


def _number(value: int | None) -> exp.Expression:
    return exp.null() if value is None else exp.Literal.number(value)
