"""The offset of a fact's value in a table's list, as an expression on its column.

One CASE for each fact, ascending; facts with very many limits are searched by nested CASE instead.
No branch is left for NULL or for what is no value of the fact: their offset is NULL. DuckDB does
comparisons as numbers and positions in lists several times faster, see ``quick``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sqlglot import exp

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.columns.stretches import BAD, Cut, ordered_cuts
from amends.core.rulebook.sql.quick import Steps, quick_listed, quick_steps, quick_vouched
from amends.core.rulebook.sql.values import case, is_known, is_null, literal, number

Whens = list[tuple[exp.Expression, exp.Expression]]
MOST_LISTED = 32
"""Up to so many limits stand one after another, more are searched."""


def offset_of(
    column: exp.Expression, axis: Axis, adds: Sequence[int], dialect: str, *, is_vouched: bool
) -> exp.Expression:
    """What the value's bucket adds; NULL, or more than any place, for what is no value."""
    steps = _merged(ordered_cuts(axis), adds) if axis.places else []
    if dialect == "duckdb":
        if axis.places and len(steps) <= MOST_LISTED:
            return quick_steps(column, axis, adds, steps)
        if axis.fact.type.name in {"string", "boolean"} and axis.by_value:
            return (quick_vouched if is_vouched else quick_listed)(column, axis, adds)
    whens = _ordered(column, steps, dialect) if steps else _listed(column, axis, adds, dialect)
    if axis.fact.optional:
        whens.append((is_null(column), number(adds[axis.known])))
    return case(whens)


def within(offset: exp.Expression, nowhere: int) -> exp.Expression:
    """The place, from 1, at an offset; ``nowhere`` for NULL or what is beyond it."""
    below = exp.LT(this=offset.copy(), expression=number(nowhere - 1))
    found = case([(below, offset)], number(nowhere - 1))
    return exp.Add(this=found, expression=number(1))


def _merged(cuts: Sequence[Cut], adds: Sequence[int]) -> Steps:
    """Limits at which the offset changes; None for what is no value of the fact."""
    steps: Steps = []
    for limit, closed, bucket in cuts:
        value = None if bucket == BAD else adds[bucket]
        if not steps or steps[-1][2] != value:
            steps.append((limit, closed, value))
    return steps


def _ordered(column: exp.Expression, steps: Steps, dialect: str) -> Whens:
    """Which limit is not reached first."""
    if len(steps) > MOST_LISTED:
        return [(is_known(column), _searched(column, steps, dialect))]
    whens: Whens = []
    for (_, _, value), (limit, closed, _) in pairwise(steps):
        compare = exp.LT if closed else exp.LTE
        test = compare(this=column.copy(), expression=literal(limit, dialect))
        whens.append((test, number(value)))
    if steps[-1][2] is not None:
        whens.append((is_known(column), number(steps[-1][2])))
    return whens


def _searched(column: exp.Expression, steps: Steps, dialect: str) -> exp.Expression:
    """Bisection among the limits, as nested CASE."""
    if len(steps) == 1:
        return number(steps[0][2])
    middle = len(steps) // 2
    limit, closed, _ = steps[middle]
    compare = exp.GTE if closed else exp.GT
    test = compare(this=column.copy(), expression=literal(limit, dialect))
    above = _searched(column, steps[middle:], dialect)
    return case([(test, above)], _searched(column, steps[:middle], dialect))


def _listed(column: exp.Expression, axis: Axis, adds: Sequence[int], dialect: str) -> Whens:
    """One test for each value, which is faster than lists of them, and what any other text has."""
    other = None if axis.other is None else adds[axis.other]
    whens: Whens = []
    for value, bucket in axis.by_value.items():
        if adds[bucket] != other:
            test = exp.EQ(this=column.copy(), expression=literal(value, dialect))
            whens.append((test, number(adds[bucket])))
    return whens if other is None else [*whens, (is_known(column), number(other))]
