"""Who stands where: every person of a group held against what the mix of their cases explains."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from amends.core.staff.funnel import Ratio, centre, limits, spread_at_most, spread_between
from amends.core.staff.rules import Rules
from amends.core.staff.standard import Baseline, baseline
from amends.core.staff.tallies import Cases, People, Tally, by_person
from amends.core.staff.watch import NEVER, Alarm, Day, watch, worst_honest

MOST_ROUNDS = 12


class Standing(NamedTuple):
    """One person's record in one measure.

    ``inner`` and ``outer`` are the funnel's limits at what is ``expected`` of them.
    ``marked_on`` is the day (since 1970) of the alarm or None, ``after`` how many of their
    ``cases``, in whatever measure, they had had by its end, ``evidence`` the e-value's logarithm to
    the base 10 on the last day. ``spread`` is how far honest people of this group differ beyond
    chance, on the square root scale.
    """

    measure: str
    group: str
    person: str
    trials: int
    observed: int
    expected: float
    inner: tuple[float, float]
    outer: tuple[float, float]
    cases: int
    marked_on: int | None
    after: int
    evidence: float
    spread: float = 0.0

    @property
    def ratio(self) -> float:
        """Observed to expected."""
        return Ratio(self.observed, self.expected).value


def judge(tallies: Sequence[Tally], *, rules: Rules) -> list[Standing]:
    """Every person in every measure; the yearly false alarms are shared by a person's measures."""
    parted: dict[tuple[str, str], list[Tally]] = defaultdict(list)
    for tally in tallies:
        parted[tally.measure, tally.group].append(tally)
    measures: dict[str, set[str]] = defaultdict(set)
    for measure, group in parted:
        measures[group].add(measure)
    found: list[Standing] = []
    cases = Cases(tallies)
    for (measure, group), some in sorted(parted.items()):
        chance = rules.yearly_false_alarms / len(measures[group])
        found += _Group(measure, group, by_person(some), chance, rules, cases).standings()
    return found


class _Group:
    """The people of one group in one measure."""

    def __init__(
        self,
        measure: str,
        group: str,
        people: People,
        chance: float,
        rules: Rules,
        cases: Cases,
    ) -> None:
        self.measure, self.group = measure, group
        self.people, self.chance, self.rules, self.cases = people, chance, rules, cases

    def standings(self) -> list[Standing]:
        """Hold everybody against those who stand where chance alone may put them."""
        aside: frozenset[str] = frozenset()
        for _ in range(MOST_ROUNDS):
            base = self._baseline(aside)
            ratios = self._ratios(base)
            honest = [ratio for who, ratio in ratios.items() if who not in aside]
            middle = min(1.0, centre(honest))
            spread = spread_between(honest, middle)
            was, aside = aside, self._far_out(ratios, middle, spread)
            if aside == was:
                break
        sure = self.rules.spread_sure
        differ = max(spread, spread_at_most(honest, middle, errors=sure) if sure else 0.0)
        return [
            self._standing(who, ratios[who], self._watched(who, base, differ, middle), spread)
            for who in self.people
        ]

    def _far_out(self, ratios: Mapping[str, Ratio], middle: float, spread: float) -> frozenset[str]:
        """Whose ratio is above the inner limit: nobody is held against them."""
        inner = self.rules.limits[0]
        return frozenset(
            who
            for who, ratio in ratios.items()
            if ratio.value
            > middle * limits(ratio.expected * middle, spread=spread, probability=inner)[1]
        )

    def _baseline(self, without: Collection[str]) -> Baseline:
        return baseline(self.people, without, stratum_worth=self.rules.stratum_worth)

    def _ratios(self, base: Baseline) -> dict[str, Ratio]:
        return {
            who: Ratio(
                sum(each.hits for each in days),
                sum(each.trials * base.rate(who, each.stratum) for each in days),
            )
            for who, days in self.people.items()
        }

    def _watched(self, who: str, base: Baseline, spread: float, middle: float) -> Alarm:
        days = self.people[who]
        if base.count_of_peers(who) < self.rules.least_peers:
            return Alarm(NEVER, 0.0)
        rates = {
            stratum: self._worst(
                base.rate(who, stratum), base.hits_behind(who, stratum), spread, middle
            )
            for stratum in {each.stratum for each in days}
        }
        told = [Day(each.day, each.trials, each.hits, rates[each.stratum]) for each in days]
        return watch(told, chance=self.chance, rules=self.rules)

    def _worst(self, rate: float, hits: float, spread: float, middle: float) -> float:
        """The rate of the worst who is still honest, where the peers' rests on so many hits.

        That rate itself is uncertain by about one over the root of its hits.
        """
        people = (1 + self.rules.spread * spread) ** 2
        unsure = math.exp(self.rules.baseline_sure / math.sqrt(max(1.0, hits)))
        odds = middle * max(self.rules.least_odds, people) * unsure
        return max(self.rules.least_rate, worst_honest(rate, odds))

    def _standing(self, who: str, ratio: Ratio, alarm: Alarm, spread: float) -> Standing:
        days = self.people[who]
        inner, outer = (
            limits(ratio.expected, spread=spread, probability=each) for each in self.rules.limits
        )
        marked = None if alarm.day == NEVER else alarm.day
        return Standing(
            measure=self.measure,
            group=self.group,
            person=who,
            trials=sum(each.trials for each in days),
            observed=int(ratio.observed),
            expected=ratio.expected,
            inner=inner,
            outer=outer,
            cases=self.cases.of(self.group, who),
            marked_on=marked,
            after=0 if marked is None else self.cases.until(self.group, who, marked),
            evidence=alarm.evidence,
            spread=spread,
        )
