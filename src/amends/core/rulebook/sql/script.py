"""The statements that make the relations, and the query that decides."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlglot import exp

from amends.core.rulebook.compiled import compile_tables
from amends.core.rulebook.sql.query import Query, column, named, select
from amends.core.rulebook.sql.relations import Lookup, Relation
from amends.core.rulebook.sql.steps import Steps
from amends.core.rulebook.sql.values import literal

if TYPE_CHECKING:
    from amends.core.rulebook.book import Rulebook

DIALECTS = ("duckdb", "postgres", "spark", "clickhouse")
BATCH = 5000
MAKES = {
    "duckdb": "CREATE TABLE {}",
    "postgres": "CREATE TABLE {}",
    "spark": "CREATE OR REPLACE TEMPORARY VIEW {}",
    "clickhouse": "CREATE TABLE {} ENGINE = Memory",
}
SPARK = {"TEXT": "STRING", "TIMESTAMP": "TIMESTAMP_NTZ"}


@dataclass(frozen=True, slots=True)
class Script:
    """A rulebook in the SQL of one engine.

    ``create`` makes the lookup relations, ``drop`` removes them. ``query`` has a row for each
    situation: its own columns; ``PREFIXlookup_N_place``, which only joins need; ``problem``, null
    where it is decided; and for each table ``TABLE_code``, the code of its answer (below 0 where it
    has none; the place of the rule, from 0, where one at most is the answer), ``TABLE_rule`` where
    it has one at most, and ``TABLE_said_OUTPUT`` where there is one value of it. ``rows`` has for
    each table a query with a row for every rule of every answer, in their order by ``rank`` (from
    0). A situation that is not decided may have answers of single tables nonetheless.
    """

    dialect: str
    create: tuple[str, ...]
    query: str
    rows: Mapping[str, str]
    drop: tuple[str, ...]


def write_sql(
    book: Rulebook,
    dialect: str,
    *,
    source: str = "situations",
    prefix: str = "rulebook_",
    vouched: Collection[str] = (),
) -> Script:
    """Write a rulebook as lookup relations, named with the prefix, and queries over ``source``.

    ``vouched`` are texts whose column cannot hold other values than the fact's. In DuckDB they are
    compared and not looked up, several times as fast for an ENUM or a table that is not compressed.
    Facts must lie on their steps: that is not looked at either. Raise ``TooLarge`` for a table with
    too many combinations, ``ValueError`` for a dialect that is not known.
    """
    if dialect not in DIALECTS:
        raise ValueError(f"{dialect!r} is none of {', '.join(DIALECTS)}")
    compiled = compile_tables(book)
    steps = Steps(compiled, prefix)
    query = Query(compiled, steps, source, dialect, vouched)
    lookups = [step.lookup for step in steps.steps]
    relations = [each for table in steps.tables for each in (table.answers, table.rules)]
    relations += [lookup.lists for lookup in lookups]
    created = [statement for each in relations for statement in _created(each, dialect)]
    names = [*(lookup.name for lookup in lookups), *(relation.name for relation in relations)]
    return Script(
        dialect,
        (*created, *(_joined(lookup, dialect) for lookup in lookups)),
        query.whole,
        {table.table.name: query.rows(table) for table in steps.tables},
        tuple(_dropped(name, dialect) for name in names),
    )


def _joined(lookup: Lookup, dialect: str) -> str:
    """A lookup's numbers with the answers that they mean."""
    lists = lookup.lists.name
    columns = [column(lists, "place")]
    columns += [column(lists, name) for name in lookup.numbers if name not in lookup.means]
    joins = []
    for name, table in lookup.means.items():
        answers = table.answers.name
        on = exp.EQ(this=column(answers, "code"), expression=column(lists, name))
        joins.append(exp.Join(this=exp.table_(answers, quoted=True), on=on, kind="INNER"))
        columns += [
            named(column(answers, each), f"{table.table.name}_{each}")
            for each, _ in table.answers.columns
        ]
    query = select(exp.table_(lists, quoted=True), columns, joins)
    return f"{MAKES[dialect].format(_quoted(lookup.name, dialect))} AS {query.sql(dialect)}"


def _created(relation: Relation, dialect: str) -> list[str]:
    if dialect == "spark":
        return [_view(relation)]
    table = _quoted(relation.name, dialect)
    columns = ", ".join(_declared(name, type_, dialect) for name, type_ in relation.columns)
    engine = " ENGINE = Memory" if dialect == "clickhouse" else ""
    statements = [f"CREATE TABLE {table} ({columns}){engine}"]
    for start in range(0, len(relation.rows), BATCH):
        rows = ", ".join(_row(row, dialect) for row in relation.rows[start : start + BATCH])
        statements.append(f"INSERT INTO {table} VALUES {rows}")
    return statements


def _declared(name: str, type_: str, dialect: str) -> str:
    kind = exp.DataType.build(type_, dialect="duckdb", nullable=True).sql(dialect)
    if dialect == "clickhouse" and type_ == "TIMESTAMP":
        kind = "Nullable(DateTime64(6, 'UTC'))"
    elif dialect == "clickhouse" and not kind.startswith("Nullable"):
        kind = f"Nullable({kind})"
    return f"{_quoted(name, dialect)} {kind}"


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


def _row(row: Sequence[Hashable], dialect: str) -> str:
    return "(" + ", ".join(_text(value, dialect) for value in row) + ")"


@lru_cache(maxsize=1 << 12, typed=True)
def _text(value: Hashable, dialect: str) -> str:
    """A value as it is written."""
    return str(value) if type(value) is int else literal(value, dialect).sql(dialect)


def _quoted(name: str, dialect: str) -> str:
    return exp.to_identifier(name, quoted=True).sql(dialect)


def _dropped(name: str, dialect: str) -> str:
    kind = "VIEW" if dialect == "spark" else "TABLE"
    return f"DROP {kind} IF EXISTS {_quoted(name, dialect)}"
