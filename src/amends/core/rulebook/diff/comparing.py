"""Every table of two rulebooks compared, one after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod
from typing import TYPE_CHECKING

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.check.budget import Budget, OutOfBudget
from amends.core.rulebook.check.region import side_text
from amends.core.rulebook.diff.boxes import Area, Areas
from amends.core.rulebook.diff.joint import Joint, join
from amends.core.rulebook.diff.report import Answer, Box, Difference
from amends.core.rulebook.diff.structure import changes
from amends.core.rulebook.diff.twins import Twins, twins
from amends.core.rulebook.diff.walk import Walk

if TYPE_CHECKING:
    from amends.core.rulebook.book import Rulebook
    from amends.core.rulebook.diff.parts import Said

STEPS = 400_000
"""Steps for one table unless told otherwise: regions that are looked into, boxes that are made."""


def diff(old: Rulebook, new: Rulebook, *, budget: int = STEPS) -> Difference:
    """Which situations two rulebooks decide differently, table by table, as few disjoint boxes.

    A table decides differently where its outputs are other ones, or another set of them; rules
    that only have another name do not. Exact, but for the tables named in ``unknown``, for which
    ``budget`` steps did not suffice.
    """
    joint = join(old, new)
    found: list[Box] = []
    unknown = []
    for name in (table.name for table in new.tables if table.name in old.places):
        pair = twins(joint, name)
        if pair is None:
            unknown.append(name)
            continue
        try:
            found += _boxes(joint, name, _fewest(pair, budget))
        except OutOfBudget:
            unknown.append(name)
    return Difference(
        names=(f"{old.name}@{old.version}", f"{new.name}@{new.version}"),
        checksums=(old.checksum, new.checksum),
        changes=tuple(changes(old, new)),
        boxes=tuple(found),
        unknown=tuple(unknown),
        apart=tuple(sorted(joint.apart)),
        size=joint.size,
        axes=joint.axes,
        outputs={t.name: {f.name: f for f in t.outputs} for b in (old, new) for t in b.tables},
    )


def _fewest(pair: Twins, steps: int) -> tuple[Area, ...]:
    """The boxes of the order of facts that needs fewest.

    Raise ``OutOfBudget`` where no order can be walked.
    """
    budget, best = Budget(steps), None
    whole = {name: axis.all_bits for name, axis in pair.axes.items()}
    for order in _orders(pair):
        try:
            areas = Areas(whole, budget).of(Walk(pair, order, budget).run())
        except OutOfBudget:
            if best is None:
                raise
            break
        if best is None or len(areas) < len(best):
            best = areas
        if len(best) <= len({area.outcome for area in best}):
            break
    assert best is not None
    return best


def _orders(pair: Twins) -> Iterator[list[str]]:
    """Orders worth a try: what rules test that only one book has first, or last."""
    odd = pair.odd()
    names = [name for name in pair.axes if name in odd]
    names.sort(key=lambda name: -odd[name])
    yield sorted(names, key=lambda name: name not in pair.upstream)
    yield names
    few = sorted(names, key=lambda name: len(pair.axes[name].buckets))
    yield few
    yield few[::-1]
    yield names[::-1]


def _boxes(joint: Joint, table: str, areas: tuple[Area, ...]) -> Iterator[Box]:
    for area in sorted(areas, key=lambda area: (-_count(joint.axes, dict(area.sides)), area.sides)):
        sides = {name: dict(area.sides)[name] for name in joint.axes if name in dict(area.sides)}
        yield Box(
            table=table,
            cells={name: side_text(joint.axes[name], mask) for name, mask in sides.items()},
            old=_answer([pair.old for pair in area.pairs]),
            new=_answer([pair.new for pair in area.pairs]),
            sample=_sample(joint.axes, sides),
            count=_count(joint.axes, sides),
            sides=sides,
        )


def _answer(said: list[Said]) -> Answer:
    rules = sorted({each.rules for each in said})
    return Answer(tuple(rules), tuple(dict(each) for each in said[0].outputs), said[0].undecided)


def _count(axes: Mapping[str, Axis], sides: Mapping[str, int]) -> int:
    return prod(
        sides[name].bit_count() if name in sides else len(axis.buckets)
        for name, axis in axes.items()
    )


def _sample(axes: Mapping[str, Axis], sides: Mapping[str, int]) -> dict[str, object]:
    """A situation in a box: of each fact the first bucket."""
    firsts = {name: (mask & -mask).bit_length() - 1 for name, mask in sides.items()}
    return {name: axis.buckets[firsts.get(name, 0)].sample for name, axis in axes.items()}
