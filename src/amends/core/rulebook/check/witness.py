"""A situation run through the plain interpreter, before it is reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from amends.core.rulebook.book import Decision, Rulebook
from amends.core.rulebook.facts import BadSituation
from amends.core.rulebook.interpret import admitted, fits, interpret
from amends.core.rulebook.tables import Rule


def fitting(
    book: Rulebook, places: Sequence[int], facts: Mapping[str, Any]
) -> tuple[Rule, ...] | None:
    """The rules that fit in the last of the tables at ``places``, which hold all that it reads.

    None where an earlier one of them cannot decide.
    """
    tables = [book.tables[place] for place in places]
    try:
        known = {f.name: admitted(f, facts) for f in replace(book, tables=tuple(tables)).tested}
        for table in tables[:-1]:
            fit = [rule for rule in table.rules if fits(rule, table, known)]
            known.update(table.said(table.answer(fit)))
    except BadSituation:
        return None
    return tuple(rule for rule in tables[-1].rules if fits(rule, tables[-1], known))


def decision(book: Rulebook, places: Iterable[int], facts: Mapping[str, Any]) -> Decision | None:
    """What the tables at ``places`` say, which hold all that they read; None: nothing."""
    part = replace(book, tables=tuple(book.tables[place] for place in places))
    try:
        return Decision(part, facts, interpret(part, facts))
    except BadSituation:
        return None
