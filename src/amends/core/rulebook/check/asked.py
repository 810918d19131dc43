"""One table under question, and what the answers rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from amends.core.rulebook.check.budget import Budget
from amends.core.rulebook.check.overlaps import overlaps
from amends.core.rulebook.check.regions import NOTHING, Found, Proven
from amends.core.rulebook.check.report import Finding, Proof, Unknown
from amends.core.rulebook.check.space import Sheet, Space
from amends.core.rulebook.check.walk import Walk
from amends.core.rulebook.check.witness import fitting
from amends.core.rulebook.generated import bits_of

MOST = 3
"""So many gaps, and so many contradictions, of one table are shown."""

Answer = Finding | Proof | Unknown


@dataclass(frozen=True)
class Asked:
    """One table, and what earlier questions have proven."""

    space: Space
    sheet: Sheet
    proven: Proven = field(default=NOTHING)

    @property
    def name(self) -> str:
        """The table's name."""
        return self.sheet.table.name

    @cached_property
    def met(self) -> list[int]:
        """For each rule those that it may fit together with."""
        return overlaps(self.sheet)

    def walk(self, budget: Budget) -> Walk:
        """A walk over the table and all that it reads."""
        return Walk(self.space, [self.sheet.place], budget, proven=self.proven)

    def with_sheet(self, sheet: Sheet) -> Asked:
        """The same of a table that stands in the place of this one."""
        sheets = tuple(sheet if s.place == sheet.place else s for s in self.space.sheets)
        return replace(self, space=replace(self.space, sheets=sheets), sheet=sheet)

    def rules(self, mask: int) -> tuple[str, ...]:
        """The ids of the rules of a mask, in the order of the rows."""
        return tuple(rule.id for rule in sorted(self._rules(mask), key=lambda rule: rule.row))

    def situation(self, found: Found) -> dict[str, Any]:
        """The values of a situation that was found."""
        return {**self.space.situation(found.buckets), **found.values}

    @cached_property
    def matter(self) -> tuple[str, ...]:
        """The facts of the situation on which the table depends."""
        return self.space.facts_of(self.space.cone([self.sheet.place]))

    def is_real(self, facts: Mapping[str, Any], *, wanted: int, unwanted: int) -> bool:
        """Whether the plain interpreter, too, lets all of ``wanted`` fit, none of ``unwanted``."""
        fit = fitting(self.space.book, self.space.cone([self.sheet.place]), facts)
        if fit is None:
            return False
        ids = {rule.id for rule in fit}
        return ids >= {*self.rules(wanted)} and not ids & {*self.rules(unwanted)}

    def _rules(self, mask: int) -> list[Any]:
        return [self.sheet.rules[at] for at in bits_of(mask)]
