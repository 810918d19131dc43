"""Where one table of two rulebooks decides differently, as a decision diagram.

Both books are walked at once. The space is split along one fact at a time (Shannon's expansion),
always in the same order; of each table only the rules that may still fit are kept, as a bitmask.
Regions in which the same rules are left of the same tables are one node. A region in which the
same rules are left of both books, all that they read included, cannot differ and is not split.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.cells import Cell
from amends.core.rulebook.check.budget import Budget
from amends.core.rulebook.diff.joint import Joint
from amends.core.rulebook.diff.parts import Known, Part, Said, cone_of, parts_of
from amends.core.rulebook.generated import bits_of


class Pair(NamedTuple):
    """What both books say where they differ."""

    old: Said
    new: Said


class Node(NamedTuple):
    """A fact that is split: masks of its buckets, each with what lies below."""

    fact: str
    children: tuple[tuple[int, Any], ...]


SAME: Final = None
Below = Node | Pair | None


@dataclass(frozen=True)
class Twins:
    """A table that both books have, with all that it reads in each of them.

    ``parts`` are those of the old book, then those of the new one; ``targets`` the indices of the
    table itself.
    """

    axes: Mapping[str, Axis]
    parts: tuple[Part, ...]
    sides: tuple[int, ...]
    targets: tuple[int, int]

    def signature(self, at: int, rule: int) -> Any:
        """What a rule asks and says, whatever its name and wherever it stands."""
        part = self.parts[at]
        asked = frozenset(
            (c.name, c.side(rule) if c.source is None else _bare(part.rules[rule].cells[place]))
            for place, c in enumerate(part.columns)
            if c.tests >> rule & 1
        )
        return asked, frozenset(part.rules[rule].outputs.items())

    @cached_property
    def upstream(self) -> frozenset[str]:
        """The facts that earlier tables test."""
        earlier = (part for at, part in enumerate(self.parts) if at not in self.targets)
        return frozenset(c.name for part in earlier for c in part.columns if c.source is None)

    def odd(self) -> dict[str, int]:
        """The facts that some rule tests, with the number of rules that only one book has."""
        found: dict[str, int] = {}
        signed = [
            [self.signature(at, rule) for rule in range(len(part.rules))]
            for at, part in enumerate(self.parts)
        ]
        others: list[set[Any]] = [set(), set()]
        for each, side in zip(signed, self.sides, strict=True):
            others[1 - side].update(each)
        for at, part in enumerate(self.parts):
            for column in part.columns:
                if column.source is None:
                    found.setdefault(column.name, 0)
                    found[column.name] += sum(
                        signed[at][rule] not in others[self.sides[at]]
                        for rule in bits_of(column.tests)
                    )
        return found

    def index(self, side: int, place: int) -> int:
        """The index of the part at a place of one of the books."""
        return next(
            at
            for at, part in enumerate(self.parts)
            if part.place == place and self.sides[at] == side
        )


def twins(joint: Joint, name: str) -> Twins | None:
    """The table of this name in both books, None where it rests on facts that are apart."""
    parts: list[Part] = []
    sides: list[int] = []
    targets = []
    for side in (0, 1):
        place = [each.table.name for each in joint.books[side].tables].index(name)
        cone = cone_of(joint, side, place)
        if any(
            column.fact.name in joint.apart
            for at in cone
            for column in joint.books[side].tables[at].columns
        ):
            return None
        parts += parts_of(joint, side, cone).values()
        sides += [side] * (len(parts) - len(sides))
        targets.append(len(parts) - 1)
    return Twins(joint.axes, tuple(parts), tuple(sides), (targets[0], targets[1]))


class Walk:
    """The walk over one table of two books, facts fixed in the given order."""

    def __init__(self, twins: Twins, order: Sequence[str], budget: Budget) -> None:
        self.twins, self.order, self.budget = twins, tuple(order), budget
        self._reads = [
            [
                (column, twins.index(twins.sides[at], column.source))
                for column in part.columns
                if column.source is not None
            ]
            for at, part in enumerate(twins.parts)
        ]
        self._later = [self._tests_from(part) for part in twins.parts]
        self._splits = [self._split(name) for name in self.order]
        self._like = _likes(twins)
        self._pairs: dict[Pair, Pair] = {}
        tables = [twins.parts[at].table for at in twins.targets]
        said = [{fact.name for fact in table.outputs} for table in tables]
        self._names = said[0] & said[1] or said[0] | said[1]
        self._ordered = all(t.policy.name != "collect" or t.policy.aggregate for t in tables)
        self._common = _common(twins, self._like)
        self._alike: dict[tuple[int, int, int], bool] = {}
        self._nodes: dict[Any, Below] = {}
        self._made: dict[Any, Node] = {}

    def run(self) -> Below:
        """The diagram of all situations that are decided differently, None where there are none.

        Raise ``OutOfBudget``.
        """
        return self._look([part.everything for part in self.twins.parts], 0)

    def _look(self, alive: Sequence[int], at: int) -> Below:
        self.budget.step()
        known = self._known(alive, at)
        if self._is_same(known):
            return SAME
        if lighter := self._without_common(known):
            return self._look(lighter, at)
        needed = self._needed(known)
        at = self._next(known, needed, at)
        if at == len(self.order):
            return self._leaf(known)
        key = (at, *((n, known[n].alive) for n in bits_of(needed)), self._settled(known))
        if key not in self._nodes:
            self._nodes[key] = self._node([each.alive for each in known], at)
        return self._nodes[key]

    def _node(self, alive: Sequence[int], at: int) -> Below:
        found: dict[Any, tuple[int, Below]] = {}
        for buckets, masks in self._splits[at]:
            rules = list(alive)
            for part, mask in masks:
                rules[part] &= mask
            below = self._look(rules, at + 1)
            mask, _ = found.get(id(below), (0, None))
            found[id(below)] = (mask | buckets, below)
        if len(found) == 1:
            return next(iter(found.values()))[1]
        children = tuple(found.values())
        key = (at, tuple((mask, id(below)) for mask, below in children))
        return self._made.setdefault(key, Node(self.order[at], children))

    def _known(self, alive: Sequence[int], at: int) -> list[Known]:
        known: list[Known] = []
        for number, part in enumerate(self.twins.parts):
            rules, unsettled = alive[number], self._later[number][at]
            open_reads = []
            for column, source in self._reads[number]:
                passing = self.twins.parts[source].passing(column, known[source])
                rules &= column.passed(passing)
                if passing & passing - 1:
                    unsettled |= column.tests
                    open_reads.append((column, source))
            rules = part.trimmed(rules, rules & ~unsettled)
            waits = 0
            for column, source in open_reads:
                waits |= bool(column.tests & rules) << source
            known.append(Known(rules, rules & ~unsettled, not rules & unsettled, waits))
        return known

    def _is_same(self, known: Sequence[Known]) -> bool:
        """Whether both books decide the table alike in all of a region, whatever that may be."""
        old, new = self.twins.targets
        if not self._is_alike(known, old, new):
            return False
        return all(
            part.decides(known[at])
            or (self._like[at] is not None and self._is_alike(known, at, self._like[at]))
            for at, part in enumerate(self.twins.parts)
        )

    def _without_common(self, known: Sequence[Known]) -> list[int] | None:
        """Only the rules that one book has alone, once both books are sure to decide: the others
        add to both answers alike. None where nothing can be left out."""
        targets = self.twins.targets
        parts = [self.twins.parts[at] for at in targets]
        if self._ordered or any(
            known[at].alive & p.sure for at, p in zip(targets, parts, strict=True)
        ):
            return None
        if not all(part.decides(known[at]) for at, part in zip(targets, parts, strict=True)):
            return None
        alive = [each.alive for each in known]
        for at, part, common in zip(targets, parts, self._common, strict=True):
            alive[at] = alive[at] & ~common | part.sure
        return alive

    def _is_alike(self, known: Sequence[Known], old: int, new: int) -> bool:
        """Whether the same rules are left of two tables, and of all that these rules read."""
        if self.twins.sides[old]:
            old, new = new, old
        key = (old, known[old].alive, known[new].alive)
        if key not in self._alike:
            self._alike[key] = self._signed(old, known[old]) == self._signed(new, known[new])
        if not self._alike[key]:
            return False
        for column, source in self._reads[old]:
            if column.tests & known[old].alive:
                like = self._like[source]
                if like is None or not self._is_alike(known, source, like):
                    return False
        return True

    def _signed(self, at: int, known: Known) -> list[Any]:
        part = self.twins.parts[at]
        return [
            self.twins.signature(at, rule) for rule in bits_of(known.alive & part.everything)
        ] + [
            part.table.policy,
            part.table.may_be_empty,
        ]

    def _needed(self, known: Sequence[Known]) -> int:
        """The parts on which it still depends, as a mask."""
        needed = 0
        for at in range(len(known) - 1, -1, -1):
            part, here = self.twins.parts[at], known[at]
            if here.settled:
                continue
            if at in self.twins.targets or not part.decides(here):
                needed |= 1 << at
            if needed >> at & 1:
                needed |= here.waits
        return needed

    def _settled(self, known: Sequence[Known]) -> Any:
        """What is known of parts that are not needed, as far as it makes a difference."""
        undecided = tuple(
            side
            for side in (0, 1)
            if any(
                here.settled and not part.decides(here)
                for part, here, of in zip(self.twins.parts, known, self.twins.sides, strict=True)
                if of == side
            )
        )
        said = tuple(
            self.twins.parts[at].said(known[at]) if known[at].settled else None
            for at in self.twins.targets
        )
        return undecided, said

    def _next(self, known: Sequence[Known], needed: int, at: int) -> int:
        """The next fact in order that some needed part's rules test."""
        while at < len(self.order):
            name = self.order[at]
            for number in bits_of(needed):
                for column in self.twins.parts[number].columns:
                    is_fact = column.source is None and column.name == name
                    if is_fact and column.tests & known[number].alive:
                        return at
            at += 1
        return at

    def _leaf(self, known: Sequence[Known]) -> Below:
        old, new = (self._answer(known, side) for side in (0, 1))
        if self._compared(old) == self._compared(new):
            return SAME
        if not (self._ordered or old.undecided or new.undecided):
            old, new = self._without(old, new), self._without(new, old)
        return self._pairs.setdefault(pair := Pair(old, new), pair)

    def _without(self, said: Said, other: Said) -> Said:
        """The part of an answer without order that the other answer does not have."""
        left = self._shown(other)
        rules, outputs = [], []
        for rule, shown, each in zip(said.rules, self._shown(said), said.outputs, strict=True):
            if shown in left:
                left.remove(shown)
            else:
                rules.append(rule)
                outputs.append(each)
        return Said(tuple(rules), tuple(outputs))

    def _answer(self, known: Sequence[Known], side: int) -> Said:
        """What the table says in one book; an earlier table that cannot decide leaves it none."""
        for at, part in enumerate(self.twins.parts):
            if self.twins.sides[at] == side and known[at].settled:
                said = part.said(known[at])
                if at == self.twins.targets[side]:
                    return said
                if said.undecided:
                    return Said((), (), f"{said.undecided} in {part.table.name}")
        raise AssertionError("the table is not settled")

    def _compared(self, said: Said) -> Any:
        """An answer as far as it is compared: outputs that both books have, in their order where
        the order means something."""
        if said.undecided:
            return "undecided"
        shown = self._shown(said)
        return shown if self._ordered else Counter(shown)

    def _shown(self, said: Said) -> list[Any]:
        return [frozenset((n, v) for n, v in each if n in self._names) for each in said.outputs]

    def _tests_from(self, part: Part) -> list[int]:
        """For each place in the order the rules that test a fact from there on."""
        columns = {column.name: column.tests for column in part.columns if column.source is None}
        tests = [0]
        for name in reversed(self.order):
            tests.append(tests[-1] | columns.get(name, 0))
        return tests[::-1]

    def _split(self, name: str) -> list[tuple[int, list[tuple[int, int]]]]:
        """The buckets of a fact, those alike as one mask, with the rules they pass by part."""
        columns = [
            (at, column)
            for at, part in enumerate(self.twins.parts)
            for column in part.columns
            if column.source is None and column.name == name
        ]
        found: dict[tuple[int, ...], int] = {}
        for bucket in range(len(self.twins.axes[name].buckets)):
            masks = tuple(column.masks[bucket] for _, column in columns)
            found[masks] = found.get(masks, 0) | 1 << bucket
        return [
            (buckets, [(at, mask) for (at, _), mask in zip(columns, masks, strict=True)])
            for masks, buckets in found.items()
        ]


