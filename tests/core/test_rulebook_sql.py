"""The rulebook as SQL decides as the interpreter does, on four engines (R16)."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from amends.core.rulebook import BadSituation, Rulebook
from amends.core.rulebook.interpret import interpret
from amends.core.rulebook.sql import relations, write_sql
from amends.core.rulebook.sql.relations import Relation, TooLarge
from amends.core.rulebook.sql.script import _created
from tests.core.drawn import FACTS, rulebooks, situations
from tests.core.test_rulebook_compiled import book_of, single
from tests.support.engines import ENGINES, Run

SQL_TYPES = {
    "string": "TEXT",
    "number": "DECIMAL(18, 3)",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "date and time": "TIMESTAMP",
}
EXAMPLES = {"duckdb": 20, "postgres": 10, "clickhouse": 10, "spark": 2}


@pytest.fixture(scope="module", params=list(ENGINES))
def running(request: pytest.FixtureRequest) -> Iterator[tuple[str, Run]]:
    with ENGINES[request.param]() as run:
        yield request.param, run


def given_rows(rows: list[dict[str, Any]]) -> Relation:
    """Situations as a relation, numbered."""
    types = [(name, SQL_TYPES.get(entry["type"], "BIGINT")) for name, entry in FACTS.items()]
    values = [[number, *(row[name] for name in FACTS)] for number, row in enumerate(rows)]
    return Relation("situations", (("number", "BIGINT"), *types), values)


def decided(running: tuple[str, Run], book: Rulebook, rows: list[dict[str, Any]]) -> list[Any]:
    """For each situation the rules of every table's answer, or None where it has a problem."""
    dialect, run = running
    script = write_sql(book, dialect)
    drop = "DROP VIEW" if dialect == "spark" else "DROP TABLE"
    for statement in (*_created(given_rows(rows), dialect), *script.create):
        run(statement)
    try:
        found: list[Any] = [[[] for _ in book.tables] for _ in rows]
        for at, table in enumerate(book.tables):
            for row in sorted(run(script.rows[table.name]), key=lambda each: int(each["rank"])):
                found[int(row["number"])][at].append(row["rule"])
        for row in run(script.query):
            if row["problem"] is not None:
                found[int(row["number"])] = None
        return found
    finally:
        for statement in (*script.drop, f"{drop} situations"):
            run(statement)


def interpreted(book: Rulebook, rows: list[dict[str, Any]]) -> list[Any]:
    found: list[Any] = []
    for facts in rows:
        try:
            found.append([[rule.id for rule in answer] for answer in interpret(book, facts)])
        except BadSituation:
            found.append(None)
    return found


@pytest.mark.timeout(300)
def test_sql_and_the_interpreter_decide_alike(running: tuple[str, Run]):
    @settings(
        max_examples=EXAMPLES[running[0]],
        phases=[Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(rulebooks(), st.lists(situations, min_size=5, max_size=40))
    def check(book: Rulebook, rows: list[dict[str, Any]]) -> None:
        assert decided(running, book, rows) == interpreted(book, rows)

    check()


def test_a_table_with_too_many_combinations_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(relations, "MOST_PLACES", 1)
    monkeypatch.setattr(relations, "MOST_ROWS", 1)
    head = {"hit": "first", "outputs": {"y": "number"}}
    facts = {"a": {"type": "boolean"}, "b": {"type": "boolean"}}
    book = book_of(facts, {"t": head}, {"t": "id,a,b,y\n1,true,-,1\n2,-,true,2\n3,-,-,3"})
    with pytest.raises(TooLarge):
        write_sql(book, "duckdb")


def test_a_dialect_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match="oracle"):
        write_sql(single("number", ["-"]), "oracle")
