"""The relations of a table: places to sets, sets to codes, codes to answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from amends.core.errors import AmendsError
from amends.core.rulebook.columns.answering import Answering
from amends.core.rulebook.columns.lookups import Lookup, build_lookup
from amends.core.rulebook.compiled import CompiledBook, CompiledTable
from amends.core.rulebook.sql.values import column_type
from amends.core.rulebook.tables import Rule, Table

MOST_PLACES = 1 << 12
"""Largest relation of the combinations of several columns."""
MOST_ROWS = 1 << 17
"""Largest relation that joins groups of columns."""


class TooLarge(AmendsError):
    """A table whose combinations are too many for a relation; ``where`` is the table."""

    code = "too_large"


@dataclass(frozen=True, slots=True)
class Relation:
    """A lookup relation: its columns with their types, and its rows."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True)
class TableRelations:
    """The relations of one table.

    ``places`` (place, set) one for each group of columns, ``joins`` (place, set) for each but the
    first, of which the last gives codes. ``answers`` (code, rule, problem, outputs); ``rules``
    (code, rank, rule, outputs) has a row for each rule of an answer.
    """

    table: CompiledTable
    lookup: Lookup
    places: tuple[Relation, ...]
    joins: tuple[Relation, ...]
    answers: Relation
    rules: Relation
    answering: Answering

    def __iter__(self) -> Iterator[Relation]:
        return iter((*self.places, *self.joins, self.answers, self.rules))


LINK = (("place", "BIGINT"), ("code", "BIGINT"))


def relations_of(compiled: CompiledBook, place: int, prefix: str) -> TableRelations:
    """The relations of the table at a place; raise ``TooLarge`` where they have too many rows."""
    table = compiled.tables[place]
    lookup = build_lookup(table, MOST_PLACES, MOST_ROWS)
    name = prefix + table.table.name
    if not lookup.is_whole:
        raise TooLarge(f"more than {MOST_ROWS} combinations", where=table.table.name)
    answering = Answering(table.table)
    codes = answering.codes(lookup.rules)
    lists = [group.sets for group in lookup.groups] + list(lookup.joins)
    last = len(lists) - 1
    lists[last] = codes[lists[last]]
    links = [
        Relation(f"{name}_{at + 1}", LINK, list(enumerate(one.tolist())))
        for at, one in enumerate(lists)
    ]
    count = len(lookup.groups)
    return TableRelations(
        table, lookup, tuple(links[:count]), tuple(links[count:]),
        _answers(name, table.table, answering), _rules(name, table.table, answering), answering,
    )  # fmt: skip


def _answers(name: str, table: Table, answering: Answering) -> Relation:
    """What each code means: the rule, if there is one at most, and the outputs if there is one
    value of each; or the problem."""
    outputs = [fact.name for fact in table.readable]
    rows: list[list[Any]] = []
    for code, answer in enumerate(answering.answers):
        said = table.said(answer)
        rule = answer[0].id if len(answer) == 1 else None
        rows.append([code, rule, None, *(said[output] for output in outputs)])
    for at, error in enumerate(answering.problems):
        rows.append([-2 - at, None, f"{error.where}: {error.message}", *[None] * len(outputs)])
    types = _types(table, outputs, [row[3:] for row in rows])
    head = (("code", "BIGINT"), ("rule", "TEXT"), ("problem", "TEXT"))
    return Relation(f"{name}_answers", head + types, rows)


def _rules(name: str, table: Table, answering: Answering) -> Relation:
    outputs = [fact.name for fact in table.outputs]
    rows = [
        [code, rank, rule.id, *_said(rule, outputs)]
        for code, answer in enumerate(answering.answers)
        for rank, rule in enumerate(answer)
    ]
    types = _types(table, outputs, [row[3:] for row in rows])
    head = (("code", "BIGINT"), ("rank", "BIGINT"), ("rule", "TEXT"))
    return Relation(f"{name}_rules", head + types, rows)


def _said(rule: Rule, outputs: Sequence[str]) -> list[Any]:
    return [rule.outputs[output] for output in outputs]


def _types(
    table: Table, outputs: Sequence[str], rows: Sequence[Sequence[Any]]
) -> tuple[tuple[str, str], ...]:
    types = {fact.name: fact.type.name for fact in table.outputs}
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(outputs)
    return tuple(
        (f"said_{name}", column_type(types[name], column))
        for name, column in zip(outputs, columns, strict=True)
    )
