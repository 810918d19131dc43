"""The joins that lead from facts to answers, one after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from amends.core.errors import AmendsError
from amends.core.rulebook.columns.answers import UNDECIDED
from amends.core.rulebook.columns.bundles import BundleLookup, bundled
from amends.core.rulebook.columns.kinds import Kinds, by_kind, kinds_of
from amends.core.rulebook.columns.plans import Plan
from amends.core.rulebook.columns.sources import Array
from amends.core.rulebook.compiled import CompiledBook
from amends.core.rulebook.sql.relations import Lookup, TableRelations, lookup, relations_of

MOST_PLACES = 1 << 12
"""Largest relation of the combinations of several facts."""
MOST_ROWS = 1 << 17
"""Largest relation that joins groups of columns."""


class TooLarge(AmendsError):
    """A table whose combinations are too many for a relation; ``where`` is the table."""

    code = "too_large"


@dataclass(frozen=True, slots=True)
class Step:
    """A lookup joined by its place: the sum of ``strides`` times the kinds of facts and outputs, or
    of ``widths`` times what columns of earlier lookups say."""

    lookup: Lookup
    strides: Mapping[str, int] = field(default_factory=dict)
    widths: Mapping[tuple[str, str], int] = field(default_factory=dict)


class Steps:
    """Everything that is joined for a rulebook; ``found`` is where each table's answers stand."""

    def __init__(self, compiled: CompiledBook, prefix: str) -> None:
        self.compiled, self.prefix = compiled, prefix
        self.kinds: Mapping[str, Kinds] = kinds_of(compiled)
        self.plans = list(self._planned())
        self.tables = [self._relations(plan) for plan in self.plans]
        self.steps: list[Step] = []
        self.found: dict[int, str] = {}
        self._says: dict[tuple[int, int], tuple[str, str]] = {}
        for level in range(max(plan.level for plan in self.plans) + 1):
            self._add_level(level)

    def _planned(self) -> Iterator[Plan]:
        levels: dict[str, int] = {}
        for place, table in enumerate(self.compiled.tables):
            plan = Plan(place, by_kind(table, self.kinds), levels, MOST_PLACES, MOST_ROWS)
            if plan.answering is None:
                raise TooLarge(f"more than {MOST_ROWS} combinations", where=table.table.name)
            levels.update(dict.fromkeys(self.compiled.read_from(place), plan.level + 1))
            yield plan

    def _relations(self, plan: Plan) -> TableRelations:
        assert plan.answering is not None
        return relations_of(self.compiled, self.kinds, plan.place, plan.answering, self.prefix)

    def _add_level(self, level: int) -> None:
        """Lookups of facts, then those that join what they say."""
        units = [unit for plan in self.plans for unit in plan.units if unit.level == level]
        counts = {name: kinds.count for name, kinds in self.kinds.items()}
        for bundle in bundled(units, counts, MOST_PLACES):
            self._add_bundle(BundleLookup(bundle))
        for plan in self.plans:
            if plan.level == level and len(plan.units) > 1:
                self._add_joins(plan)

    def _add_bundle(self, bundle: BundleLookup) -> None:
        name = f"{self.prefix}lookup_{len(self.steps) + 1}"
        columns: dict[str, tuple[Array, int]] = {}
        means = {}
        for (place, group), says in bundle.said(bundle.words):
            plan, column = self.plans[place], f"said_{place}_{group}"
            self._says[place, group] = name, column
            if len(plan.units) == 1:
                columns[column], means[column] = (says, UNDECIDED), self.tables[place]
                self.found[place] = name
            else:
                columns[column] = says, len(plan.lookup.groups[group].rules)
        self.steps.append(Step(lookup(name, columns, means), bundle.strides()))

    def _add_joins(self, plan: Plan) -> None:
        """A table's groups joined one after another, what is nowhere to what is nowhere."""
        groups, joins = plan.lookup.groups, plan.lookup.joins
        before = self._says[plan.place, 0]
        for number, (group, join) in enumerate(zip(groups[1:], joins, strict=True), 1):
            is_last = number == len(joins)
            name = f"{self.prefix}{plan.table.name}_{number}"
            numbers: Any = plan.last if is_last else join
            nowhere = UNDECIDED if is_last else int(join.max()) + 1
            width = len(group.rules)
            square = np.pad(numbers.reshape(-1, width), (0, 1), constant_values=nowhere)
            columns = {"said": (square.ravel()[:-1], nowhere)}
            means = {"said": self.tables[plan.place]} if is_last else {}
            beside = self._says[plan.place, number]
            widths = {before: width + 1, beside: 1}
            self.steps.append(Step(lookup(name, columns, means), widths=widths))
            before = name, "said"
        self.found[plan.place] = before[0]
