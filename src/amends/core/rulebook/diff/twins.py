"""One table of two rulebooks with all that it reads in each, and what both have alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.cells import Cell
from amends.core.rulebook.diff.joint import Joint
from amends.core.rulebook.diff.parts import Part, cone_of, parts_of
from amends.core.rulebook.generated import bits_of


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


def likes(twins: Twins) -> list[int | None]:
    """For each part the one of the same name in the other book."""
    at = {
        (side, part.table.name): n
        for n, (side, part) in enumerate(zip(twins.sides, twins.parts, strict=True))
    }
    return [
        at.get((1 - side, part.table.name))
        for side, part in zip(twins.sides, twins.parts, strict=True)
    ]


def common_rules(twins: Twins, like: Sequence[int | None]) -> tuple[int, int]:
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
