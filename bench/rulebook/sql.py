"""Many decisions in SQL: joins to lookup relations against one CASE a table, on DuckDB."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from functools import partial
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
from bench.rulebook.subjects import Subject, first_match, shipped, sixty

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=5, help="of which the median is taken")


def run(rows: int, rounds: int) -> list[Result]:
    """Both subjects, on one thread; of the shipped policy the tables that CASE can say too."""
    policy = first_match(shipped())
    return [
        *_measured(sixty(), drawn(rows), rows, rounds),
        *_measured(policy, sampled(policy, rows), rows, rounds),
    ]


def _measured(subject: Subject, columns: dict[str, Any], rows: int, rounds: int) -> list[Result]:
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    _fill(connection, columns)
    script = write_sql(subject.book, "duckdb")
    for statement in script.create:
        connection.execute(statement)
    rules = [f'"{table.name}_rule"' for table in subject.book.tables]
    queries = {
        "joins": _counted(script.query, rules),
        "CASE": _counted(_case(subject.book.tables), rules),
    }
    as_text = _rates(connection, queries, rows, rounds)
    _make_enums(connection)
    as_enum = _rates(connection, queries, rows, rounds)
    _draw(subject, as_text, as_enum)
    beside = {"rows": f"{rows:,}"}
    return [
        Result(f"{subject.name}: joins faster than CASE, texts as {kind}",
               speed["joins"] / speed["CASE"], "times", at_least=1.5,
               beside=beside | {f"{name}, Mrows/s": each for name, each in speed.items()})
        for kind, speed in (("VARCHAR", as_text), ("ENUM", as_enum))
    ]  # fmt: skip


def _rates(
    connection: DuckDBPyConnection, queries: dict[str, str], rows: int, rounds: int
) -> dict[str, float]:
    """Millions of rows a second of both queries, which must agree."""
    answers = {name: connection.execute(query).fetchall() for name, query in queries.items()}
    if answers["joins"] != answers["CASE"]:
        raise AssertionError("CASE decides otherwise")
    works = {
        name: partial(lambda query: connection.execute(query).fetchall(), query)
        for name, query in queries.items()
    }
    return {name: rows / took / 1e6 for name, took in medians(works, rounds).items()}


def _make_enums(connection: DuckDBPyConnection) -> None:
    """Texts as DuckDB's own codes."""
    found = connection.execute(
        "SELECT column_name FROM duckdb_columns() "
        "WHERE table_name = 'situations' AND data_type = 'VARCHAR'"
    ).fetchall()
    for (name,) in found:
        connection.execute(
            f'CREATE TYPE "{name}_" AS ENUM (SELECT DISTINCT "{name}" FROM situations)'
        )
        connection.execute(f'ALTER TABLE situations ALTER "{name}" TYPE "{name}_"')


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


def _case(tables: Sequence[Table]) -> str:
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


def _draw(subject: Subject, as_text: dict[str, float], as_enum: dict[str, float]) -> None:
    bars = [
        Bar("joins, texts as VARCHAR", as_text["joins"], ours=True),
        Bar("CASE, texts as VARCHAR", as_text["CASE"]),
        Bar("joins, texts as ENUM", as_enum["joins"], ours=True),
        Bar("CASE, texts as ENUM", as_enum["CASE"]),
    ]
    chart = Chart(f"Decisions in DuckDB: {subject.name}", "Mrows/s", bars,
                  "millions of rows a second on one thread; longer is better",
                  where_and_when())  # fmt: skip
    draw(f"rulebook-sql-{subject.slug}", chart)
