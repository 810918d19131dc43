"""The rulebook as SQL decides as the interpreter does, on four engines (R16)."""

from collections.abc import Collection, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from amends.core.rulebook import BadSituation, Rulebook
from amends.core.rulebook.interpret import interpret
from amends.core.rulebook.sql import steps, write_sql
from amends.core.rulebook.sql.relations import Relation
from amends.core.rulebook.sql.script import _created
from amends.core.rulebook.sql.steps import TooLarge
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


def decided(
    running: tuple[str, Run],
    book: Rulebook,
    rows: list[dict[str, Any]],
    vouched: Collection[str] = (),
) -> list[Any]:
    """For each situation the rules of every table's answer, or None where it has a problem."""
    dialect, run = running
    script = write_sql(book, dialect, vouched=vouched)
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


@settings(max_examples=10, phases=[Phase.reuse, Phase.generate], deadline=None)
@given(rulebooks(), st.lists(situations, min_size=5, max_size=40))
def test_texts_that_are_vouched_for_are_decided_alike(book: Rulebook, rows: list[dict[str, Any]]):
    with ENGINES["duckdb"]() as run:
        found = decided(("duckdb", run), book, rows, vouched=["failure", "kind"])
    assert found == interpreted(book, rows)


def test_what_is_missing_or_impossible_has_a_problem(running: tuple[str, Run]):
    facts = {
        "x": {"type": "string", "values": ["a", "b"]},
        "n": {"type": "number", "range": [0, 9]},
    }
    head = {"hit": "first", "outputs": {"y": "number"}}
    book = book_of(facts, {"t": head}, {"t": "id,x,n,y\n1,a,-,1\n2,-,>4,2\n3,-,-,3"})
    given = [("a", 5), ("b", 9), ("b", 0), ("c", 5), (None, 5), ("a", -1), ("a", 10), ("a", None)]
    dialect, run = running
    columns = (("number", "BIGINT"), ("x", "TEXT"), ("n", "BIGINT"))
    relation = Relation("odd", columns, [[at, *each] for at, each in enumerate(given)])
    script = write_sql(book, dialect, source="odd", prefix="odd_")
    for statement in (*_created(relation, dialect), *script.create):
        run(statement)
    rows = sorted(run(script.query), key=lambda row: int(row["number"]))
    for statement in (*script.drop, f"DROP {'VIEW' if dialect == 'spark' else 'TABLE'} odd"):
        run(statement)
    assert [row["t_rule"] for row in rows] == ["1", "2", "3", *[None] * 5]
    assert [row["problem"] is None for row in rows] == [True] * 3 + [False] * 5
    assert [int(row["t_code"]) for row in rows] == [0, 1, 2, *[-1] * 5]


def test_a_table_with_too_many_combinations_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(steps, "MOST_PLACES", 1)
    monkeypatch.setattr(steps, "MOST_ROWS", 1)
    head = {"hit": "first", "outputs": {"y": "number"}}
    facts = {"a": {"type": "boolean"}, "b": {"type": "boolean"}}
    book = book_of(facts, {"t": head}, {"t": "id,a,b,y\n1,true,-,1\n2,-,true,2\n3,-,-,3"})
    with pytest.raises(TooLarge):
        write_sql(book, "duckdb")


def test_a_dialect_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match="oracle"):
        write_sql(single("number", ["-"]), "oracle")
