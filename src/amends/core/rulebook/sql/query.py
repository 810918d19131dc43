"""The query that joins situations to the lookup relations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from sqlglot import exp

from amends.core.rulebook.columns.lookups import Group
from amends.core.rulebook.compiled import CompiledBook
from amends.core.rulebook.sql.offsets import number, offset_of
from amends.core.rulebook.sql.packing import Field, Words
from amends.core.rulebook.sql.relations import PROBLEM, Step, TableRelations

NO_FACT = "a fact is missing or impossible"


def column(relation: str, name: str) -> exp.Expression:
    """A column of a relation."""
    return exp.column(name, table=relation, quoted=True)


class Query:
    """The queries over one relation of situations."""

    def __init__(
        self,
        compiled: CompiledBook,
        tables: Sequence[TableRelations],
        source: str,
        prefix: str,
        dialect: str,
    ) -> None:
        self.compiled, self.tables = compiled, tables
        self.source, self.prefix, self.dialect = source, prefix, dialect
        self.words = Words()
        self.fields: dict[str, Field | None] = {
            step.relation: self.words.add(table.table, step.group, compiled.given)
            for table in tables
            for step in table.steps
            if step.group is not None
        }

    def whole(self) -> str:
        """One row for each situation, with what every table says of it."""
        return self._whole().sql(self.dialect) + self._settings()

    def rows(self, table: TableRelations) -> str:
        """A row for each rule of a table's answer, with the situation and everything said of it."""
        rules, name = table.rules.name, table.table.table.name
        query = exp.select("d.*").from_(self._whole().subquery("d"))
        on = _equal(column(rules, "code"), column("d", f"{name}_code"))
        query = query.join(exp.table_(rules, quoted=True), on=on, join_type="inner")
        said = [column(rules, each).as_(each, quoted=True) for each, _ in table.rules.columns[1:]]
        return query.select(*said).sql(self.dialect) + self._settings()

    def _settings(self) -> str:
        return " SETTINGS join_use_nulls = 1" if self.dialect == "clickhouse" else ""

    def _whole(self) -> exp.Select:
        query = exp.select("s.*").from_(self._located().subquery("s"))
        for table in self.tables:
            for step in table.steps:
                on = _equal(column(step.relation, "place"), self._place(table, step))
                query = _left(query, step.relation, on)
            if table.answers.name != table.steps[-1].relation:
                code = column(table.steps[-1].relation, "code")
                on = _equal(column(table.answers.name, "code"), code)
                query = _left(query, table.answers.name, on)
        query = query.select(self._problem().as_(PROBLEM, quoted=True))
        return query.select(*(each for table in self.tables for each in self._said(table)))

    def _located(self) -> exp.Select:
        """The situations with the words of packed places."""
        query = exp.select("f.*").from_(exp.to_table(self.source, alias="f", dialect=self.dialect))
        for word, adds in enumerate(self.words.adds):
            parts = [self._offset(column("f", name), name, each) for name, each in adds.items()]
            query = query.select(reduce(_plus, parts).as_(self._word(word), quoted=True))
        return query

    def _offset(self, value: exp.Expression, name: str, offsets: Sequence[int]) -> exp.Expression:
        return offset_of(value, self.compiled.axes[name], offsets.__getitem__, self.dialect)

    def _word(self, word: int) -> str:
        return f"{self.prefix}places_{word + 1}"

    def _place(self, table: TableRelations, step: Step) -> exp.Expression:
        """The place at which a step's relation is joined."""
        parts = [] if step.group is None else self._group(table, step, step.group)
        if step.beside:
            parts.append(column(step.beside, "code"))
        if step.before:
            before = column(step.before, "code")
            parts.append(exp.Mul(this=before, expression=number(step.width)))
        return reduce(_plus, parts or [number(0)])

    def _group(self, table: TableRelations, step: Step, group: Group) -> list[exp.Expression]:
        """The field of the facts of the situation, and offsets of what earlier tables say."""
        parts = []
        field = self.fields[step.relation]
        if field is not None:
            word = column("s", self._word(field.word))
            parts.append(_unpacked(word, field, self.dialect))
        for at, widths in zip(group.columns, group.offsets, strict=True):
            compiled = table.table.columns[at]
            name = compiled.fact.name
            if name in self.compiled.given:
                continue
            said_by = self.tables[self.compiled.said_by[name]].answers.name
            places = [int(widths[each]) for each in compiled.classes]
            parts.append(self._offset(column(said_by, f"said_{name}"), name, places))
        return parts

    def _problem(self) -> exp.Expression:
        """Why a situation is not decided: what the first table says that cannot answer."""
        found = exp.Case()
        for table in self.tables:
            code = column(table.answers.name, "code")
            problem = column(table.answers.name, PROBLEM)
            found = found.when(code.is_(exp.null()), exp.Literal.string(NO_FACT))
            found = found.when(problem.is_(exp.null()).not_(), problem)
        return found

    def _said(self, table: TableRelations) -> list[exp.Expr]:
        answers, name = table.answers, table.table.table.name
        names = [each for each, _ in answers.columns if each not in {"place", PROBLEM}]
        return [column(answers.name, each).as_(f"{name}_{each}", quoted=True) for each in names]


def _left(query: exp.Select, relation: str, on: exp.Expression) -> exp.Select:
    return query.join(exp.table_(relation, quoted=True), on=on, join_type="left")


def _equal(one: exp.Expression, other: exp.Expression) -> exp.Expression:
    return exp.EQ(this=one, expression=other)


def _plus(one: exp.Expression, two: exp.Expression) -> exp.Expression:
    return exp.Add(this=one, expression=two)


def _unpacked(word: exp.Expression, field: Field, dialect: str) -> exp.Expression:
    """A field of a word, in whole numbers."""
    base = number(field.base)
    if dialect == "clickhouse":
        word = exp.Anonymous(this="intDiv", expressions=[word, base])
    elif dialect == "postgres":
        word = exp.paren(exp.Div(this=word, expression=base, typed=True))
    else:
        word = exp.paren(exp.IntDiv(this=word, expression=base))
    return exp.Mod(this=word, expression=number(field.size))
