"""Values and types in SQL.

| type | column of a fact or output |
|---|---|
| string | text |
| number | any number; outputs are BIGINT or DECIMAL |
| boolean | BOOLEAN |
| date | DATE |
| date and time | TIMESTAMP in UTC, without a time zone (ClickHouse: DateTime64 in UTC) |
| time | BIGINT, microseconds since midnight |
| duration | BIGINT, microseconds |
| months | BIGINT, months |
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlglot import exp

from amends.core.feel.durations import Months
from amends.core.rulebook.columns.ticks import TICKS
from amends.core.rulebook.facts import exact
from amends.core.rulebook.types import TYPES as FACT_TYPES

TYPES = {
    "string": "TEXT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "date and time": "TIMESTAMP",
    "time": "BIGINT",
    "duration": "BIGINT",
    "months": "BIGINT",
}
MOMENTS = {"duckdb": "TIMESTAMP", "postgres": "TIMESTAMP", "spark": "TIMESTAMP_NTZ"}


def literal(value: Any, dialect: str) -> exp.Expression:
    """A value as an expression."""
    match value:
        case None:
            return exp.null()
        case bool():
            return exp.true() if value else exp.false()
        case int() | Decimal() | float():
            return exp.Literal.number(format(Decimal(exact(value)), "f"))
        case str():
            return exp.Literal.string(value)
        case datetime():
            return _moment(value, dialect)
        case date():
            return exp.cast(exp.Literal.string(value.isoformat()), "DATE")
        case time():
            return exp.Literal.number(TICKS["time"](value))
        case timedelta():
            return exp.Literal.number(TICKS["duration"](value))
        case Months(count=count):
            return exp.Literal.number(count)
    raise TypeError(value)


def _moment(value: datetime, dialect: str) -> exp.Expression:
    text = exp.Literal.string(value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f"))
    if dialect == "clickhouse":
        six, zone = exp.Literal.number(6), exp.Literal.string("UTC")
        return exp.Anonymous(this="toDateTime64", expressions=[text, six, zone])
    return exp.cast(text, MOMENTS[dialect], dialect=dialect)


def number(value: int | None) -> exp.Expression:
    """A whole number, or NULL."""
    literal: exp.Expression = exp.null() if value is None else exp.Literal.number(value)
    return literal


def case(
    whens: Iterable[tuple[exp.Expression, exp.Expression]], other: exp.Expression | None = None
) -> exp.Case:
    """``CASE WHEN ... THEN ... ELSE ... END``; SQLGlot's own builder copies all at each step."""
    ifs = [exp.If(this=test, true=value) for test, value in whens]
    return exp.Case(ifs=ifs, default=other)


def is_null(value: exp.Expression) -> exp.Expression:
    """Whether a value is missing."""
    return exp.Is(this=value.copy(), expression=exp.null())


def is_known(value: exp.Expression) -> exp.Expression:
    """Whether a value is there."""
    return exp.Not(this=is_null(value))


def column_type(declared: str, values: Sequence[Any]) -> str:
    """The type of a column of outputs; those of a counted output are not numbers themselves."""
    known = [value for value in values if value is not None]
    name = _named(known[0]) if known else declared
    if name != "number":
        return TYPES[name]
    digits = max((-int(Decimal(n).as_tuple().exponent) for n in known), default=0)
    return f"DECIMAL(38, {digits})" if digits > 0 else "BIGINT"


def _named(value: Any) -> str:
    """The type that a value is of."""
    if isinstance(value, bool):
        return "boolean"
    return next(name for name, type_ in FACT_TYPES.items() if type_.has(value))
