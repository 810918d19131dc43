"""The relations of a table: from places of its groups of columns to its answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from amends.core.errors import AmendsError
from amends.core.rulebook.columns.answering import Answering
from amends.core.rulebook.columns.lookups import Group, Index, Lookup, build_lookup
from amends.core.rulebook.compiled import CompiledBook, CompiledTable
from amends.core.rulebook.sql.values import column_type
from amends.core.rulebook.tables import Table

MOST_PLACES = 1 << 12
"""Largest relation of the combinations of several columns, and of answers by place."""
MOST_ROWS = 1 << 17
"""Largest relation that joins groups of columns."""
PROBLEM = "problem"


class TooLarge(AmendsError):
    """A table whose combinations are too many for a relation; ``where`` is the table."""

    code = "too_large"


@dataclass(frozen=True, slots=True)
class Relation:
    """A lookup relation: its columns with their types, and its rows."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Step:
    """One relation on the way, joined by its ``place``, which is a sum.

    It is the place of a ``group`` of columns, or the code that the relation ``beside`` gave, and
    ``width`` times the code that the relation ``before`` gave.
    """

    relation: str
    group: Group | None = None
    beside: str = ""
    before: str = ""
    width: int = 0


@dataclass(frozen=True)
class TableRelations:
    """The relations of one table.

    ``answers`` (rule, problem, outputs) is found by ``key``: ``place`` in the last step, or
    ``code``. ``rules`` (code, rank, rule, outputs) has a row for each rule of an answer.
    """

    table: CompiledTable
    steps: tuple[Step, ...]
    links: tuple[Relation, ...]
    answers: Relation
    rules: Relation

    def __iter__(self) -> Iterator[Relation]:
        return iter((*self.links, self.answers, self.rules))


@dataclass(frozen=True, slots=True)
class Way:
    """Steps, each with the list that its relation is made of."""

    steps: tuple[Step, ...]
    lists: tuple[Index, ...]


def relations_of(compiled: CompiledBook, place: int, prefix: str) -> TableRelations:
    """The relations of the table at a place; raise ``TooLarge`` where they have too many rows."""
    table = compiled.tables[place]
    lookup = build_lookup(table, MOST_PLACES, MOST_ROWS)
    name = prefix + table.table.name
    if not lookup.is_whole:
        raise TooLarge(f"more than {MOST_ROWS} combinations", where=table.table.name)
    answering = Answering(table.table)
    codes = answering.codes(lookup.rules)
    way = _way(lookup, name)
    steps, last = way.steps, codes[way.lists[-1]]
    links = [_link(step, one) for step, one in zip(steps, way.lists, strict=True)]
    answers = _answers(name, table.table, answering)
    if len(last) <= MOST_PLACES:
        answers = _by_place(steps[-1].relation, last, answers)
        links = links[:-1]
    else:
        links[-1] = _link(steps[-1], last)
    rules = _rules(name, table.table, answering)
    return TableRelations(table, steps, tuple(links), answers, rules)


def _way(lookup: Lookup, name: str) -> Way:
    steps = [Step(f"{name}_1", lookup.groups[0])]
    lists = [lookup.groups[0].sets]
    for group, join in zip(lookup.groups[1:], lookup.joins, strict=True):
        before, number = steps[-1].relation, len(steps) + 1
        joined = join.reshape(-1, len(group.rules))
        if len(joined) * len(group.sets) <= MOST_ROWS:
            width = len(group.sets)
            steps.append(Step(f"{name}_{number}", group, before=before, width=width))
            lists.append(joined[:, group.sets].ravel())
        else:
            beside, width = f"{name}_{number}", len(group.rules)
            steps.append(Step(beside, group))
            steps.append(Step(f"{name}_{number + 1}", None, beside, before, width))
            lists += [group.sets, join]
    return Way(tuple(steps), tuple(lists))


def _link(step: Step, codes: Index) -> Relation:
    columns = (("place", "BIGINT"), ("code", "BIGINT"))
    return Relation(step.relation, columns, list(enumerate(codes.tolist())))


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
        problem = f"{error.where}: {error.message}"
        rows.append([-2 - at, None, problem, *[None] * len(outputs)])
    head = (("code", "BIGINT"), ("rule", "TEXT"), (PROBLEM, "TEXT"))
    return Relation(f"{name}_answers", head + _types(table, outputs, rows), rows)


def _by_place(name: str, codes: Index, answers: Relation) -> Relation:
    """The answers by the place that leads to them."""
    by_code = {row[0]: row for row in answers.rows}
    rows = [[place, *by_code[code]] for place, code in enumerate(codes.tolist())]
    return Relation(name, (("place", "BIGINT"), *answers.columns), rows)


def _rules(name: str, table: Table, answering: Answering) -> Relation:
    outputs = [fact.name for fact in table.outputs]
    rows = [
        [code, rank, rule.id, *(rule.outputs[output] for output in outputs)]
        for code, answer in enumerate(answering.answers)
        for rank, rule in enumerate(answer)
    ]
    head = (("code", "BIGINT"), ("rank", "BIGINT"), ("rule", "TEXT"))
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
