"""Many situations decided piece by piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from amends.core.rulebook.columns.answering import Answering
from amends.core.rulebook.columns.answers import UNDECIDED, ManyDecisions, Problem, TableAnswers
from amends.core.rulebook.columns.bundles import BundleLookup, bundled
from amends.core.rulebook.columns.kinds import by_kind, kinds_of
from amends.core.rulebook.columns.plans import Plan, Says
from amends.core.rulebook.columns.positions import finding
from amends.core.rulebook.columns.said import Said
from amends.core.rulebook.columns.sources import Array, Source, named, source
from amends.core.rulebook.compiled import CompiledBook, compile_tables
from amends.core.rulebook.facts import BadSituation, Fact

if TYPE_CHECKING:
    from amends.core.rulebook.book import Rulebook

PIECE = 1 << 16
"""Rows that are worked on at a time."""


class Vectorised:
    """A rulebook that decides columns of situations."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.compiled: CompiledBook = compile_tables(book)
        self.kinds = kinds_of(self.compiled)
        self.plans: list[Plan] = []
        levels: dict[str, int] = {}
        for place, table in enumerate(self.compiled.tables):
            plan = Plan(place, by_kind(table, self.kinds), levels)
            self.plans.append(plan)
            levels.update(dict.fromkeys(self.compiled.read_from(place), plan.level + 1))
        self.bundles = self._bundles()

    def decide(self, columns: Any) -> ManyDecisions:
        """Decide every row of the columns, which are by the name of their fact."""
        return _Run(self, columns).result()

    def _bundles(self) -> list[BundleLookup]:
        """Those of lower levels first."""
        units = [unit for plan in self.plans for unit in plan.units]
        counts = {name: kinds.count for name, kinds in self.kinds.items()}
        found = [BundleLookup(bundle) for bundle in bundled(units, counts)]
        return sorted(found, key=lambda each: each.level)


class _Run:
    """The work on one set of columns."""

    def __init__(self, vectorised: Vectorised, columns: Any) -> None:
        self.book, self.compiled = vectorised.book, vectorised.compiled
        self.plans, self.bundles = vectorised.plans, vectorised.bundles
        sources = _sources(self.book.tested, named(columns))
        self.length = next((each.length for each in sources.values()), 0)
        self.find = {
            name: finding(sources[name], self.compiled.axes[name], vectorised.kinds[name])
            for name in self.compiled.given
        }
        self.answering = [plan.answering or Answering(plan.table) for plan in self.plans]
        self.said = {
            name: Said(self.answering[place], self.compiled.axes[name], vectorised.kinds[name])
            for name, place in self.compiled.said_by.items()
        }
        self.codes = [np.empty(self.length, plan.dtype) for plan in self.plans]
        self.problems: dict[tuple[str, str], tuple[BadSituation, list[NDArray[np.intp]]]] = {}

    def result(self) -> ManyDecisions:
        """Everything decided."""
        for start in range(0, self.length, PIECE):
            self.piece(start, min(start + PIECE, self.length))
        tables = {
            plan.table.name: TableAnswers(plan.table, codes, answering.answers)
            for plan, codes, answering in zip(self.plans, self.codes, self.answering, strict=True)
        }
        problems = [Problem(error, np.concatenate(rows)) for error, rows in self.problems.values()]
        return ManyDecisions(self.length, tables, problems)

    def piece(self, start: int, stop: int) -> None:
        """Decide the rows from ``start`` to ``stop``."""
        bad = np.zeros(stop - start, np.bool_)
        kinds = self._found(start, stop, bad)
        codes = [each[start:stop] for each in self.codes]
        says: dict[tuple[int, int], Array] = {}
        for level in range(max((plan.level for plan in self.plans), default=-1) + 1):
            for bundle in self.bundles:
                if bundle.level == level:
                    says.update(bundle.look_up(kinds, stop - start))
            for plan in self.plans:
                if plan.level == level:
                    self._answer(plan, says, codes[plan.place], kinds)
        for answering, each in zip(self.answering, codes, strict=True):
            self._note_table(answering, each, bad, start)
        if bad.any():
            for each in codes:
                each[bad] = UNDECIDED

    def _found(self, start: int, stop: int, bad: NDArray[np.bool_]) -> dict[str, Array]:
        """The kinds of the facts of the situations."""
        kinds = {}
        for name, find in self.find.items():
            kinds[name], wrong = find(start, stop)
            if wrong is not None:
                fact = self.book.facts[name]
                self._keep(_missing(fact), wrong.missing & ~bad, start)
                self._keep(_impossible(fact), wrong.impossible & ~bad, start)
                bad |= wrong.missing | wrong.impossible
        return kinds

    def _answer(self, plan: Plan, says: Says, codes: Array, kinds: dict[str, Array]) -> None:
        """Answer one table, and find the kinds of what it says."""
        codes[:] = plan.codes(says, self.answering[plan.place])
        for name in self.compiled.read_from(plan.place):
            kinds[name] = self.said[name].kinds(codes)

    def _note_table(
        self, answering: Answering, codes: NDArray[Any], bad: NDArray[np.bool_], start: int
    ) -> None:
        """Keep which rows a table cannot answer."""
        if not answering.problems or codes.min() >= 0:
            return
        is_new = (codes < 0) & ~bad
        for code in np.unique(codes[is_new]):
            self._keep(answering.problems[-2 - int(code)], is_new & (codes == code), start)
        bad |= is_new

    def _keep(self, error: BadSituation, rows: NDArray[np.bool_], start: int) -> None:
        found = np.flatnonzero(rows)
        if len(found):
            key = (error.where, error.message)
            self.problems.setdefault(key, (error, []))[1].append(found + start)


def _sources(facts: Sequence[Fact], given: Mapping[str, Any]) -> dict[str, Source]:
    """A source for each fact, all of one length."""
    sources: dict[str, Source] = {}
    length: int | None = None
    for fact in sorted(facts, key=lambda each: each.name not in given):
        if fact.name not in given and not fact.optional:
            raise BadSituation("the column is missing", where=fact.name, hint=fact.domain())
        found = source(given.get(fact.name), fact, length)
        length = found.length if length is None else length
        if found.length != length:
            raise BadSituation(
                f"the column has {found.length} rows, others {length}", where=fact.name
            )
        sources[fact.name] = found
    return sources


def _missing(fact: Fact) -> BadSituation:
    return BadSituation("the fact is missing", where=fact.name, hint=fact.domain())


def _impossible(fact: Fact) -> BadSituation:
    return BadSituation("not a value of this fact", where=fact.name, hint=fact.domain())
