"""The data engines that SQL of the rulebook is run on; absent ones are skipped unless required."""

import importlib
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""What Java compiles and collects beside the work would take half of the processor."""
Rows = list[dict[str, Any]]
Run = Callable[[str], Rows]


def engine(module: str) -> Any:
    """An engine's module; the test is skipped where it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        if os.environ.get("AMENDS_REQUIRE_ENGINES"):
            raise
        pytest.skip(f"{module} is not installed (make engines)")


@contextmanager
def duckdb() -> Iterator[Run]:
    """DuckDB in memory."""
    connection = engine("duckdb").connect()

    def run(statement: str) -> Rows:
        found = connection.execute(statement)
        return named([each[0] for each in found.description or ()], found.fetchall())

    yield run
    connection.close()


@contextmanager
def postgres() -> Iterator[Run]:
    """The test session's embedded PostgreSQL, in a schema that is removed afterwards."""
    import psycopg

    from amends.app.postgres import Layout, acquire
    from tests.support.environment import session_home

    url = Layout.of(session_home()).url("postgres")
    with acquire(session_home()), psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TEMPORARY TABLE makes_the_schema ()")

        def run(statement: str) -> Rows:
            found = connection.execute(statement.replace("CREATE TABLE", "CREATE TEMPORARY TABLE"))
            if found.description is None:
                return []
            return named([each.name for each in found.description], found.fetchall())

        yield run


@contextmanager
def clickhouse() -> Iterator[Run]:
    """ClickHouse inside this process."""
    session = engine("chdb.session").Session()

    def run(statement: str) -> Rows:
        import json

        found = session.query(statement, "JSONCompact")
        text = str(found)
        if not text.strip():
            return []
        body = json.loads(text)
        return named([each["name"] for each in body["meta"]], body["data"])

    yield run
    session.close()


@contextmanager
def spark() -> Iterator[Run]:
    """Spark in one local process, small."""
    sql = engine("pyspark.sql")
    with tempfile.TemporaryDirectory() as folder:
        builder = sql.SparkSession.builder.master("local[1]")
        settings = {
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "1",
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.adaptive.enabled": "false",
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.codegen.factoryMode": "NO_CODEGEN",
            "spark.ui.showConsoleProgress": "false",
            "spark.sql.warehouse.dir": folder,
            "spark.driver.memory": "512m",
            "spark.driver.extraJavaOptions": SHORT_LIVED,
            "spark.driver.host": "127.0.0.1",
            "spark.log.level": "ERROR",
        }
        for name, value in settings.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()

        def run(statement: str) -> Rows:
            return [row.asDict() for row in session.sql(statement).collect()]

        yield run
        session.stop()


ENGINES = {"duckdb": duckdb, "postgres": postgres, "clickhouse": clickhouse, "spark": spark}


def named(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Rows:
    """Rows by the names of their columns."""
    return [dict(zip(names, row, strict=True)) for row in rows]
