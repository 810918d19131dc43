"""Worked examples beside a table: situations, and the rules that they must lead to.

``TABLE.examples.csv`` has the columns ``id``, ``situation`` (the name of one in ``[situations]`` of
``rulebook.toml``), any facts that differ from it, ``rules`` (the ids that are the table's answer,
with spaces between) and any outputs of a table with one answer. An empty cell says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from amends.core.errors import BadDeclaration
from amends.core.rulebook.book import Rulebook
from amends.core.rulebook.facts import Fact
from amends.core.rulebook.reading import read_output
from amends.core.rulebook.rows import read_rows
from amends.core.rulebook.tables import Rule, Table

LIKE = "like"
"""The key of a situation that names the one it differs from."""
OWN = ("id", "situation", "rules")


@dataclass(frozen=True, slots=True)
class Example:
    """One situation, and what its table must make of it; ``row`` is the line in the file."""

    id: str
    table: str
    facts: Mapping[str, Any]
    rules: tuple[str, ...]
    outputs: Mapping[str, Any]
    row: int


def read_examples(text: str, *, book: Rulebook, table: str) -> tuple[Example, ...]:
    """Read the worked examples of one table.

    Raise ``BadDeclaration`` with row and column for what is not understood.
    """
    of = book.tables[book.places[table]]
    name = f"{table}.examples.csv"
    head, rows = read_rows(text, where=name)
    columns = _columns(head, of, book, name)
    return tuple(_example(row, number, of, columns, book, name) for number, row in rows)


def situations(book: Rulebook) -> dict[str, dict[str, Any]]:
    """The facts of every named situation of the rulebook.

    Raise ``BadDeclaration`` for one that is not understood.
    """
    declared = book.declared.get("situations", {})
    if not isinstance(declared, Mapping):
        raise BadDeclaration("this is a table of situations", where="rulebook.toml situations")
    return {name: _situation(name, declared, book, ()) for name in declared}


def contradictions(example: Example, book: Rulebook, answer: tuple[Rule, ...]) -> Iterator[str]:
    """What an answer of the table has otherwise than the example, a sentence each."""
    said = tuple(rule.id for rule in answer)
    where = f"{example.table}.examples.csv row {example.row} ({example.id})"
    if said != example.rules:
        yield f"{where}: {' '.join(said) or 'no rule'} applies, not {' '.join(example.rules)}"
    outputs = book.tables[book.places[example.table]].said(answer)
    for name, value in example.outputs.items():
        if outputs.get(name) != value:
            yield f"{where}: {name} is {outputs.get(name)}, not {value}"


def _columns(head: Any, table: Table, book: Rulebook, name: str) -> dict[str, Fact]:
    outputs = {fact.name: fact for fact in table.readable}
    known = {**book.facts, **outputs}
    for column in head:
        if column not in known and column not in OWN:
            raise BadDeclaration(
                f"the column {column!r} is neither a fact nor an output", where=name
            )
    for required in OWN:
        if required not in head:
            raise BadDeclaration(f"the column {required!r} is missing", where=name)
    return {column: known[column] for column in head if column in known}


def _example(
    row: Mapping[str, str],
    number: int,
    table: Table,
    columns: Mapping[str, Fact],
    book: Rulebook,
    name: str,
) -> Example:
    where = f"{name} row {number}"
    named, declared = row["situation"], book.declared.get("situations", {})
    if named not in declared:
        raise BadDeclaration(
            f"there is no situation {named!r}", where=where, hint=f"one of {', '.join(declared)}"
        )
    said = {
        column: _value(row[column], fact, f"{where} column {column}")
        for column, fact in columns.items()
        if (row[column] or "").strip()
    }
    unknown = set(row["rules"].split()) - {rule.id for rule in table.rules}
    if unknown:
        raise BadDeclaration(f"there is no rule {' '.join(sorted(unknown))!r}", where=where)
    return Example(
        id=row["id"],
        table=table.name,
        facts=situations(book)[named] | {n: v for n, v in said.items() if n in book.facts},
        rules=tuple(row["rules"].split()),
        outputs={n: v for n, v in said.items() if n not in book.facts},
        row=number,
    )


def _value(text: str, fact: Fact, where: str) -> Any:
    return None if text.strip() == "null" else read_output(text, fact, where=where)


def _situation(
    name: str, declared: Mapping[str, Any], book: Rulebook, above: tuple[str, ...]
) -> dict[str, Any]:
    where = f"rulebook.toml situations.{name}"
    if name in above or name not in declared:
        raise BadDeclaration("a situation is like another one that there is", where=where)
    if not isinstance(declared[name], Mapping):
        raise BadDeclaration("this is a table of facts", where=where)
    entry = dict(declared[name])
    like = str(entry.pop(LIKE, ""))
    found = _situation(like, declared, book, (*above, name)) if like else {}
    for fact, value in entry.items():
        if fact not in book.facts:
            raise BadDeclaration(f"there is no fact {fact!r}", where=where)
        text = str(value).lower() if isinstance(value, bool) else str(value)
        found[fact] = _value(text, book.facts[fact], where)
    return found
