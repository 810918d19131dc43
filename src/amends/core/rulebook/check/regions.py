"""Regions of the space: what is known in one, and what is looked for there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, Protocol

from amends.core.rulebook.check.parts import Known

Chosen = Mapping[str, int]
"""The buckets of the facts that are fixed so far."""


@dataclass(frozen=True, slots=True)
class Found:
    """A situation that was looked for: buckets of facts, and values where a sample won't do.

    ``others`` are the values in which a second situation differs.
    """

    buckets: Chosen
    values: Mapping[str, Any] = field(default_factory=dict)
    others: Mapping[str, Any] = field(default_factory=dict)


Knowns = tuple[Known, ...]
"""What is known of every part, in order."""


class Region(NamedTuple):
    """A part of the space: the buckets chosen so far and what is known of every part there."""

    known: Knowns
    chosen: Chosen


class Goal(Protocol):
    """What is looked for.

    ``target`` is the part that is looked at before its hit policy is applied, or None.
    """

    @property
    def target(self) -> int | None:
        """The part, by its index."""

    @property
    def weight(self) -> int:
        """The steps that looking into one region counts for."""

    def may_be(self, known: Knowns, rules: Mapping[int, int]) -> bool:
        """Whether it may be found where these rules of some parts are left of what was known."""

    def is_here(self, region: Region) -> bool | None:
        """Whether all of a region is looked for, nothing of it, or that is not known yet."""

    def needs(self, region: Region) -> tuple[int, frozenset[str]]:
        """The mask of the parts and the facts on which that still depends."""

    def key(self, region: Region) -> Any:
        """What tells regions apart beside their parts and the facts that are not fixed."""

    def leaf(self, region: Region) -> Found | None:
        """What is found in a region that fixing facts does not settle."""


class Untargeted:
    """A goal that looks at no table before its hit policy is applied."""

    target: int | None = None
    weight = 4
    """Its formulas are evaluated in each region."""

    def may_be(self, _: Knowns, __: Mapping[int, int]) -> bool:
        """Nothing is known from the rules that are left alone."""
        return True


@dataclass(frozen=True, slots=True)
class Proven:
    """What is known of tables before a walk.

    ``sound`` ones never contradict themselves, ``total`` ones always decide.
    """

    sound: frozenset[int] = frozenset()
    total: frozenset[int] = frozenset()


NOTHING: Final = Proven()
