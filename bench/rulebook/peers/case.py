"""``CASE``: each table as one CASE that gives the index of its first rule, on DuckDB."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlglot import exp

from amends.core.rulebook import Table
from amends.core.rulebook.cells import Cell, Span
from amends.core.rulebook.sql.values import literal


def queries(tables: Sequence[Table]) -> Mapping[str, str]:
    """The same answers in two ways: every test where it is needed, or each made once beforehand."""
    return {"CASE": _plain(tables), "shared CASE": _shared(tables)}


def _plain(tables: Sequence[Table]) -> str:
    return f"SELECT {_cases(tables, {})} FROM situations AS s"


def _shared(tables: Sequence[Table]) -> str:
    tests = dict.fromkeys(test for table in tables for rule in _tests(table) for test in rule)
    names = {test: f"test_{number}" for number, test in enumerate(tests)}
    made = ", ".join(f"{test} AS {name}" for test, name in names.items())
    return f"SELECT {_cases(tables, names)} FROM (SELECT {made} FROM situations AS s) AS tested"


def _cases(tables: Sequence[Table], names: Mapping[str, str]) -> str:
    return ", ".join(f'{_case(table, names)} AS "{table.name}_code"' for table in tables)


def _case(table: Table, names: Mapping[str, str]) -> str:
    conditions = [" AND ".join(names.get(t, t) for t in rule) or "true" for rule in _tests(table)]
    whens = " ".join(f"WHEN {each} THEN {rule}" for rule, each in enumerate(conditions))
    return f"CASE {whens} ELSE {len(conditions)} END"


def _tests(table: Table) -> list[list[str]]:
    """The tests of each rule."""
    return [
        [
            _test(cell, f's."{fact.name}"')
            for cell, fact in zip(rule.cells, table.columns, strict=True)
            if not cell.anything
        ]
        for rule in table.rules
    ]


def _test(cell: Cell, column: str) -> str:
    points = [_sql(s.low) for s in cell.spans if s.low is not None and s.low == s.high]
    tests = [f"{column} IN ({', '.join(points)})"] if points else []
    tests += [
        " AND ".join(_ends(span, column))
        for span in cell.spans
        if span.low is None or span.low != span.high
    ]
    if cell.null:
        tests.append(f"{column} IS NULL")
    passed = " OR ".join(tests) or "false"
    return f"NOT ({passed})" if cell.negated else f"({passed})"


def _ends(span: Span, column: str) -> Iterator[str]:
    if span.low is not None:
        yield f"{column} {'>=' if span.low_closed else '>'} {_sql(span.low)}"
    if span.high is not None:
        yield f"{column} {'<=' if span.high_closed else '<'} {_sql(span.high)}"


def _sql(value: Any) -> str:
    expression: exp.Expression = literal(value, "duckdb")
    return expression.sql("duckdb")
