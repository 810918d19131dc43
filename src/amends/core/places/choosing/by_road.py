"""The best points by road: the nearest few by straight line, ranked by a router.

A straight line orders wrongly, but never by more than it can: no way is faster than the router's
fastest along the straight line. So points are taken in the order of their straight detour until
no further one can be better than the best that are known. What is told is exact, unless it says
that it stopped before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Final

import numpy as np

from amends.core.places.choosing.answers import Answer, answers
from amends.core.places.choosing.asked import asked
from amends.core.places.choosing.engine import search
from amends.core.places.choosing.found import Found
from amends.core.places.choosing.question import Question
from amends.core.places.choosing.table import PointTable
from amends.core.places.distance import Spot, distance
from amends.core.places.roads import Cost, Mode, Router, StraightLine, delays, detours

FIRST_TRIED: Final = 75
"""Points that are measured first; then twice as many, and so on. How soon it ends hangs on it, not
what is answered."""

MILLISECONDS: Final = 3
"""Digits of the seconds that count; what is nearer is equally good."""


@dataclass(frozen=True, slots=True)
class RoadAnswer:
    """A point, and what going by it takes more; near a single spot: what the way there takes."""

    answer: Answer
    more: Cost


@dataclass(frozen=True, slots=True)
class RoadAnswers:
    """The best points by road, best first.

    ``exact`` is false where points were left untried that might have been better. ``by`` and
    ``trouble`` as in ``Costs``: who measured, and why it is not the router that was asked.
    """

    answers: tuple[RoadAnswer, ...]
    exact: bool
    by: str
    trouble: str = ""


def choose_by_road(
    table: PointTable,
    question: Question,
    router: Router,
    *,
    mode: Mode,
    most_tried: int,
) -> RoadAnswers:
    """The ``question.count`` best points under all filters by seconds of detour on real ways, then
    by reliability and code.

    The way by road leads from a spot of the question's way by the point to the next (see
    ``Answer.after``); from a single spot it leads to the point alone. At most ``most_tried`` points
    are measured. Errors: ``BadQuestion``.
    """
    meant, measured = asked(table, question), _Measured(router, question, mode)
    count = 0
    while True:
        count = min(max(FIRST_TRIED, question.count, 2 * count), most_tried)
        found = search(table, meant._replace(wanted=count))
        measured.add(table, found)
        if len(found.rows) < count or count == most_tried or measured.settles(found):
            break
    ranked = measured.ranked(table, found)
    points = answers(table, found.at([place for place, _ in ranked]))
    best = tuple(RoadAnswer(point, more) for point, (_, more) in zip(points, ranked, strict=True))
    exact = len(found.rows) < count or measured.settles(found)
    return RoadAnswers(best, exact, measured.by, measured.trouble)


@dataclass(frozen=True, slots=True)
class _Stop:
    """A point, and the number of the spot at which one leaves the way for it."""

    spot: Spot
    after: int


class _Measured:
    """The seconds of detour by the points found so far, all of them told by one router."""

    def __init__(self, router: Router, question: Question, mode: Mode) -> None:
        self._router, self._mode, self._count = router, mode, question.count
        self._way = question.way
        self._stops: list[_Stop] = []
        self._seconds: list[float] = []
        self._direct: float | None = None
        self.by = self.trouble = ""

    def add(self, table: PointTable, found: Found) -> None:
        """Measure the points that were not found before."""
        first = len(self._stops)
        rows, legs = found.rows[first:].tolist(), found.after[first:].tolist()
        self._add([_Stop(table.spot(row), leg) for row, leg in zip(rows, legs, strict=True)])

    def settles(self, found: Found) -> bool:
        """Whether no point behind those found can be among the best."""
        if len(self._way) > 2 or len(self._seconds) < self._count:
            return False
        detour = float(found.detours[-1])
        straight = detour / 2 if len(self._way) == 1 else detour + distance(*self._way)
        if self._direct is None:
            return True
        soonest = straight / self._router.fastest(self._mode) - self._direct
        return soonest > sorted(self._seconds)[self._count - 1]

    def ranked(self, table: PointTable, found: Found) -> list[tuple[int, Cost]]:
        """The best of the found points by their places, with their whole costs."""
        seconds, lower = np.array(self._seconds), table.live["lower"][found.rows]
        order = np.lexsort((table.fixed["rank"][found.rows], -lower, seconds))[: self._count]
        best = [int(place) for place in order if seconds[place] < inf]
        costs: dict[int, Cost | None] = {}
        for (start, end), places in self._legs(best):
            spots = [self._stops[place].spot for place in places]
            more = detours(self._router, start, end, spots, mode=self._mode)
            if more.by != self.by:
                self._begin_anew(self._stops, more.trouble)
                return self.ranked(table, found)
            costs |= zip(places, more.costs, strict=True)
        return [(place, cost) for place in best if (cost := costs[place]) is not None]

    def _add(self, stops: list[_Stop]) -> None:
        first = len(self._stops)
        self._stops += stops
        self._seconds += [inf] * len(stops)
        for (start, end), places in self._legs(list(range(first, len(self._stops)))):
            spots = [self._stops[place].spot for place in places]
            told = delays(self._router, start, end, spots, mode=self._mode)
            if self.by and told.by != self.by:
                self._begin_anew(self._stops, told.trouble)
                return
            self.by, self.trouble, self._direct = told.by, told.trouble, told.direct
            for place, seconds in zip(places, told.seconds, strict=True):
                self._seconds[place] = inf if seconds is None else round(seconds, MILLISECONDS)

    def _legs(self, places: list[int]) -> Iterator[tuple[tuple[Spot, Spot | None], list[int]]]:
        """Some stops by the leg of the way on which they lie."""
        by_leg: dict[int, list[int]] = {}
        for place in places:
            by_leg.setdefault(self._stops[place].after, []).append(place)
        for leg, those in by_leg.items():
            yield (self._way[leg], self._way[leg + 1] if len(self._way) > 1 else None), those

    def _begin_anew(self, stops: list[_Stop], trouble: str) -> None:
        """What two routers told is never compared: all is measured by straight line."""
        self._router, self.by, self._stops, self._seconds = StraightLine(), "", [], []
        self._add(stops)
        self.trouble = trouble
