"""A rule as a row of the page: when it applies, what follows, why."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import NamedTuple

from amends.app.rules.said import Said, said
from amends.app.rules.words import Speaking
from amends.app.rules.words import outputs as lines
from amends.core.rulebook.cells import Cell
from amends.core.rulebook.facts import Fact
from amends.core.rulebook.tables import Rule, Table
from amends.core.rulebook.words import phrase
from amends.core.rulebook.words.cells import is_list
from amends.core.wording.lines.tested import FACTS
from amends.core.wording.mark import Line

LAW = "legal"


class Chip(NamedTuple):
    """One test: a text, or a label with the values of which one (``negated``: none) fits."""

    text: str = ""
    label: str = ""
    values: tuple[str, ...] = ()
    negated: bool = False


class Row(NamedTuple):
    """A rule in words; ``otherwise`` stands there where it tests nothing."""

    rule: Rule
    number: int
    chips: tuple[Chip, ...]
    otherwise: str
    then: Said
    why: str


class Group(NamedTuple):
    """Rows one after another that test something alike; ``shared`` are the tests of them all."""

    shared: tuple[Chip, ...]
    rows: tuple[Row, ...]


def groups(table: Table, speaking: Speaking) -> tuple[Group, ...]:
    """The rules of a table in words; what neighbours ask alike is said once above them."""
    rows = [row(rule, number, table, speaking) for number, rule in enumerate(table.rules, 1)]
    alike = _first if table.layer == LAW else _listed
    is_ordered = table.policy.name == "first"
    return tuple(
        _group(tuple(each), alike, speaking, is_ordered=is_ordered)
        for _, each in groupby(rows, key=alike)
    )


def _first(row: Row) -> Chip | None:
    """The first test: in the law's tables, the country."""
    return next(iter(row.chips), None)


def _listed(row: Row) -> Chip | None:
    """The first test that is said by a label and values: what takes most room."""
    return next((chip for chip in row.chips if chip.label), None)


def _group(
    rows: tuple[Row, ...],
    alike: Callable[[Row], Chip | None],
    speaking: Speaking,
    *,
    is_ordered: bool,
) -> Group:
    if len(rows) == 1 or alike(rows[0]) is None:
        return Group((), rows)
    shared = tuple(c for c in rows[0].chips if all(c in row.chips for row in rows))
    first, *others = (r._replace(chips=tuple(c for c in r.chips if c not in shared)) for r in rows)
    rest = lines.IN_THE_REST_OF_THESE if is_ordered else lines.IN_EACH_OF_THESE
    told = [_or_else(first, lines.IN_EACH_OF_THESE, speaking)]
    told += [_or_else(other, rest, speaking) for other in others]
    return Group(shared, tuple(told))


def _or_else(row: Row, line: Line, speaking: Speaking) -> Row:
    return row if row.chips else row._replace(otherwise=speaking.say(line))


def row(rule: Rule, number: int, table: Table, speaking: Speaking) -> Row:
    """One rule of a table in words."""
    tested = [
        (cell, fact)
        for cell, fact in zip(rule.cells, table.columns, strict=True)
        if not cell.anything
    ]
    chips = tuple(chip(cell, fact, speaking) for cell, fact in tested)
    rest = lines.IN_EVERY_OTHER_CASE if table.policy.name == "first" else lines.ALWAYS
    return Row(
        rule=rule,
        number=number,
        chips=chips,
        otherwise="" if chips else speaking.say(rest),
        then=said(rule, table, speaking),
        why=speaking.of(rule.reasons),
    )


def chip(cell: Cell, fact: Fact, speaking: Speaking) -> Chip:
    """One cell in words."""
    show = partial(speaking.value, fact.name)
    told = phrase(cell, fact, speaking.words, own=FACTS.get(fact.name), show=show)
    if told.is_whole:
        return Chip(text=told.text)
    label = speaking.label(fact)
    if not is_list(cell) or cell.null or fact.type.ordered:
        return Chip(label=label, values=(told.text,))
    values = tuple(show(span.low) for span in cell.spans)
    return Chip(label=label, values=values, negated=cell.negated)
