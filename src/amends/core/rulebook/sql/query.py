"""The query that joins situations to the lookup relations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING

from sqlglot import exp

from amends.core.rulebook.columns.lookups import Group
from amends.core.rulebook.compiled import CompiledBook
from amends.core.rulebook.sql.offsets import offset_of
from amends.core.rulebook.sql.relations import TableRelations

if TYPE_CHECKING:
    from amends.core.rulebook.book import Rulebook

NO_FACT = "a fact is missing or impossible"


def column(relation: str, name: str) -> exp.Column:
    """A column of a relation."""
    return exp.column(name, table=relation, quoted=True)


def _link(relation: str, key: str, at: exp.Expression) -> tuple[str, exp.Expression]:
    return relation, exp.EQ(this=column(relation, key), expression=at)


def _sum(one: exp.Expression, two: exp.Expression) -> exp.Expression:
    return exp.Add(this=one, expression=two)


class Query:
    """The queries over one relation of situations."""

    def __init__(
        self,
        book: Rulebook,
        compiled: CompiledBook,
        tables: Sequence[TableRelations],
        source: str,
        dialect: str,
    ) -> None:
        self.book, self.compiled, self.tables = book, compiled, tables
        self.source, self.dialect = source, dialect

    def whole(self) -> str:
        """One row for each situation, with what every table says of it."""
        query = exp.select("s.*")
        query = query.from_(exp.to_table(self.source, alias="s", dialect=self.dialect))
        for table in self.tables:
            for name, on in self._links(table):
                query = query.join(exp.table_(name, quoted=True), on=on, join_type="left")
        query = query.select(self._problem().as_("problem", quoted=True))
        for table in self.tables:
            query = query.select(*self._said(table))
        return query.sql(self.dialect) + self._settings()

    def rows(self, table: TableRelations) -> str:
        """A row for each rule of a table's answer, with the situation and everything said of it."""
        rules, name = table.rules.name, table.table.table.name
        query = exp.select("d.*", column(rules, "rank").as_("rank", quoted=True))
        query = query.select(column(rules, "rule").as_("rule", quoted=True))
        for output, _ in table.rules.columns[3:]:
            query = query.select(column(rules, output).as_(output, quoted=True))
        inner = f"({self.whole().removesuffix(self._settings())}) AS d"
        on = exp.EQ(this=column(rules, "code"), expression=column("d", f"{name}_code"))
        joined = exp.table_(rules, quoted=True).sql(self.dialect)
        listed = ", ".join(each.sql(self.dialect) for each in query.expressions)
        return f"SELECT {listed} FROM {inner} JOIN {joined} ON {on.sql(self.dialect)}" + (
            self._settings()
        )

    def _settings(self) -> str:
        return " SETTINGS join_use_nulls = 1" if self.dialect == "clickhouse" else ""

    def _links(self, table: TableRelations) -> list[tuple[str, exp.Expression]]:
        """The relations to join, each with its condition."""
        links: list[tuple[str, exp.Expression]] = []
        at: exp.Expression = exp.null()
        joins = (None, *table.joins)
        for group, place, join in zip(table.lookup.groups, table.places, joins, strict=True):
            links.append(_link(place.name, "place", self._place(table, group)))
            found: exp.Expression = column(place.name, "code")
            if join is not None:
                before = exp.Mul(this=at, expression=exp.Literal.number(len(group.rules)))
                links.append(_link(join.name, "place", exp.Add(this=before, expression=found)))
                found = column(join.name, "code")
            at = found
        return [*links, _link(table.answers.name, "code", at)]

    def _place(self, table: TableRelations, group: Group) -> exp.Expression:
        """The sum of the offsets of a group's columns."""
        offsets: list[exp.Expression] = []
        for at, widths in zip(group.columns, group.offsets, strict=True):
            compiled = table.table.columns[at]
            name, classes = compiled.fact.name, compiled.classes
            axis = self.compiled.axes[name]
            value = self._value(name)

            def offset(bucket: int, classes=classes, widths=widths) -> int:  # type: ignore[no-untyped-def]
                return int(widths[classes[bucket]])

            offsets.append(offset_of(value, axis, offset, self.dialect))
        if not offsets:
            return exp.Literal.number(0)
        return reduce(_sum, offsets)

    def _value(self, name: str) -> exp.Expression:
        """The column of a fact, or of an earlier table's output."""
        if name in self.compiled.given:
            return column("s", name)
        said_by = self.tables[self.compiled.said_by[name]]
        return column(said_by.answers.name, f"said_{name}")

    def _problem(self) -> exp.Expression:
        """Why a situation is not decided: what the first table says that cannot answer."""
        found = exp.Case()
        for table in self.tables:
            answers = table.answers.name
            missing = column(answers, "code").is_(exp.null())
            found = found.when(missing, exp.Literal.string(NO_FACT))
            problem = column(answers, "problem")
            found = found.when(problem.copy().is_(exp.null()).not_(), problem)
        return found

    def _said(self, table: TableRelations) -> list[exp.Expr]:
        answers, name = table.answers, table.table.table.name
        names = [each for each, _ in answers.columns if each != "problem"]
        return [column(answers.name, each).as_(f"{name}_{each}", quoted=True) for each in names]
