"""One table of one rulebook over the joint space: which rules may still fit, and what they say.

Bit *r* of a mask stands for ``rules[r]``; the rules stand in the order in which they win. One more
bit, after those of the rules, says that the table is sure to decide whichever of them fit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import and_, or_
from typing import Any, NamedTuple

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.compiled import Column as Compiled
from amends.core.rulebook.compiled import CompiledTable
from amends.core.rulebook.diff.joint import Joint
from amends.core.rulebook.facts import BadSituation
from amends.core.rulebook.generated import bits_of
from amends.core.rulebook.tables import Rule, Table


@dataclass(frozen=True)
class Column:
    """A column: ``masks`` are, for each bucket of ``axis``, the rules that it passes.

    ``source`` is the place of the table that says the value, None for a fact of the situation;
    ``rules`` the mask of all rules.
    """

    axis: Axis
    source: int | None
    masks: tuple[int, ...]
    rules: int

    @property
    def name(self) -> str:
        """The name of the fact or output."""
        return self.axis.fact.name

    @cached_property
    def tests(self) -> int:
        """The rules that do not let every bucket pass."""
        return self.rules & ~reduce(and_, self.masks)

    def passed(self, buckets: int) -> int:
        """The rules that let one of these buckets pass."""
        return reduce(or_, (self.masks[at] for at in bits_of(buckets)), self.rules + 1)

    @cached_property
    def sides(self) -> tuple[int, ...]:
        """For each rule the buckets that it lets pass, as a mask."""
        sides = [0] * self.rules.bit_length()
        for bucket, mask in enumerate(self.masks):
            for rule in bits_of(mask & self.rules):
                sides[rule] |= 1 << bucket
        return tuple(sides)

    def side(self, rule: int) -> int:
        """The buckets that a rule lets pass, as a mask."""
        return self.sides[rule]


class Said(NamedTuple):
    """The answer of a table: ids of its rules, their outputs, or why there is none."""

    rules: tuple[str, ...]
    outputs: tuple[tuple[tuple[str, Any], ...], ...]
    undecided: str = ""


class Known(NamedTuple):
    """A table in a region: rules that may fit, those that do, and whether that is all.

    ``waits`` is the mask of the parts whose answer it still waits for.
    """

    alive: int
    certain: int
    settled: bool
    waits: int = 0


@dataclass(frozen=True)
class Part:
    """A table at its ``place`` in a rulebook."""

    place: int
    table: Table
    rules: tuple[Rule, ...]
    columns: tuple[Column, ...]
    _answers: dict[int, Said] = field(default_factory=dict)
    _possible: dict[tuple[str, int, bool, bool], int] = field(default_factory=dict)

    @property
    def everything(self) -> int:
        """The mask of all rules."""
        return (1 << len(self.rules)) - 1

    @property
    def sure(self) -> int:
        """The bit that says that the table decides for sure."""
        return 1 << len(self.rules)

    @property
    def wins(self) -> bool:
        """Whether the first rule that fits is the answer, whatever else fits."""
        return self.table.policy.name in {"first", "priority"}

    def trimmed(self, alive: int, certain: int) -> int:
        """The rules that may be the answer or a part of it."""
        if self.wins and (sure := certain & alive):
            return alive & ((sure & -sure) << 1) - 1
        return alive

    def said(self, known: Known) -> Said:
        """What the table says of a region in which it is settled."""
        if known.alive not in self._answers:
            self._answers[known.alive] = self._said(known.alive)
        return self._answers[known.alive]

    def _said(self, alive: int) -> Said:
        rules = (self.rules[at] for at in bits_of(alive & self.everything))
        fitting, choose = sorted(rules, key=lambda rule: rule.row), self.table.answer
        if alive & self.sure:
            choose = self.table.policy.choose
        try:
            answer = choose(fitting)
        except BadSituation as error:
            return Said(tuple(rule.id for rule in fitting), (), error.code)
        ids = tuple(rule.id for rule in answer)
        if self.table.policy.aggregate:
            return Said(ids, (tuple(self.table.said(answer).items()),))
        return Said(ids, tuple(tuple(rule.outputs.items()) for rule in answer))

    def decides(self, known: Known) -> bool:
        """Whether the table is sure to decide, all over a region."""
        if known.settled:
            return not self.said(known).undecided
        if self.table.policy.name in {"unique", "any"} and not self.is_sound:
            return False
        return bool(known.certain) or self.table.may_be_empty

    @cached_property
    def is_sound(self) -> bool:
        """Whether no two rules that must not meet can meet, column by column."""
        alike: dict[Any, int] = {}
        for at, rule in enumerate(self.rules):
            said = at if self.table.policy.name == "unique" else frozenset(rule.outputs.items())
            alike[said] = alike.get(said, 0) | 1 << at
        met = [self.everything] * len(self.rules)
        for column in self.columns:
            beside: dict[int, int] = {}
            for at in range(len(self.rules)):
                side = column.sides[at]
                if side not in beside:
                    beside[side] = column.passed(side)
                met[at] &= beside[side]
        return all(not met[at] & ~rules for rules in alike.values() for at in bits_of(rules))

    def passing(self, column: Column, known: Known) -> int:
        """The buckets of a later table's column that what is said here may lie in, as a mask."""
        key = (column.name, known.alive, bool(known.certain), known.settled)
        if key not in self._possible:
            self._possible[key] = self._passing(column, known)
        return self._possible[key]

    def _passing(self, column: Column, known: Known) -> int:
        axis = column.axis
        if known.settled:
            said = self.said(known)
            if said.undecided:
                return 0
            value = dict(said.outputs[0]).get(column.name) if said.outputs else None
            return 1 << axis.locate(value)
        if self.table.policy.aggregate:
            return axis.all_bits
        values = {self.rules[at].outputs[column.name] for at in bits_of(known.alive)}
        if not known.certain and self.table.may_be_empty:
            values.add(None)
        found = 0
        for value in values:
            found |= 1 << axis.locate(value)
        return found


