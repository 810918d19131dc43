"""What sets two rulebooks apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.facts import Fact


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is written differently.

    ``kind`` is added, removed, changed or reworded; ``what`` is fact, table, rule, invariant or
    other; ``name`` says which one, ``old`` and ``new`` how it stands there.
    """

    kind: str
    what: str
    name: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a table says: the rules that say it somewhere in the box, and the outputs of each
    rule of the answer; ``undecided`` says why there is none."""

    rules: tuple[tuple[str, ...], ...]
    outputs: tuple[Mapping[str, Any], ...]
    undecided: str = ""

    def as_data(self, shown: Mapping[str, Fact]) -> dict[str, Any]:
        """The answer as JSON, values as they are written in a cell."""
        outputs = [written(each, shown) for each in self.outputs]
        return {"rules": self.rules, "outputs": outputs, "undecided": self.undecided}


@dataclass(frozen=True)
class Box:
    """Situations that one table decides differently: ``sides`` are masks of buckets by fact.

    ``cells`` says the same in words of the format; a fact that is not named may be anything.
    ``sample`` is one of these situations; ``count`` how many can be told apart.
    """

    table: str
    cells: Mapping[str, str]
    old: Answer
    new: Answer
    sample: Mapping[str, Any]
    count: int
    sides: Mapping[str, int] = field(repr=False)


@dataclass(frozen=True)
class Difference:
    """Two rulebooks held against each other.

    ``boxes`` are, table by table, disjoint and together exactly the situations that are decided
    differently, but for the tables in ``unknown``: there the budget did not suffice.
    ``apart`` are facts that have no value in common: tables that test them are not compared.
    """

    names: tuple[str, str]
    checksums: tuple[str, str]
    changes: tuple[Change, ...]
    boxes: tuple[Box, ...]
    unknown: tuple[str, ...]
    apart: tuple[str, ...]
    size: int
    axes: Mapping[str, Axis] = field(repr=False)
    outputs: Mapping[str, Mapping[str, Fact]] = field(repr=False)

    @property
    def is_same(self) -> bool:
        """Whether every situation is decided alike for sure."""
        return not (self.boxes or self.unknown or self.apart)

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """The facts of the situation by name."""
        return {name: axis.fact for name, axis in self.axes.items()}

    def holds(self, box: Box, facts: Mapping[str, Any]) -> bool:
        """Whether a situation lies in a box; raise ``BadSituation`` for one that is not shared."""
        return all(
            mask >> self.axes[name].locate(facts.get(name)) & 1 for name, mask in box.sides.items()
        )

    def as_data(self) -> dict[str, Any]:
        """The difference as JSON."""
        return {
            "old": {"name": self.names[0], "checksum": self.checksums[0]},
            "new": {"name": self.names[1], "checksum": self.checksums[1]},
            "situations": self.size,
            "changes": [
                {"kind": c.kind, "what": c.what, "name": c.name, "old": c.old, "new": c.new}
                for c in self.changes
            ],
            "boxes": [self.box_as_data(box) for box in self.boxes],
            "unknown": list(self.unknown),
            "apart": list(self.apart),
        }

    def box_as_data(self, box: Box) -> dict[str, Any]:
        """One box as JSON."""
        shown = self.outputs[box.table]
        return {
            "table": box.table,
            "cells": dict(box.cells),
            "situations": box.count,
            "old": box.old.as_data(shown),
            "new": box.new.as_data(shown),
            "sample": written(box.sample, self.facts),
        }


def written(values: Mapping[str, Any], facts: Mapping[str, Fact]) -> dict[str, str]:
    """Values as they are written in a cell."""
    return {
        name: "null" if value is None else facts[name].type.show(value)
        for name, value in values.items()
    }
