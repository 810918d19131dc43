"""The best points by road: the nearest few by straight line, ranked by a router.

A straight line orders wrongly, but never by more than it can: no way is faster than the router's
fastest along the straight line. So points are taken in the order of their straight detour until
no further one can be better than the best that are known. What is told is exact, unless it says
that it stopped before.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from math import inf
from typing import Final

import numpy as np

from amends.core.places.choosing.answers import Answer, answers
from amends.core.places.choosing.asked import asked
from amends.core.places.choosing.found import Found
from amends.core.places.choosing.plain import search
from amends.core.places.choosing.question import Question
from amends.core.places.choosing.table import PointTable
from amends.core.places.distance import Spot, distance
from amends.core.places.roads import Cost, Mode, Router, StraightLine, delays, detours

FIRST_TRIED: Final = 75
"""Points that are measured first; then twice as many, and so on."""

MOST_TRIED: Final = 300
"""Points that are measured for one question."""

MILLISECONDS: Final = 3
"""Digits of the seconds that count; what is nearer is equally good."""


@dataclass(frozen=True, slots=True)
class RoadAnswer:
    """A point, and what it takes more than going straight from the start to the end."""

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
    most_tried: int = MOST_TRIED,
) -> RoadAnswers:
    """The ``question.count`` best points under all filters by seconds of detour on real ways, then
    by reliability and code.

    The way by road leads from the question's first spot by the point to its last; of one spot
    there and back. Errors: ``BadQuestion``.
    """
    meant, measured = asked(table, question), _Measured(router, question, mode)
    count = 0
    while True:
        count = min(max(FIRST_TRIED, question.count, 2 * count), most_tried)
        found = search(table, replace(meant, count=count))
        measured.add([table.spot(int(row)) for row in found.rows[measured.known :]])
        if len(found.rows) < count or count == most_tried or measured.settles(found):
            break
    ranked = measured.ranked(table, found)
    points = answers(table, meant, _part(found, [place for place, _ in ranked]))
    best = tuple(RoadAnswer(point, more) for point, (_, more) in zip(points, ranked, strict=True))
    exact = len(found.rows) < count or measured.settles(found)
    return RoadAnswers(best, exact, measured.by, measured.trouble)


class _Measured:
    """The seconds of detour by the points found so far, all of them told by one router."""

    def __init__(self, router: Router, question: Question, mode: Mode) -> None:
        self._router, self._mode, self._count = router, mode, question.count
        self._start, self._end = question.way[0], question.way[-1]
        self._is_one_leg = len(question.way) <= 2
        self._spots: list[Spot] = []
        self._seconds: list[float] = []
        self._direct: float | None = None
        self.by = self.trouble = ""

    @property
    def known(self) -> int:
        return len(self._spots)

    def add(self, spots: list[Spot]) -> None:
        """Measure more points."""
        told = delays(self._router, self._start, self._end, spots, mode=self._mode)
        if self.by and told.by != self.by:
            self._begin_anew(self._spots + spots, told.trouble)
            return
        self.by, self.trouble, self._direct = told.by, told.trouble, told.direct
        self._spots += spots
        self._seconds += [inf if s is None else round(s, MILLISECONDS) for s in told.seconds]

    def settles(self, found: Found) -> bool:
        """Whether no point behind those found can be among the best."""
        if self._direct is None:
            return True
        if not self._is_one_leg or len(self._seconds) < self._count:
            return False
        straight = float(found.detours[-1]) + distance(self._start, self._end)
        soonest = straight / self._router.fastest(self._mode) - self._direct
        return soonest > sorted(self._seconds)[self._count - 1]

    def ranked(self, table: PointTable, found: Found) -> list[tuple[int, Cost]]:
        """The best of the found points by their places, with their whole costs."""
        seconds = np.array(self._seconds)
        lower = table.lower[found.rows]
        order = np.lexsort((table.rank[found.rows], -lower, seconds))[: self._count]
        best = [int(place) for place in order if seconds[place] < inf]
        spots = [self._spots[place] for place in best]
        more = detours(self._router, self._start, self._end, spots, mode=self._mode)
        if best and more.by != self.by:
            self._begin_anew(self._spots, more.trouble)
            return self.ranked(table, found)
        return [(p, cost) for p, cost in zip(best, more.costs, strict=True) if cost is not None]

    def _begin_anew(self, spots: list[Spot], trouble: str) -> None:
        """What two routers told is never compared: all is measured by straight line."""
        self._router, self.by, self._spots, self._seconds = StraightLine(), "", [], []
        self.add(spots)
        self.trouble = trouble


def _part(found: Found, places: list[int]) -> Found:
    return Found(*(getattr(found, field.name)[places] for field in fields(found)))
