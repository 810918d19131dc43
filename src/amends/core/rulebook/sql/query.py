"""The query that joins situations to the lookup relations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property, reduce

from sqlglot import exp

from amends.core.rulebook.compiled import CompiledBook
from amends.core.rulebook.sql.offsets import offset_of, within
from amends.core.rulebook.sql.relations import PROBLEM, TableRelations, kind_of
from amends.core.rulebook.sql.steps import Step, Steps
from amends.core.rulebook.sql.values import case, is_known, number


def column(relation: str, name: str) -> exp.Expression:
    """A column of a relation."""
    return exp.column(name, table=relation, quoted=True)


def select(
    relation: exp.Expression, columns: Sequence[exp.Expression], joins: Sequence[exp.Join]
) -> exp.Select:
    """A query; SQLGlot's own builder copies all at each step."""
    query = exp.select().from_(relation, copy=False)
    query.set("expressions", list(columns))
    query.set("joins", list(joins))
    return query


class Query:
    """The queries over one relation of situations."""

    def __init__(
        self,
        compiled: CompiledBook,
        steps: Steps,
        source: str,
        dialect: str,
        vouched: Collection[str] = (),
    ) -> None:
        self.compiled, self.steps = compiled, steps
        self.source, self.dialect, self.vouched = source, dialect, vouched

    @cached_property
    def whole(self) -> str:
        """One row for each situation, with what every table says of it."""
        located = exp.Subquery(this=self._located(), alias=exp.to_identifier("s"))
        joins = [
            exp.Join(
                this=exp.table_(step.lookup.name, quoted=True),
                on=_equal(column(step.lookup.name, "place"), self._place(step)),
                kind="INNER",
            )
            for step in self.steps.steps
        ]
        said = [
            each for at, table in enumerate(self.steps.tables) for each in self._said(at, table)
        ]
        problem = named(self._problem(), PROBLEM)
        return select(located, [_all("s"), problem, *said], joins).sql(self.dialect)

    def rows(self, table: TableRelations) -> str:
        """A row for each rule of a table's answer, with the situation and everything said of it."""
        rules = exp.table_(table.rules.name, quoted=True)
        said = [column(table.rules.name, each) for each, _ in table.rules.columns[1:]]
        on = _equal(column(table.rules.name, "code"), column("d", f"{table.table.name}_code"))
        columns, join, equal = (
            ", ".join(each.sql(self.dialect) for each in part)
            for part in ([_all("d"), *said], [rules], [on])
        )
        return f"SELECT {columns} FROM ({self.whole}) AS d INNER JOIN {join} ON {equal}"

    def _located(self) -> exp.Select:
        """The situations with the places that their facts lead to."""
        columns = [_all("f")]
        for step in self.steps.steps:
            parts = [self._offset(name, stride) for name, stride in self._facts(step).items()]
            if parts:
                place = exp.Cast(this=_sum(parts), to=exp.DataType.build("INTEGER"))
                columns.append(named(place, self._place_name(step)))
        source = exp.to_table(self.source, alias="f", dialect=self.dialect)
        return select(source, columns, [])

    def _facts(self, step: Step) -> dict[str, int]:
        """The facts of the situation that lead to a lookup; those that lead nowhere must be there
        nonetheless and stand with the first."""
        given = self.compiled.given
        facts = {name: stride for name, stride in step.strides.items() if name in given}
        if step is self.steps.steps[0]:
            told = {name for each in self.steps.steps for name in each.strides}
            facts |= {name: 0 for name in given if name not in told}
        return facts

    def _place_name(self, step: Step) -> str:
        return f"{step.lookup.name}_place"

    def _offset(self, name: str, stride: int) -> exp.Expression:
        kinds = self.steps.kinds[name].of
        adds = [kind * stride for kind in kinds]
        axis, is_vouched = self.compiled.axes[name], name in self.vouched
        return offset_of(column("f", name), axis, adds, self.dialect, is_vouched=is_vouched)

    def _place(self, step: Step) -> exp.Expression:
        """The place at which a lookup is joined; the last one where something has none."""
        parts = [_times(column(*said), width) for said, width in step.widths.items()]
        if step.widths:
            return _sum([*parts, number(1)])
        if self._facts(step):
            parts.append(column("s", self._place_name(step)))
        for name, stride in step.strides.items():
            if name not in self.compiled.given:
                parts.append(_times(self._said_kind(name), stride))
        return within(_sum(parts), step.lookup.nowhere) if parts else number(1)

    def _said_kind(self, name: str) -> exp.Expression:
        place = self.compiled.said_by[name]
        table = self.steps.tables[place].table.name
        return column(self.steps.found[place], f"{table}_{kind_of(name)}")

    def _problem(self) -> exp.Expression:
        """Why a situation is not decided: what the first table says that cannot answer."""
        problems = [
            column(self.steps.found[place], f"{table.table.name}_{PROBLEM}")
            for place, table in enumerate(self.steps.tables)
        ]
        return case([(is_known(problem), problem) for problem in problems])

    def _said(self, place: int, table: TableRelations) -> list[exp.Expression]:
        name = table.table.name
        return [column(self.steps.found[place], f"{name}_{each}") for each in table.shown]


def _equal(one: exp.Expression, other: exp.Expression) -> exp.Expression:
    return exp.EQ(this=one, expression=other)


def _sum(parts: Sequence[exp.Expression]) -> exp.Expression:
    return reduce(lambda one, two: exp.Add(this=one, expression=two), parts)


def _times(one: exp.Expression, times: int) -> exp.Expression:
    return one if times == 1 else exp.Mul(this=one, expression=number(times))


def _all(relation: str) -> exp.Expression:
    return exp.Column(this=exp.Star(), table=exp.to_identifier(relation))


def named(value: exp.Expression, name: str) -> exp.Expression:
    """A value as a column."""
    return exp.Alias(this=value, alias=exp.to_identifier(name, quoted=True))
