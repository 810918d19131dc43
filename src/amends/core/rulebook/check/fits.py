"""Looking for a situation in which some rules of a table fit and others do not.

A gap is a situation that no rule fits; a rule is alive where it fits and none that would win over
it; two rules contradict each other where both fit and none that would win over both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from amends.core.rulebook.check.regions import Found, Knowns, Region
from amends.core.rulebook.check.walk import Walk


@dataclass(frozen=True, slots=True)
class Fits:
    """All rules of ``wanted`` fit and none of ``unwanted``, both masks of rules of the target."""

    target: int
    wanted: int
    unwanted: int
    weight: ClassVar = 1

    def is_here(self, region: Region) -> bool | None:
        """Whether that holds in all of the region, nowhere in it, or in a part of it."""
        known = region.known[self.target]
        if self.wanted & ~known.alive or self.unwanted & known.sure:
            return False
        if self.wanted & ~known.sure or self.unwanted & known.alive:
            return None
        return True

    def may_be(self, known: Knowns, rules: Mapping[int, int]) -> bool:
        """Whether it may hold where these rules are left."""
        return not self.wanted & ~rules.get(self.target, known[self.target].alive)

    def needs(self, region: Region) -> tuple[int, frozenset[str]]:
        """The target."""
        return 1 << self.target, frozenset()

    def key(self, region: Region) -> None:
        """Nothing but the rules that are left tells one region from another."""

    def leaf(self, region: Region) -> None:
        """All is known once all facts are fixed."""


def find_fit(walk: Walk, place: int, wanted: int, unwanted: int) -> Found | None:
    """A situation in which all of ``wanted`` and none of ``unwanted`` fit; None: there is none.

    Raise ``OutOfBudget``.
    """
    target = walk.at[0, place]
    return walk.find(Fits(target, wanted, unwanted), {target: wanted | unwanted})
