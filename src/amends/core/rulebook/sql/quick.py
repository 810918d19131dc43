"""Offsets as DuckDB finds them fastest.

A comparison counts as 0 or 1, so that limits are added up without a CASE; in floats, which are not
looked at for overflow and are exact up to 2 ** 24. A text is looked up in a map once for each entry
of a dictionary, which is how DuckDB stores repeated texts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import reduce
from itertools import pairwise
from typing import Any

from sqlglot import exp

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.sql.values import case, is_null, literal, number

Steps = list[tuple[Any, bool, int | None]]
"""From which limit on, itself in or not, how much is added; None for what is no value."""
FAR = 1 << 20
"""Beyond every place."""


def quick_steps(
    column: exp.Expression, axis: Axis, adds: Sequence[int], steps: Steps
) -> exp.Expression:
    """What an ordered value adds: NULL for NULL, unless the fact is optional."""
    values = [FAR if value is None else value for _, _, value in steps]
    tests = []
    for (limit, closed, _), (before, after) in zip(steps[1:], pairwise(values), strict=True):
        compare = exp.GTE if closed else exp.GT
        test = compare(this=column.copy(), expression=literal(limit, "duckdb"))
        tests.append((after - before, test))
    return _added(column, axis, adds, values[0], tests)


def quick_vouched(column: exp.Expression, axis: Axis, adds: Sequence[int]) -> exp.Expression:
    """What a text adds that can be none but the fact's: the codes of an ENUM are compared faster
    than its texts are looked up."""
    usual, _ = Counter(adds[bucket] for bucket in axis.by_value.values()).most_common(1)[0]
    if axis.other is not None:
        usual = adds[axis.other]
    tests = [
        (adds[bucket] - usual, exp.EQ(this=column.copy(), expression=literal(value, "duckdb")))
        for value, bucket in axis.by_value.items()
        if adds[bucket] != usual
    ]
    return _added(column, axis, adds, usual, tests)


def quick_listed(column: exp.Expression, axis: Axis, adds: Sequence[int]) -> exp.Expression:
    """What a text or a truth value adds: NULL for what is no value."""
    if axis.fact.type.name == "boolean":
        no, yes = (adds[axis.by_value[value]] for value in (False, True))
        return _added(column, axis, adds, no, [(yes - no, column)])
    texts = exp.Array(expressions=[literal(value, "duckdb") for value in axis.by_value])
    values = exp.Array(expressions=[_float(adds[bucket]) for bucket in axis.by_value.values()])
    by_text = exp.Anonymous(this="map", expressions=[texts, values])
    found: exp.Expression = exp.Anonymous(
        this="map_extract_value", expressions=[by_text, column.copy()]
    )
    if axis.other is None and not axis.fact.optional:
        return found
    if axis.other is not None:
        found = exp.Coalesce(this=found, expressions=[_float(adds[axis.other])])
    null = _float(adds[axis.known]) if axis.fact.optional else exp.null()
    return case([(is_null(column), null)], found)


def _added(
    column: exp.Expression,
    axis: Axis,
    adds: Sequence[int],
    first: int,
    tests: Sequence[tuple[int, exp.Expression]],
) -> exp.Expression:
    """What is added first, and for each test that holds; NULL, or what is said of it, for NULL."""
    by_times: dict[int, list[exp.Expression]] = defaultdict(list)
    for times, test in tests or [(0, exp.EQ(this=column.copy(), expression=column.copy()))]:
        by_times[times].append(test)
    parts = [_counted(each, times) for times, each in by_times.items()]
    found = _sum([_float(first), *parts] if first else parts)
    if not axis.fact.optional:
        return found
    return exp.Coalesce(this=found, expressions=[_float(adds[axis.known])])


def _counted(tests: Sequence[exp.Expression], times: int) -> exp.Expression:
    """So many times the number of tests that hold."""
    held = _sum([exp.cast(test.copy(), "FLOAT") for test in tests])
    return held if times == 1 else exp.Mul(this=exp.paren(held), expression=_float(times))


def _float(value: int) -> exp.Expression:
    return exp.cast(number(value), "FLOAT")


def _sum(parts: Sequence[exp.Expression]) -> exp.Expression:
    return reduce(lambda one, two: exp.Add(this=one, expression=two), parts)