def parts_of(joint: Joint, side: int, places: Sequence[int]) -> dict[int, Part]:
    """The tables of one of the books at some places, over the joint space."""
    book = joint.books[side]
    sources: dict[str, int] = {}
    parts = {}
    for place, compiled in enumerate(book.tables):
        if place in places:
            parts[place] = _part(joint, side, place, compiled, sources)
        sources.update((fact.name, place) for fact in compiled.table.readable)
    return parts


def cone_of(joint: Joint, side: int, place: int) -> tuple[int, ...]:
    """A table and all that it reads, in order."""
    book = joint.books[side]
    given, found = set(book.given), {place}
    for at in range(place, -1, -1):
        if at in found:
            read = {column.fact.name for column in book.tables[at].columns} - given
            for earlier in range(at):
                said = {fact.name for fact in book.tables[earlier].table.readable}
                if said & read:
                    found.add(earlier)
    return tuple(sorted(found))


def _part(
    joint: Joint, side: int, place: int, compiled: CompiledTable, sources: Mapping[str, int]
) -> Part:
    table = compiled.table
    order = list(range(len(table.rules)))
    if table.policy.ranks:
        order.sort(key=lambda at: table.policy.rank(table.rules[at]))
    columns = [_column(joint, side, each, order, sources) for each in compiled.columns]
    return Part(place, table, tuple(table.rules[at] for at in order), tuple(columns))


def _column(
    joint: Joint, side: int, compiled: Compiled, order: Sequence[int], sources: Mapping[str, int]
) -> Column:
    name, book = compiled.fact.name, joint.books[side]
    masks = [_in_order(compiled.masks[each], order) for each in compiled.classes]
    everything = (1 << len(order)) - 1
    if name in book.given:
        told = tuple(masks[at] for at in joint.places(side, name))
        return Column(joint.axes[name], None, told, everything)
    return Column(book.axes[name], sources[name], tuple(masks), everything)


def _in_order(mask: int, order: Sequence[int]) -> int:
    rules = sum(1 << new for new, at in enumerate(order) if mask >> at & 1)
    return rules | 1 << len(order)
