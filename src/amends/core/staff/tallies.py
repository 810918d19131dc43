"""What one person did in one day, in one stratum, of what is measured."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
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


class Cases:
    """How many cases people have had: of a person's measures, the one that counts the most.

    Measures look at the same cases from several sides, and some count none of their own.
    """

    def __init__(self, tallies: Iterable[Tally]) -> None:
        self._days: dict[tuple[str, str], dict[str, Counter[int]]] = defaultdict(dict)
        for each in tallies:
            measures = self._days[each.group, each.person]
            measures.setdefault(each.measure, Counter())[each.day] += each.cases

    def of(self, group: str, person: str) -> int:
        """All of them."""
        return max((days.total() for days in self._days[group, person].values()), default=0)

    def until(self, group: str, person: str, last: int) -> int:
        """Those up to the end of a day."""
        measures = self._days[group, person].values()
        counts = (sum(n for day, n in days.items() if day <= last) for days in measures)
        return max(counts, default=0)
