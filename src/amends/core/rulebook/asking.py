"""Which facts a decision still hangs on, when only some are known.

Tables are gone through in order. Of a table that cannot be answered yet every rule that may still
be its answer is looked at: the unknown facts of such rules are those that the decision hangs on,
and what these rules say is what later tables may find. Cost: one look at each cell a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from amends.core.rulebook.between import BETWEEN
from amends.core.rulebook.book import Rulebook
from amends.core.rulebook.cells import Cell
from amends.core.rulebook.facts import BadSituation, Fact
from amends.core.rulebook.interpret import admitted
from amends.core.rulebook.tables import Rule, Table


def next_fact(book: Rulebook, known: Mapping[str, Any]) -> Fact | None:
    """The next fact to ask for; None where the known ones suffice.

    Of all facts that may still change the decision it is the one that the rulebook declares first.
    Raise ``BadSituation`` for a known fact that has an impossible value, and for a gap or a
    contradiction that the known facts lead to.
    """
    return next(iter(hanging(book, known)), None)


def hanging(book: Rulebook, known: Mapping[str, Any]) -> tuple[Fact, ...]:
    """Every fact that may still change the decision, in the order of the rulebook."""
    names = set(_hanging(book, known))
    return tuple(fact for name, fact in book.facts.items() if name in names)


def completed(book: Rulebook, known: Mapping[str, Any]) -> dict[str, Any]:
    """Known facts with any possible value for those that the decision does not hang on."""
    free = {fact.name: any_value(fact) for fact in book.tested if fact.name not in known}
    return {**known, **free}


def any_value(fact: Fact) -> Any:
    """Some value that the fact may have."""
    if fact.optional:
        return None
    if fact.values:
        return fact.values[0]
    if fact.low is not None or fact.high is not None:
        return fact.low if fact.low is not None else fact.high
    return BETWEEN[fact.type.name](None, None) if fact.type.ordered else ""


@dataclass
class _Seen:
    """What each fact or output may be by now; one that is not named may be anything."""

    values: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    def passes(self, cell: Cell, fact: Fact) -> bool | None:
        """Whether a cell lets pass what the fact may be: all of it, nothing of it, or some."""
        if cell.anything:
            return True
        if fact.name not in self.values:
            return None
        passed = {cell.holds(value) for value in self.values[fact.name]}
        return passed.pop() if len(passed) == 1 else None

    def fits(self, rule: Rule, table: Table) -> bool | None:
        """Whether a rule fits; None where that is not known yet."""
        pairs = zip(rule.cells, table.columns, strict=True)
        passed = {self.passes(cell, fact) for cell, fact in pairs}
        return False if False in passed else None if None in passed else True


def _hanging(book: Rulebook, known: Mapping[str, Any]) -> Iterator[str]:
    """The names of the facts that may still change the decision."""
    told = (fact for fact in book.tested if fact.name in known)
    seen = _Seen({fact.name: (admitted(fact, known),) for fact in told})
    is_open = False
    for table in book.tables:
        possible = list(_possible(table, seen))
        unsure = [rule for rule, fits in possible if not fits]
        for rule in unsure:
            for cell, fact in zip(rule.cells, table.columns, strict=True):
                if fact.name in book.facts and seen.passes(cell, fact) is None:
                    is_open = True
                    yield fact.name
        if unsure:
            seen.values.update(_may_say(table, [rule for rule, _ in possible]))
            continue
        try:
            said = table.said(table.answer([rule for rule, _ in possible]))
        except BadSituation:
            if is_open:
                return
            raise
        seen.values.update((name, (value,)) for name, value in said.items())


def _possible(table: Table, seen: _Seen) -> Iterator[tuple[Rule, bool]]:
    """The rules that may be the answer, and of each whether it surely fits."""
    for rule in table.rules:
        fits = seen.fits(rule, table)
        if fits is not False:
            yield rule, bool(fits)
        if fits and table.policy.name == "first":
            return


def _may_say(table: Table, rules: Sequence[Rule]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The outputs of a table of one answer, with all that these rules say."""
    if not table.policy.is_single:
        return
    for fact in table.readable:
        nothing = [None] if table.may_be_empty else []
        yield fact.name, tuple({*(rule.outputs[fact.name] for rule in rules), *nothing})
