"""A fact by which a region is split, and the tables that are told apart by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.check.parts import Part


class Child(NamedTuple):
    """One bucket of a fact: the masks of the rules that it passes, by part."""

    bucket: int
    masks: tuple[tuple[int, int], ...]


class Split(NamedTuple):
    """A fact to be fixed: its buckets, those alike made one, and the rules that test it."""

    name: str
    children: tuple[Child, ...]
    tests: tuple[tuple[int, int], ...]


def split_of(axis: Axis, parts: Sequence[Part], *, is_looked_at: bool) -> Split:
    """A fact with its buckets; those that all parts treat alike are one unless looked at."""
    name = axis.fact.name
    columns = [
        (number, part.columns[name]) for number, part in enumerate(parts) if name in part.columns
    ]
    children: dict[Any, Child] = {}
    for bucket in range(len(axis.buckets)):
        masks = tuple((number, column.masks[bucket]) for number, column in columns)
        told = bucket if is_looked_at else None
        children.setdefault((masks, told), Child(bucket, masks))
    tests = tuple((number, column.tests) for number, column in columns)
    return Split(name, tuple(children.values()), tests)
