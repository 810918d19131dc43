"""The best points by road: the nearest few by straight line, ranked by a router.

A straight line orders wrongly, but never by more than it can: no way is faster than the router's
fastest along the straight line. So points are taken in the order of their straight detour until
no further one can be better than the best that are known. What is told is exact, unless it says
that it stopped before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from amends.core.places.choosing.answers import Answer
from amends.core.places.choosing.choose import choose
from amends.core.places.choosing.question import MOST_ANSWERS, Question
from amends.core.places.choosing.table import PointTable
from amends.core.places.distance import Spot, distance
from amends.core.places.roads import Cost, Mode, Router, StraightLine, delays, detours

MOST_TRIED: Final = 300
"""Points that are ranked for one question."""

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
    search = _Search(router, question, mode)
    tried: dict[str, Answer] = {}
    exact = False
    while not exact and len(tried) < most_tried:
        size = min(MOST_ANSWERS, most_tried - len(tried))
        left_out = question.leave_out | frozenset(tried)
        batch = choose(table, replace(question, count=size, leave_out=left_out))
        tried |= {answer.code: answer for answer in batch}
        search.add(batch)
        exact = len(batch) < size or search.is_settled(batch[-1].detour)
    return search.told(exact)


class _Search:
    """What was measured so far for one question, all of it by one router."""

    def __init__(self, router: Router, question: Question, mode: Mode) -> None:
        self._router, self._mode, self._count = router, mode, question.count
        self._start, self._end = question.way[0], question.way[-1]
        self._is_one_leg = len(question.way) <= 2
        self._seconds: dict[str, float] = {}
        self._answers: list[Answer] = []
        self._direct: float | None = None
        self._by = self._trouble = ""

    def add(self, answers: Sequence[Answer]) -> None:
        """Measure more points; if that was another router, all of them by straight line."""
        self._answers += answers
        told = delays(self._router, self._start, self._end, _spots(answers), mode=self._mode)
        if self._by and told.by != self._by:
            self._begin_anew(told.trouble)
            return
        self._by, self._trouble, self._direct = told.by, told.trouble, told.direct
        for answer, seconds in zip(answers, told.seconds, strict=True):
            if seconds is not None:
                self._seconds[answer.code] = round(seconds, MILLISECONDS)

    def is_settled(self, detour: float) -> bool:
        """Whether no point of a longer straight detour can be among the best."""
        if self._direct is None:
            return True
        if not self._is_one_leg or len(self._seconds) < self._count:
            return False
        straight = detour + distance(self._start, self._end)
        soonest = straight / self._router.fastest(self._mode) - self._direct
        return soonest > sorted(self._seconds.values())[self._count - 1]

    def told(self, exact: bool) -> RoadAnswers:
        """The best points, now with their metres."""
        reached = [answer for answer in self._answers if answer.code in self._seconds]
        best = sorted(reached, key=self._order)[: self._count]
        more = detours(self._router, self._start, self._end, _spots(best), mode=self._mode)
        if best and more.by != self._by:
            self._begin_anew(more.trouble)
            return self.told(False)
        answers = (
            RoadAnswer(answer, cost)
            for answer, cost in zip(best, more.costs, strict=True)
            if cost is not None
        )
        return RoadAnswers(tuple(answers), exact, self._by, self._trouble)

    def _begin_anew(self, trouble: str) -> None:
        answers, self._answers = self._answers, []
        self._router, self._by = StraightLine(), ""
        self._seconds.clear()
        self.add(answers)
        self._trouble = trouble

    def _order(self, answer: Answer) -> tuple[float, float, str]:
        return self._seconds[answer.code], -answer.lower, answer.code


def _spots(answers: Sequence[Answer]) -> list[Spot]:
    return [answer.spot for answer in answers]
