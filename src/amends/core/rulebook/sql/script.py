"""The statements that make the relations, and the query that decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

from amends.core.rulebook.compiled import compile_tables
from amends.core.rulebook.sql.query import Query
from amends.core.rulebook.sql.relations import Relation, relations_of
from amends.core.rulebook.sql.values import literal

if TYPE_CHECKING:
    from amends.core.rulebook.book import Rulebook

DIALECTS = ("duckdb", "postgres", "spark", "clickhouse")
BATCH = 5000
SPARK = {"TEXT": "STRING", "TIMESTAMP": "TIMESTAMP_NTZ"}


@dataclass(frozen=True, slots=True)
class Script:
    """A rulebook in the SQL of one engine.

    ``create`` makes the lookup relations, ``drop`` removes them. ``query`` has a row for each
    situation: its own columns; ``problem``, null where it is decided; and for each table
    ``TABLE_code``, the code of its answer, ``TABLE_rule`` where it has one at most, and
    ``TABLE_said_OUTPUT`` where there is one value of it. ``rows`` has for each table a query with
    a row for every rule of every answer, in their order by ``rank`` (from 0).
    """

    dialect: str
    create: tuple[str, ...]
    query: str
    rows: Mapping[str, str]
    drop: tuple[str, ...]


def write_sql(
    book: Rulebook, dialect: str, *, source: str = "situations", prefix: str = "rulebook_"
) -> Script:
    """Write a rulebook as lookup relations, named with the prefix, and queries over ``source``.

    Facts must lie on their steps: that alone is not looked at. Raise ``TooLarge`` for a table with
    too many combinations, ``ValueError`` for a dialect that is not known.
    """
    if dialect not in DIALECTS:
        raise ValueError(f"{dialect!r} is none of {', '.join(DIALECTS)}")
    compiled = compile_tables(book)
    tables = [relations_of(compiled, place, prefix) for place in range(len(compiled.tables))]
    relations = [relation for table in tables for relation in table]
    query = Query(book, compiled, tables, source, dialect)
    return Script(
        dialect,
        tuple(statement for each in relations for statement in _created(each, dialect)),
        query.whole(),
        {each.table.table.name: query.rows(each) for each in tables},
        tuple(_dropped(each, dialect) for each in relations),
    )


def _created(relation: Relation, dialect: str) -> list[str]:
    if dialect == "spark":
        return [_view(relation)]
    name = exp.to_identifier(relation.name, quoted=True).sql(dialect)
    columns = ", ".join(_declared(column, type_, dialect) for column, type_ in relation.columns)
    engine = " ENGINE = Memory" if dialect == "clickhouse" else ""
    statements = [f"CREATE TABLE {name} ({columns}){engine}"]
    for start in range(0, len(relation.rows), BATCH):
        rows = ", ".join(_row(row, dialect) for row in relation.rows[start : start + BATCH])
        statements.append(f"INSERT INTO {name} VALUES {rows}")
    return statements


def _declared(column: str, type_: str, dialect: str) -> str:
    kind = exp.DataType.build(type_, dialect="duckdb", nullable=True).sql(dialect)
    if dialect == "clickhouse" and type_ == "TIMESTAMP":
        kind = "Nullable(DateTime64(6, 'UTC'))"
    elif dialect == "clickhouse" and not kind.startswith("Nullable"):
        kind = f"Nullable({kind})"
    return f"{exp.to_identifier(column, quoted=True).sql(dialect)} {kind}"


def _view(relation: Relation) -> str:
    """A temporary view over written-out rows; without any, over one that is left out."""
    rows = relation.rows or [[None] * len(relation.columns)]
    values = ", ".join(_row(row, "spark") for row in rows)
    typed = ", ".join(
        f"CAST(c{at} AS {SPARK.get(type_, type_)}) AS `{name}`"
        for at, (name, type_) in enumerate(relation.columns)
    )
    names = ", ".join(f"c{at}" for at in range(len(relation.columns)))
    nothing = "" if relation.rows else " WHERE false"
    return (
        f"CREATE OR REPLACE TEMPORARY VIEW `{relation.name}` AS "
        f"SELECT {typed} FROM VALUES {values} AS v({names}){nothing}"
    )


def _row(row: Sequence[object], dialect: str) -> str:
    if all(type(value) is int for value in row):
        return "(" + ", ".join(map(str, row)) + ")"
    return "(" + ", ".join(literal(value, dialect).sql(dialect) for value in row) + ")"


def _dropped(relation: Relation, dialect: str) -> str:
    kind = "VIEW" if dialect == "spark" else "TABLE"
    name = exp.to_identifier(relation.name, quoted=True).sql(dialect)
    return f"DROP {kind} IF EXISTS {name}"
