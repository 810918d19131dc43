"""Many decisions in SQL: joins to lookup relations against one CASE a table, on DuckDB."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from amends.core.rulebook import Rule, Table
from amends.core.rulebook.cells import Cell, Span
from amends.core.rulebook.columns import Coded
from amends.core.rulebook.sql import write_sql
from amends.core.rulebook.sql.values import literal
from bench.charts import Bar, Chart, draw
from bench.results import Result
from bench.rulebook.columns import drawn, sampled
from bench.rulebook.rounds import medians, where_and_when
from bench.rulebook.subjects import Subject, shipped, sixty

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=5, help="of which the median is taken")


def run(rows: int, rounds: int) -> list[Result]:
    """Both subjects, on one thread."""
    return [
        _measured(sixty(), drawn(rows), rows, rounds),
        _measured(shipped(), sampled(shipped(), rows), rows, rounds),
    ]


def _measured(subject: Subject, columns: dict[str, Any], rows: int, rounds: int) -> Result:
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    _fill(connection, columns)
    script = write_sql(subject.book, "duckdb")
    for statement in script.create:
        connection.execute(statement)
    single = [table for table in subject.book.tables if table.policy.is_single]
    joins = _counted(script.query, [f'"{table.name}_rule"' for table in single])
    case = _counted(_case(single), [f'"{table.name}_rule"' for table in single])
    if connection.execute(joins).fetchall() != connection.execute(case).fetchall():
        raise AssertionError("CASE decides otherwise")
    took = medians(
        {"joins": lambda: connection.execute(joins).fetchall(),
         "CASE": lambda: connection.execute(case).fetchall()},
        rounds,
    )  # fmt: skip
    _draw(subject, {name: rows / seconds / 1e6 for name, seconds in took.items()})
    beside = {f"{name}, Mrows/s": rows / seconds / 1e6 for name, seconds in took.items()}
    return Result(f"{subject.name}: joins faster than CASE", took["CASE"] / took["joins"], "times",
                  at_least=1.5, beside={"rows": f"{rows:,}", **beside})  # fmt: skip


def _fill(connection: DuckDBPyConnection, columns: dict[str, Any]) -> None:
    """The situations as a table of DuckDB's own, texts as VARCHAR."""
    import pyarrow as pa

    arrays = {
        name: pa.DictionaryArray.from_arrays(pa.array(c.codes), pa.array(c.values)).cast("string")
        if isinstance(c, Coded)
        else pa.array(c)
        for name, c in columns.items()
    }
    table = pa.table(arrays)
    connection.register("given", table)
    connection.execute("CREATE TABLE situations AS SELECT * FROM given")
    connection.unregister("given")


def _counted(query: str, rules: list[str]) -> str:
    """What keeps the engine from leaving out work, and no time from being spent on results."""
    sums = ", ".join(f"sum(hash({rule}))" for rule in rules)
    return f"SELECT {sums} FROM ({query}) AS decided"


def _case(tables: list[Table]) -> str:
    cases = [f'{_whens(table)} AS "{table.name}_rule"' for table in tables]
    return f"SELECT {', '.join(cases)} FROM situations AS s"


def _whens(table: Table) -> str:
    whens = " ".join(f"WHEN {_condition(rule, table)} THEN '{rule.id}'" for rule in table.rules)
    return f"CASE {whens} END"


def _condition(rule: Rule, table: Table) -> str:
    tests = [
        _test(cell, f's."{fact.name}"')
        for cell, fact in zip(rule.cells, table.columns, strict=True)
        if not cell.anything
    ]
    return " AND ".join(tests) or "true"


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


def _draw(subject: Subject, speed: dict[str, float]) -> None:
    bars = [Bar("joins to lookup relations", speed["joins"], ours=True)]
    bars.append(Bar("CASE", speed["CASE"]))
    chart = Chart(f"Decisions in DuckDB: {subject.name}", "Mrows/s", bars,
                  "millions of rows a second on one thread; longer is better",
                  where_and_when())  # fmt: skip
    draw(f"rulebook-sql-{subject.slug}", chart)
