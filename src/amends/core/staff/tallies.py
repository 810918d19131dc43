"""What one person did in one day, in one stratum, of what is measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Tally(NamedTuple):
    """Of ``trials`` of a ``person`` on a ``day`` (days since 1970), ``hits`` went the bad way.

    ``group`` are the peers whom one is held against, ``stratum`` what the mix is made of (failure
    kind, value band, order kind). ``cases`` is how many of a customer's troubles these were.
    """

    measure: str
    group: str
    person: str
    stratum: str
    day: int
    trials: int
    hits: int
    cases: int


class Totals(NamedTuple):
    """Trials and hits of many days."""

    trials: float = 0
    hits: float = 0

    def plus(self, other: Totals) -> Totals:
        """Both together."""
        return Totals(self.trials + other.trials, self.hits + other.hits)

    def less(self, other: Totals) -> Totals:
        """What is left without the other."""
        return Totals(self.trials - other.trials, self.hits - other.hits)


NONE = Totals()
People = Mapping[str, Sequence[Tally]]
"""The tallies of each person, by day."""


def by_person(tallies: Sequence[Tally]) -> People:
    """Tallies of one measure and group, each person's in the order of days."""
    found: dict[str, list[Tally]] = {}
    for tally in sorted(tallies, key=lambda each: (each.person, each.day)):
        found.setdefault(tally.person, []).append(tally)
    return found
