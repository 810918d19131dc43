"""What the mix of cases explains: indirect standardisation (Breslow & Day 1987, chapter 2).

An employee's expected hits are the sum of their own trials at the rates of their peers in the same
strata. Their own record is left out of the rates they are held against, and so is that of whoever
stands far out: a baseline is made of what is in control (phase I of statistical process control,
Montgomery).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from amends.core.staff.tallies import NONE, People, Tally, Totals

HALF = 0.5
LEAST, MOST = 1e-6, 1 - 1e-6


@dataclass(frozen=True, slots=True)
class Baseline:
    """The rates of a group's peers by stratum, and how each person's own record counts in them."""

    strata: Mapping[str, Totals]
    whole: Totals
    own: Mapping[str, Mapping[str, Totals]]
    own_whole: Mapping[str, Totals]
    people: frozenset[str]
    stratum_worth: float

    def peers_of(self, person: str) -> Totals:
        """All that the others did."""
        return self.whole.less(self.own_whole.get(person, NONE))

    def count_of_peers(self, person: str) -> int:
        """How many others there are."""
        return len(self.people - {person})

    def rate(self, person: str, stratum: str) -> float:
        """The others' rate in a stratum, drawn to their mean where the stratum is small."""
        same = self._same(person, stratum)
        hits = self.hits_behind(person, stratum)
        return min(MOST, max(LEAST, hits / (same.trials + self.stratum_worth)))

    def hits_behind(self, person: str, stratum: str) -> float:
        """How many hits of others that rate rests on: one over their root is its relative error."""
        peers = self.peers_of(person)
        mean = (peers.hits + HALF) / (peers.trials + 1)
        return self._same(person, stratum).hits + self.stratum_worth * mean

    def _same(self, person: str, stratum: str) -> Totals:
        own = self.own.get(person, {}).get(stratum, NONE)
        return self.strata.get(stratum, NONE).less(own)


def baseline(people: People, without: Collection[str], *, stratum_worth: float) -> Baseline:
    """The baseline of everybody but some."""
    strata: dict[str, Totals] = {}
    own: dict[str, dict[str, Totals]] = {}
    own_whole: dict[str, Totals] = {}
    for person, tallies in people.items():
        if person not in without:
            own[person] = _by_stratum(tallies)
            own_whole[person] = _sum(own[person])
            for stratum, totals in own[person].items():
                strata[stratum] = strata.get(stratum, NONE).plus(totals)
    return Baseline(
        strata, _sum(strata), own, own_whole, frozenset(own), stratum_worth=stratum_worth
    )


def _by_stratum(tallies: Collection[Tally]) -> dict[str, Totals]:
    found: dict[str, Totals] = {}
    for each in tallies:
        found[each.stratum] = found.get(each.stratum, NONE).plus(Totals(each.trials, each.hits))
    return found


def _sum(totals: Mapping[str, Totals]) -> Totals:
    return Totals(
        sum(each.trials for each in totals.values()), sum(each.hits for each in totals.values())
    )
