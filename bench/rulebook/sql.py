"""Many decisions in SQL: joins to lookup relations against CASE, on DuckDB."""

from __future__ import annotations

from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

from amends.core.rulebook.columns import Coded
from amends.core.rulebook.sql import Script, write_sql
from bench.charts import Bar, Chart, draw
from bench.results import Result
from bench.rulebook.columns import drawn, sampled
from bench.rulebook.peers import case
from bench.rulebook.rounds import medians, where_and_when
from bench.rulebook.subjects import Subject, first_match, shipped, sixty

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Rates = dict[str, float]
STORED = "a database file"
"""As DuckDB keeps tables, compressed."""
ENUM = "ENUM in memory"
PLAIN = "VARCHAR in memory"
"""Not compressed there."""
KINDS = (STORED, ENUM, PLAIN)


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=5, help="of which the median is taken")


def run(rows: int, rounds: int) -> list[Result]:
    """Both subjects, on one thread; of the shipped policy the tables that CASE can say too."""
    policy = shipped()
    part = first_match(policy)
    return [
        *_measured(sixty(), drawn(rows), rows, rounds),
        *_measured(part, sampled(part, rows), rows, rounds),
        _writing(policy, rounds),
    ]


def _writing(policy: Subject, rounds: int) -> Result:
    took = medians({"write_sql": lambda: write_sql(policy.book, "duckdb")}, rounds)["write_sql"]
    return Result("shipped policy: writing all of its SQL", took, "s", at_most=2)


def _measured(subject: Subject, columns: dict[str, Any], rows: int, rounds: int) -> list[Result]:
    rates, made = {}, {}
    for kind in KINDS:
        with TemporaryDirectory() as folder:
            connection = _connection(Path(folder), kind, columns)
            texts = [name for name, column in columns.items() if isinstance(column, Coded)]
            script = write_sql(subject.book, "duckdb", vouched=() if kind == STORED else texts)
            made[kind] = _create(connection, script)
            rates[kind] = _rates(connection, subject, script, rows, rounds)
            connection.close()
    _draw(subject, rates)
    return [
        Result(
            f"{subject.name}: joins faster than CASE, {kind}",
            speed["joins"] / max(each for name, each in speed.items() if name != "joins"),
            "times",
            at_least=1.5,
            beside={"rows": f"{rows:,}", "making the relations, s": made[kind]}
            | {f"{name}, Mrows/s": each for name, each in speed.items()},
        )
        for kind, speed in rates.items()
    ]


def _connection(folder: Path, kind: str, columns: dict[str, Any]) -> DuckDBPyConnection:
    import duckdb

    connection = duckdb.connect(str(folder / "db") if kind == STORED else ":memory:")
    connection.execute("SET threads = 1")
    _fill(connection, columns)
    if kind == STORED:
        connection.execute("CHECKPOINT")
    elif kind == ENUM:
        _make_enums(connection)
    return connection


def _create(connection: DuckDBPyConnection, script: Script) -> float:
    """Make the lookup relations; how many seconds that takes."""
    began = perf_counter()
    for statement in script.create:
        connection.execute(statement)
    return perf_counter() - began


def _rates(
    connection: DuckDBPyConnection, subject: Subject, script: Script, rows: int, rounds: int
) -> Rates:
    """Millions of rows a second of all queries, which must agree."""
    tables = subject.book.tables
    queries = {"joins": script.query, **case.queries(tables)}
    columns = [f'"{table.name}_code"' for table in tables]
    hashed = [_folded(query, [f"hash({each})" for each in columns]) for query in queries.values()]
    if len({connection.execute(query).fetchone() for query in hashed}) > 1:
        raise AssertionError("CASE decides otherwise")
    works = {
        name: partial(lambda query: connection.execute(query).fetchall(), _folded(query, columns))
        for name, query in queries.items()
    }
    return {name: rows / took / 1e6 for name, took in medians(works, rounds).items()}


def _folded(query: str, values: list[str]) -> str:
    """What keeps the engine from leaving out work, and no time from being spent on results."""
    sums = ", ".join(f"sum({value})" for value in values)
    return f"SELECT {sums} FROM ({query}) AS decided"


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


def _draw(subject: Subject, rates: dict[str, Rates]) -> None:
    bars = [
        Bar(f"{name}, {kind}", rate, ours=name == "joins")
        for kind, speed in rates.items()
        for name, rate in speed.items()
    ]
    chart = Chart(f"Decisions in DuckDB: {subject.name}", "Mrows/s", bars,
                  "millions of rows a second on one thread; longer is better",
                  where_and_when())  # fmt: skip
    draw(f"rulebook-sql-{subject.slug}", chart)
