"""What one run of a load remembers, so that it asks and writes nothing twice."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field

MOST_NAMES = 500_000


@dataclass(slots=True)
class Memory:
    """Orders that this run has named, and those it has seen placed; forgetting is harmless.

    ``hopes_all_new`` until an event turns out to be known.
    """

    named: set[str] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)
    hopes_all_new: bool = False

    def name(self, refs: Set[str]) -> Set[str]:
        """Remember that these are named; return those that were not."""
        new = refs - self.named
        _add(self.named, new)
        return new

    def place(self, refs: Set[str]) -> None:
        """Remember that these are orders."""
        _add(self.placed, refs)

    def forget(self) -> None:
        """What a portion that was undone had added is not so."""
        self.named.clear()
        self.placed.clear()


def _add(known: set[str], new: Set[str]) -> None:
    if len(known) > MOST_NAMES:
        known.clear()
    known |= new
