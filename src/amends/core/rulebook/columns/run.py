"""Many situations decided piece by piece."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from amends.core.rulebook.columns.answering import Answering
from amends.core.rulebook.columns.answers import UNDECIDED, ManyDecisions, Problem, TableAnswers
from amends.core.rulebook.columns.lookups import build_lookup
from amends.core.rulebook.columns.plans import Plan
from amends.core.rulebook.columns.positions import locate
from amends.core.rulebook.columns.sources import Source, named, source
from amends.core.rulebook.columns.stretches import BAD
from amends.core.rulebook.compiled import CompiledBook, compile_tables
from amends.core.rulebook.facts import BadSituation, Fact

if TYPE_CHECKING:
    from amends.core.rulebook.book import Rulebook

PIECE = 1 << 14
"""Rows that are worked on at a time."""


class Vectorised:
    """A rulebook that decides columns of situations."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.compiled: CompiledBook = compile_tables(book)
        self.lookups = [build_lookup(table) for table in self.compiled.tables]

    def decide(self, columns: Any) -> ManyDecisions:
        """Decide every row of the columns, which are by the name of their fact."""
        return _Run(self, columns).result()

    @cached_property
    def signatures(self) -> Mapping[str, Sequence[tuple[int, ...]]]:
        """For each fact and bucket its classes in all columns: what tables tell apart."""
        classes = defaultdict(list)
        for table in self.compiled.tables:
            for column in table.columns:
                classes[column.fact.name].append(column.classes)
        return {name: list(zip(*each, strict=True)) for name, each in classes.items()}


class _Run:
    """The work on one set of columns."""

    def __init__(self, vectorised: Vectorised, columns: Any) -> None:
        self.book, self.compiled = vectorised.book, vectorised.compiled
        sources = _sources(self.book.tested, named(columns))
        self.length = next((each.length for each in sources.values()), 0)
        self.located = {
            name: locate(sources[name], axis, vectorised.signatures[name].__getitem__)
            for name, axis in self.compiled.axes.items()
            if name in sources
        }
        self.answering = [Answering(table) for table in self.book.tables]
        self.said: dict[str, list[int]] = {name: [] for name in self.compiled.said_by}
        self.plans = [
            Plan(table, lookup, answering, self.buckets)
            for table, lookup, answering in zip(
                self.compiled.tables, vectorised.lookups, self.answering, strict=True
            )
        ]
        self.codes = [np.empty(self.length, plan.dtype) for plan in self.plans]
        self.problems: dict[tuple[str, str], tuple[BadSituation, list[NDArray[np.intp]]]] = {}

    def result(self) -> ManyDecisions:
        """Everything decided."""
        for start in range(0, self.length, PIECE):
            self.piece(start, min(start + PIECE, self.length))
        tables = {
            plan.table.table.name: TableAnswers(plan.table.table, codes, plan.answering.answers)
            for plan, codes in zip(self.plans, self.codes, strict=True)
        }
        problems = [Problem(error, np.concatenate(rows)) for error, rows in self.problems.values()]
        return ManyDecisions(self.length, tables, problems)

    def piece(self, start: int, stop: int) -> None:
        """Decide the rows from ``start`` to ``stop``."""
        positions: dict[str, NDArray[Any]] = {}
        bad = np.zeros(stop - start, np.bool_)
        for name in self.compiled.given:
            found, may_be_bad = self.located[name].find(start, stop)
            positions[name] = found
            if may_be_bad:
                self._note_facts(name, found, bad, start)
        for place, plan in enumerate(self.plans):
            codes = plan.codes(positions, stop - start)
            self.codes[place][start:stop] = codes
            self._note_table(plan.answering, codes, bad, start)
            positions.update(dict.fromkeys(self.compiled.read_from(place), codes))
        if bad.any():
            for each in self.codes:
                each[start:stop][bad] = UNDECIDED

    def buckets(self, name: str) -> Sequence[int]:
        """The bucket of each position of a fact, or of each answer of the table that says it."""
        if name in self.located:
            return self.located[name].buckets
        answering, buckets = self.answering[self.compiled.said_by[name]], self.said[name]
        axis = self.compiled.axes[name]
        for answer in answering.answers[len(buckets) :]:
            buckets.append(axis.locate(answering.table.said(answer)[name]))
        return buckets or (BAD,)

    def _note_facts(
        self, name: str, positions: NDArray[Any], bad: NDArray[np.bool_], start: int
    ) -> None:
        """Keep which rows hold no value of a fact."""
        located, fact = self.located[name], self.book.facts[name]
        is_bad = located.is_bad.take(positions) & ~bad
        if is_bad.any():
            is_null = positions == located.null
            self._keep(_missing(fact), is_bad & is_null, start)
            self._keep(_impossible(fact), is_bad & ~is_null, start)
            bad |= is_bad

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