def _likes(twins: Twins) -> list[int | None]:
    """For each part the one of the same name in the other book."""
    at = {
        (side, part.table.name): n
        for n, (side, part) in enumerate(zip(twins.sides, twins.parts, strict=True))
    }
    return [
        at.get((1 - side, part.table.name))
        for side, part in zip(twins.sides, twins.parts, strict=True)
    ]


def _common(twins: Twins, like: Sequence[int | None]) -> tuple[int, int]:
    """The rules of the table that both books have and that fit in the same situations of both."""
    signed = [
        [twins.signature(at, r) for r in range(len(twins.parts[at].rules))] for at in twins.targets
    ]
    plain = [_unmoved(twins, at, like) for at in twins.targets]
    counts = Counter(signed[0]) & Counter(signed[1])
    masks = []
    for each, mask in zip(signed, plain, strict=True):
        left, found = Counter(counts), 0
        for rule, signature in enumerate(each):
            if left[signature] and mask >> rule & 1:
                left[signature] -= 1
                found |= 1 << rule
        masks.append(found)
    return masks[0], masks[1]


def _unmoved(twins: Twins, at: int, like: Sequence[int | None]) -> int:
    """The rules of a part that read nothing which an earlier table may say differently."""
    part, moved = twins.parts[at], 0
    for column in part.columns:
        if column.source is not None and not _is_identical(
            twins, twins.index(twins.sides[at], column.source), like
        ):
            moved |= column.tests
    return part.everything & ~moved


def _is_identical(twins: Twins, at: int, like: Sequence[int | None]) -> bool:
    """Whether a part stands in the other book in the same way, with all that it reads."""
    other = like[at]
    if other is None:
        return False
    one, two = twins.parts[at], twins.parts[other]
    signed = [
        [twins.signature(n, r) for r in range(len(twins.parts[n].rules))] for n in (at, other)
    ]
    heads = [
        (p.table.policy, p.table.may_be_empty, [f.name for f in p.table.outputs])
        for p in (one, two)
    ]
    return (
        signed[0] == signed[1]
        and heads[0] == heads[1]
        and _unmoved(twins, at, like) == one.everything
        and _unmoved(twins, other, like) == two.everything
    )


def _bare(cell: Cell) -> Any:
    return cell.spans, cell.negated, cell.null, cell.anything
