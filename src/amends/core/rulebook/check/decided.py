"""Looking for a situation that is decided at all."""

from __future__ import annotations

from collections.abc import Sequence

from amends.core.rulebook.check.parts import Part
from amends.core.rulebook.check.regions import Proven, Region, Untargeted


class Decided(Untargeted):
    """A situation in which every table of the walk decides, but for the ``target``."""

    weight = 1

    def __init__(self, parts: Sequence[Part], proven: Proven, target: int | None) -> None:
        self.target = target
        self._open = [
            (number, part)
            for number, part in enumerate(parts)
            if number != target and part.sheet.place not in proven.total
        ]

    def is_here(self, region: Region) -> bool | None:
        """Whether all of them decide in all of the region."""
        return all(part.decides(region.known[at]) for at, part in self._open) or None

    def needs(self, region: Region) -> tuple[int, frozenset[str]]:
        """The parts that do not decide for sure."""
        waiting = [at for at, part in self._open if not part.decides(region.known[at])]
        return sum(1 << at for at in waiting), frozenset()

    def key(self, region: Region) -> None:
        """Nothing but its parts tells one region from another."""

    def leaf(self, region: Region) -> None:
        """Every table decides or does not once all facts are fixed."""
