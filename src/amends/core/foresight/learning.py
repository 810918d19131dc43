"""Shares of broken promises in ever finer groups, each drawn towards the group it is part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from amends.core.foresight.rising import Steps, rising
from amends.core.foresight.rules import Rules
from amends.core.places.reliability.beta import quantile

Counts = dict[tuple[Any, ...], list[float]]
DEPTHS = (1, 3, 5, 7, 8, 9, 10)
"""How many features of a look each group goes by: by the promise, then by stage and days left,
by how far the legs are, by the last step and the silence, by the way, by who has it, by the lane.
"""


class Look(NamedTuple):
    """One look at one promise, from the coarsest feature to the finest."""

    promise: str
    stage: str
    days_left: int
    room: int
    behind: int
    step: str
    silent: int
    way: str
    party: str
    lane: str


class Chance(NamedTuple):
    """The probability to be broken is Beta(``a``, ``b``); ``seen`` such looks are in the record.

    ``depth`` is how many features the finest group that was seen goes by.
    """

    a: float
    b: float
    seen: float
    depth: int

    @property
    def mean(self) -> float:
        return self.a / (self.a + self.b)

    def between(self, share: float = 0.9) -> tuple[float, float]:
        """The central interval that holds the probability with this share."""
        rest = (1 - share) / 2
        return quantile(rest, self.a, self.b), quantile(1 - rest, self.a, self.b)


class Known(NamedTuple):
    """What was learnt: per depth, each group's (broken, looks), and what the wider group is worth.

    All are weighted by age. ``worth`` has one number for each depth. ``meant`` is how often what
    was foretold did happen, each look being foretold from all others.
    """

    groups: tuple[Mapping[tuple[Any, ...], tuple[float, float]], ...]
    worth: tuple[float, ...]
    meant: Steps = Steps()

    @property
    def looks(self) -> float:
        return sum(all_ for _, all_ in self.groups[0].values()) if self.groups else 0.0

    @property
    def share(self) -> float:
        """The base rate: of all looks, those whose promise was broken."""
        return sum(broken for broken, _ in self.groups[0].values()) / max(self.looks, 1e-9)

    def chance(self, look: Look) -> Chance:
        """What the record of like looks says, and what such a probability has meant so far."""
        found = self._drawn(look)
        mean, weight = self.meant.at(found.mean), found.a + found.b
        return found._replace(a=mean * weight, b=(1 - mean) * weight)

    def _drawn(self, look: Look, less: tuple[float, float] = (0.0, 0.0)) -> Chance:
        """From the coarsest group to the finest that was ever seen, but for (broken, looks)."""
        found = Chance(0.5, 0.5, 0.0, 0)
        for depth, groups, worth in zip(DEPTHS, self.groups, self.worth, strict=True):
            seen = groups.get(look[:depth])
            if seen is None:
                break
            broken, all_ = (max(0.0, count - own) for count, own in zip(seen, less, strict=True))
            mean = found.mean
            a, b = broken + worth * mean, max(0.0, all_ - broken) + worth * (1 - mean)
            found = Chance(a, b, all_, depth)
        return found

    def each_from_others(
        self, counted: Iterable[tuple[Look, float, float]]
    ) -> Iterator[tuple[float, float, float]]:
        """Every look foretold from all the others: (probability, broken, looks).

        Who is part of the record that foretells them makes it look better than it is.
        """
        for look, broken, all_ in counted:
            kept = all_ - broken
            if broken > 0:
                own = min(1.0, broken)
                yield self._drawn(look, (own, own)).mean, broken, broken
            if kept > 0:
                yield self._drawn(look, (0.0, min(1.0, kept))).mean, 0.0, kept


def learn(counted: Iterable[tuple[Look, float, float]], *, rules: Rules) -> Known:
    """Learn from (look, broken, looks), weighted by age.

    Each look in ``counted`` stands once. A group's record is Beta-Binomial around the mean of the
    wider group; how much the wider one is worth is found level by level from how far the groups lie
    apart (``_worth``). One worth for a whole level draws some groups too far: what every look would
    have been foretold from all others, beside what came of it, puts that right (``rising``).
    """
    rows = list(counted)
    counts = _count(rows)
    worth: list[float] = []
    means: dict[tuple[Any, ...], float] = {(): 0.5}
    for number, groups in enumerate(counts):
        above = DEPTHS[number - 1] if number else 0
        given = _worth(groups, means, above, rules) if number else 1.0
        means = {
            key: (broken + given * means[key[:above]]) / (all_ + given)
            for key, (broken, all_) in groups.items()
        }
        worth.append(given)
    frozen = tuple({key: (b, n) for key, (b, n) in groups.items()} for groups in counts)
    known = Known(frozen, tuple(worth))
    return known._replace(meant=rising(known.each_from_others(rows), worth=rules.least_worth))


def _count(counted: Sequence[tuple[Look, float, float]]) -> list[Counts]:
    counts: list[Counts] = [defaultdict(lambda: [0.0, 0.0]) for _ in DEPTHS]
    for look, broken, looks in counted:
        for depth, groups in zip(DEPTHS, counts, strict=True):
            sums = groups[look[:depth]]
            sums[0] += broken
            sums[1] += looks
    return counts


def _worth(
    groups: Counts, means: Mapping[tuple[Any, ...], float], above: int, rules: Rules
) -> float:
    """a + b of the groups' Beta around their wider groups' means m, by the method of moments.

    With x broken of n: E (x - n m)^2 = n m (1 - m) (1 + (n - 1) r), summed over the groups and
    solved for r = 1 / (a + b + 1) (the idea of Kleinman, JASA 68, 1973, with given means). Groups
    that differ no more than chance explains take all that the rulebook allows.
    """
    apart = chance = spare = 0.0
    for key, (broken, all_) in groups.items():
        mean = means[key[:above]]
        varies = all_ * mean * (1 - mean)
        apart += (broken - all_ * mean) ** 2
        chance += varies
        spare += varies * max(all_ - 1, 0.0)
    between = (apart - chance) / spare if spare > 0 else 0.0
    found = 1 / between - 1 if between > 0 else rules.most_worth
    return min(max(found, rules.least_worth), rules.most_worth)
