"""The intermediate form of a rulebook: facts as integer axes, rules as bits.

Every fact is an axis of buckets (see ``axes``); every column of a table maps a bucket to the
bitmask of the rules that let it pass, and buckets with equal masks are one class. The single
decision, the vectorised one, the SQL, the proof and the comparison of versions start from here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import xor
from typing import TYPE_CHECKING

from amends.core.rulebook.axes import Axis, build_axis
from amends.core.rulebook.cells import Cell
from amends.core.rulebook.facts import Fact
from amends.core.rulebook.tables import Table

if TYPE_CHECKING:
    from amends.core.rulebook.book import Rulebook


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: ``classes[bucket]`` is a class, ``masks[class]`` its rules."""

    fact: Fact
    classes: tuple[int, ...]
    masks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CompiledTable:
    """A table as bitmasks: bit *r* of a mask stands for rule *r*."""

    table: Table
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class CompiledBook:
    """The intermediate form that everything fast is made of.

    ``axes`` are by the name of the fact; ``given`` are those of the situation, in the order of
    their declaration; the others are outputs, ``said_by`` the table at that place.
    """

    axes: Mapping[str, Axis]
    tables: tuple[CompiledTable, ...]
    given: tuple[str, ...]
    said_by: Mapping[str, int]

    def read_from(self, place: int) -> tuple[str, ...]:
        """The outputs of the table at a place that later tables test."""
        return tuple(name for name, by in self.said_by.items() if by == place)


def compile_tables(book: Rulebook) -> CompiledBook:
    """Cut every fact that a table tests into buckets, and every table into bitmasks.

    Axes are by the name of the fact; an output of an earlier table is a fact to a later one.
    """
    tested: dict[str, tuple[Fact, set[Cell]]] = {}
    for table in book.tables:
        for place, fact in enumerate(table.columns):
            cells = {rule.cells[place] for rule in table.rules}
            tested.setdefault(fact.name, (fact, set()))[1].update(cells)
    axes = {name: build_axis(fact, cells) for name, (fact, cells) in tested.items()}
    given = tuple(fact.name for fact in book.tested)
    said_by: dict[str, int] = {}
    for place, table in enumerate(book.tables):
        for fact in table.readable:
            if fact.name in axes:
                said_by.setdefault(fact.name, place)
    tables = tuple(_compiled(table, axes) for table in book.tables)
    return CompiledBook(axes, tables, given, said_by)


def _compiled(table: Table, axes: Mapping[str, Axis]) -> CompiledTable:
    columns = tuple(
        compile_column(axes[fact.name], [rule.cells[place] for rule in table.rules])
        for place, fact in enumerate(table.columns)
    )
    return CompiledTable(table, columns)


def compile_column(axis: Axis, cells: Sequence[Cell]) -> Column:
    """The rules that each bucket lets pass, buckets with the same rules in one class."""
    rules: dict[Cell, int] = {}
    for number, cell in enumerate(cells):
        rules[cell] = rules.get(cell, 0) | 1 << number
    changes = [0] * (len(axis.buckets) + 1)
    for cell, mask in rules.items():
        for low, high in axis.ranges(cell):
            changes[low] ^= mask
            changes[high + 1] ^= mask
    masks = list(accumulate(changes[:-1], xor))
    classes = {mask: place for place, mask in enumerate(dict.fromkeys(masks))}
    return Column(axis.fact, tuple(classes[mask] for mask in masks), tuple(classes))
