"""The relations that the query joins: from places of facts to the answers of tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np

from amends.core.rulebook.columns.answering import Answering
from amends.core.rulebook.columns.answers import UNDECIDED
from amends.core.rulebook.columns.kinds import Kinds
from amends.core.rulebook.columns.sources import Array
from amends.core.rulebook.compiled import CompiledBook
from amends.core.rulebook.sql.values import column_type
from amends.core.rulebook.tables import Table

PROBLEM = "problem"
NO_FACT = "a fact is missing or impossible"


@dataclass(frozen=True, slots=True)
class Relation:
    """A lookup relation: its columns with their types, and its rows."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class TableRelations:
    """What a table's codes mean: ``answers`` (code, rule, problem, outputs, and the kinds that
    later tables look up) has a row for each code, ``rules`` (code, rank, rule, outputs) one for
    each rule of an answer."""

    table: Table
    answers: Relation
    rules: Relation

    @property
    def shown(self) -> list[str]:
        """The columns of the answers that the query gives."""
        kinds = {kind_of(fact.name) for fact in self.table.readable}
        return [name for name, _ in self.answers.columns if name not in {PROBLEM, *kinds}]


@dataclass(frozen=True, slots=True)
class Lookup:
    """What is found at a place, the last one being that of what is missing or impossible.

    Places are counted from 1: of a sum with a plain number DuckDB knows enough to look it up in a
    list instead of hashing it, and that is four times as fast.
    ``lists`` holds numbers; ``means`` says of which tables a column of it holds the codes. The
    relation ``name`` is made of both, with the answers in place of the codes.
    """

    name: str
    lists: Relation
    means: Mapping[str, TableRelations]

    @property
    def numbers(self) -> list[str]:
        """The columns of numbers."""
        return [name for name, _ in self.lists.columns[1:]]

    @property
    def nowhere(self) -> int:
        """The place of what is missing or impossible."""
        return len(self.lists.rows)


def lookup(
    name: str, columns: Mapping[str, tuple[Array, int]], means: Mapping[str, TableRelations]
) -> Lookup:
    """A lookup of columns of numbers, each with what stands at the last place."""
    whole = [np.append(numbers, last).tolist() for numbers, last in columns.values()]
    heads = tuple((column, "INTEGER") for column in ("place", *columns))
    rows = list(zip(count(1), *whole, strict=False))
    return Lookup(name, Relation(f"{name}_list", heads, rows), means)


def relations_of(
    compiled: CompiledBook,
    kinds: Mapping[str, Kinds],
    place: int,
    answering: Answering,
    prefix: str,
) -> TableRelations:
    """What the codes of the table at a place mean."""
    table = answering.table
    read = compiled.read_from(place)
    found = {name: (compiled.axes[name], kinds[name].of) for name in read}

    def kinds_said(said: Mapping[str, Any]) -> list[int]:
        return [of[axis.locate(said[name])] for name, (axis, of) in found.items()]

    outputs = [fact.name for fact in table.readable]
    rows: list[list[Any]] = []
    for code, answer in enumerate(answering.answers):
        said = table.said(answer)
        rule = answer[0].id if len(answer) == 1 else None
        rows.append([code, rule, None, *(said[name] for name in outputs), *kinds_said(said)])
    nothing = [None] * (len(outputs) + len(read))
    rows.append([UNDECIDED, None, NO_FACT, *nothing])
    for at, error in enumerate(answering.problems):
        rows.append([-2 - at, None, f"{error.where}: {error.message}", *nothing])
    head = (("code", "INTEGER"), ("rule", "TEXT"), (PROBLEM, "TEXT"))
    last = tuple((kind_of(each), "INTEGER") for each in read)
    name = prefix + table.name
    answers = Relation(f"{name}_answers", head + _types(table, outputs, rows) + last, rows)
    return TableRelations(table, answers, _rules(name, table, answering))


def kind_of(output: str) -> str:
    """The column of an output's kinds."""
    return f"kind_{output}"


def _rules(name: str, table: Table, answering: Answering) -> Relation:
    outputs = [fact.name for fact in table.outputs]
    rows = [
        [code, rank, rule.id, *(rule.outputs[output] for output in outputs)]
        for code, answer in enumerate(answering.answers)
        for rank, rule in enumerate(answer)
    ]
    head = (("code", "INTEGER"), ("rank", "INTEGER"), ("rule", "TEXT"))
    return Relation(f"{name}_rules", head + _types(table, outputs, rows), rows)


def _types(
    table: Table, outputs: Sequence[str], rows: Sequence[Sequence[Any]]
) -> tuple[tuple[str, str], ...]:
    """The columns of outputs, which stand from the fourth on."""
    types = {fact.name: fact.type.name for fact in table.outputs}
    return tuple(
        (f"said_{name}", column_type(types[name], [row[at] for row in rows]))
        for at, name in enumerate(outputs, 3)
    )
