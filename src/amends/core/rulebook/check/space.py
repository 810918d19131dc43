"""The declared space of situations as buckets, and every table over it as bitmasks.

The same cut as in ``compiled``, with the values that invariants name as further limits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from itertools import accumulate
from math import prod
from operator import and_, or_, xor
from typing import TYPE_CHECKING, Any

from amends.core.rulebook.axes import Axis, build_axis
from amends.core.rulebook.cells import Cell, Span
from amends.core.rulebook.facts import Fact
from amends.core.rulebook.tables import Rule, Table

if TYPE_CHECKING:
    from amends.core.rulebook.book import Rulebook


@dataclass(frozen=True)
class Column:
    """One column: ``sides`` are, for each rule, the mask of the buckets that it lets pass.

    ``source`` is the place of the table that says the value, None for a fact of the situation.
    """

    axis: Axis
    source: int | None
    sides: tuple[int, ...]

    @property
    def name(self) -> str:
        """The name of the fact or output."""
        return self.axis.fact.name

    @cached_property
    def rules_by_side(self) -> dict[int, int]:
        """The mask of the rules that let just these buckets pass."""
        numbers: dict[int, list[int]] = {}
        for rule, side in enumerate(self.sides):
            numbers.setdefault(side, []).append(rule)
        return {side: mask_of(rules) for side, rules in numbers.items()}

    @cached_property
    def masks(self) -> tuple[int, ...]:
        """For each bucket the mask of the rules that it passes."""
        changes = [0] * (len(self.axis.buckets) + 1)
        for side, rules in self.rules_by_side.items():
            for low, high in runs_of(side):
                changes[low] ^= rules
                changes[high + 1] ^= rules
        return tuple(accumulate(changes[:-1], xor))

    def joined(self, side: int) -> int:
        """The rules that some bucket of a side passes: two lookups for each run of buckets."""
        rules = 0
        for low, high in runs_of(side):
            level = (high - low + 1).bit_length() - 1
            row = self._joined[level]
            rules |= row[low] | row[high + 1 - (1 << level)]
        return rules

    def shared(self, side: int) -> int:
        """The rules that every bucket of a side passes, in as many lookups."""
        rules = -1
        for low, high in runs_of(side):
            level = (high - low + 1).bit_length() - 1
            row = self._shared[level]
            rules &= row[low] & row[high + 1 - (1 << level)]
        return rules

    @cached_property
    def _joined(self) -> list[list[int]]:
        """Row *k*: from each bucket on, the rules that one of 2 to the power of *k* passes."""
        return _doubled(self.masks, or_)

    @cached_property
    def _shared(self) -> list[list[int]]:
        """Row *k*: from each bucket on, the rules that all of 2 to the power of *k* pass."""
        return _doubled(self.masks, and_)

    @cached_property
    def tests(self) -> int:
        """The rules whose cell does not let every bucket pass."""
        others = (m for side, m in self.rules_by_side.items() if side != self.axis.all_bits)
        return reduce(or_, others, 0)


def _doubled(masks: Sequence[int], operation: Callable[[int, int], int]) -> list[list[int]]:
    rows, width = [list(masks)], 1
    while 2 * width <= len(masks):
        last = rows[-1]
        rows.append(list(map(operation, last, last[width:])))
        width *= 2
    return rows


@dataclass(frozen=True)
class Sheet:
    """A table over the space; bit *r* of a mask stands for ``rules[r]``.

    The rules stand in the order in which they win: that of the rows, or of their priority.
    """

    place: int
    table: Table
    rules: tuple[Rule, ...]
    columns: tuple[Column, ...]

    @cached_property
    def everything(self) -> int:
        """The mask of all rules."""
        return (1 << len(self.rules)) - 1

    @cached_property
    def always(self) -> int:
        """The rules that fit whatever the situation."""
        return self.everything & ~reduce(or_, (column.tests for column in self.columns), 0)

    @cached_property
    def is_plain(self) -> bool:
        """Whether the table tests nothing but facts of the situation."""
        return all(column.source is None for column in self.columns)

    @cached_property
    def size(self) -> int:
        """The number of combinations of buckets of the columns."""
        return prod(len(column.axis.buckets) for column in self.columns)

    def with_box(self, box: Sequence[int]) -> Sheet:
        """The table with one more rule, which fits in the buckets of ``box``, column by column."""
        columns = tuple(
            replace(column, sides=(*column.sides, buckets))
            for column, buckets in zip(self.columns, box, strict=True)
        )
        return replace(self, rules=(*self.rules, Rule("", (), {})), columns=columns)


@dataclass(frozen=True)
class Space:
    """Axes by the name of the fact or output, and the tables over them in order."""

    book: Rulebook
    axes: Mapping[str, Axis]
    sheets: tuple[Sheet, ...]

    @cached_property
    def given(self) -> tuple[str, ...]:
        """The facts of the situation that tables test or invariants name."""
        return tuple(name for name in self.book.facts if name in self.axes)

    @cached_property
    def size(self) -> int:
        """The number of situations that can be told apart."""
        return prod(len(self.axes[name].buckets) for name in self.given)

    def cone(self, places: Iterable[int]) -> tuple[int, ...]:
        """These tables and all that they read, in order."""
        waiting, found = list(places), set[int]()
        while waiting:
            place = waiting.pop()
            if place not in found:
                found.add(place)
                columns = self.sheets[place].columns
                waiting += [c.source for c in columns if c.source is not None]
        return tuple(sorted(found))

    def facts_of(self, places: Iterable[int]) -> tuple[str, ...]:
        """The facts of the situation that some of these tables test."""
        columns = [column for place in places for column in self.sheets[place].columns]
        names = {column.name for column in columns if column.source is None}
        return tuple(name for name in self.given if name in names)

    def situation(self, buckets: Mapping[str, int]) -> dict[str, Any]:
        """Values of all facts of the situation: a sample of the bucket, or of the first one."""
        return {name: self.axes[name].buckets[buckets.get(name, 0)].sample for name in self.given}


def build_space(book: Rulebook, named: Mapping[str, Iterable[Any]] | None = None) -> Space:
    """Cut every fact by all cells that test it and by the values ``named`` for it elsewhere."""
    tested: dict[str, tuple[Fact, set[Cell]]] = {
        name: (book.facts[name], {_point(value) for value in values})
        for name, values in (named or {}).items()
    }
    for table in book.tables:
        for at, fact in enumerate(table.columns):
            cells = {id(rule.cells[at]): rule.cells[at] for rule in table.rules}
            tested.setdefault(fact.name, (fact, set()))[1].update(cells.values())
    axes = {name: build_axis(fact, cells) for name, (fact, cells) in tested.items()}
    sheets = [_sheet(book, axes, place) for place in range(len(book.tables))]
    return Space(book, axes, tuple(sheets))


def _sheet(book: Rulebook, axes: Mapping[str, Axis], place: int) -> Sheet:
    table, sources = book.tables[place], _sources(book.tables[:place], book.facts)
    rules = table.rules
    if table.policy.ranks:
        rules = tuple(sorted(rules, key=table.policy.rank))
    columns = []
    for at, fact in enumerate(table.columns):
        sides = _sides(axes[fact.name], [rule.cells[at] for rule in rules])
        columns.append(Column(axes[fact.name], sources.get(fact.name), sides))
    return Sheet(place, table, rules, tuple(columns))


def _sides(axis: Axis, cells: Sequence[Cell]) -> tuple[int, ...]:
    """The buckets of each cell; equal cells are often one object, and looked at once."""
    found: dict[int, int] = {}
    for cell in cells:
        if id(cell) not in found:
            found[id(cell)] = axis.bits(cell)
    return tuple(found[id(cell)] for cell in cells)


def _point(value: Any) -> Cell:
    """The test for one value; of a missing fact that of none."""
    return Cell("", () if value is None else (Span(value, value),))


def _sources(earlier: Sequence[Table], facts: Mapping[str, Fact]) -> dict[str, int]:
    return {
        fact.name: place
        for place, table in enumerate(earlier)
        for fact in table.readable
        if fact.name not in facts
    }


def runs_of(side: int) -> Iterator[tuple[int, int]]:
    """The runs of neighbouring bits of a mask, ends included, ascending."""
    while side:
        low = side & -side
        beyond = side + low & -(side + low)
        yield low.bit_length() - 1, beyond.bit_length() - 2
        side &= -beyond


def mask_of(numbers: Sequence[int]) -> int:
    """The mask with these bits set."""
    if not numbers:
        return 0
    octets = bytearray(max(numbers) // 8 + 1)
    for number in numbers:
        octets[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(octets, "little")
