"""The best points by road, among the best by the straight line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from amends.core.places.choosing.answers import Answer
from amends.core.places.choosing.choose import choose
from amends.core.places.choosing.question import MOST_ANSWERS, BadQuestion, Question
from amends.core.places.choosing.table import PointTable
from amends.core.places.distance import distance
from amends.core.places.roads import Cost, Mode, Router, detours

Measure = Literal["seconds", "metres"]


@dataclass(frozen=True, slots=True)
class OnRoad:
    """An answer, and what going by it costs more on the road (near here: the way there alone)."""

    answer: Answer
    cost: Cost


@dataclass(frozen=True, slots=True)
class ByRoad:
    """The best by road, best first.

    ``exact``: no point that was not looked at can be better; else ``looked_at`` were not enough
    to be sure. ``by`` names the router, ``trouble`` says why it is not the one that was asked.
    """

    best: tuple[OnRoad, ...]
    looked_at: int
    exact: bool
    by: str
    trouble: str = ""


def choose_by_road(
    table: PointTable,
    question: Question,
    router: Router,
    *,
    mode: Mode,
    measure: Measure = "seconds",
    fastest: float | None = None,
    candidates: int = 40,
) -> ByRoad:
    """The ``question.count`` best points by road: by the detour's seconds or metres.

    The best by the straight line are looked at, twice as many each time, up to ``candidates``. No
    road is shorter than the straight line, so with d the straight detour of the first point that
    was not looked at, its detour by road is at least d + (straight line A to B) - (road A to B);
    once that is more than the last of the best has, the answer is exact. In seconds that needs
    ``fastest``, metres a second that nobody exceeds on the router's roads; without it all
    candidates are looked at and nothing is claimed. For a whole way the road leaves it at the spot
    before the detour and comes back at the next one (see ``Answer.after``); then, and for points
    that no road leads to, nothing is claimed either.

    Errors: ``BadQuestion``. What the router cannot do is told by ``trouble``.
    """
    if not question.count <= candidates <= MOST_ANSWERS:
        raise BadQuestion(f"from the count up to {MOST_ANSWERS} candidates", where="candidates")
    bound = _bound(question, router, mode, measure, fastest)
    many = candidates if bound is None else min(2 * question.count, candidates)
    while True:
        found = choose(table, replace(question, count=many))
        looked = _looked_at(found, question, router, mode, measure)
        best = looked.best[: question.count]
        enough = len(best) == question.count and not looked.trouble
        exact = len(found) < many or (
            enough and bound is not None and bound(found[-1].detour) > _of(best[-1].cost, measure)
        )
        if exact or many == candidates:
            return replace(looked, best=best, exact=exact)
        many = min(2 * many, candidates)


def _bound(
    question: Question, router: Router, mode: Mode, measure: Measure, fastest: float | None
) -> Callable[[float], float] | None:
    """What a straight detour costs at least by road; ``None`` where that cannot be told."""
    if len(question.way) > 2 or (measure == "seconds" and not fastest):
        return None
    pace = 1 / fastest if measure == "seconds" and fastest else 1.0
    if len(question.way) == 1:
        return lambda detour: detour / 2 * pace
    start, end = question.way
    direct = router.costs([start], [end], mode=mode).rows[0][0]
    if direct is None:
        return None
    straight, road = distance(start, end), _of(direct, measure)
    return lambda detour: (straight + detour) * pace - road


def _looked_at(
    found: Sequence[Answer], question: Question, router: Router, mode: Mode, measure: Measure
) -> ByRoad:
    measured: list[OnRoad] = []
    by, trouble = "", ""
    for after, group in groupby(sorted(found, key=_after), key=_after):
        answers = list(group)
        end = question.way[after + 1] if len(question.way) > 1 else None
        spots = [answer.spot for answer in answers]
        more = detours(router, question.way[after], end, spots, mode=mode)
        by, trouble = more.by, more.trouble or trouble
        costs = zip(answers, more.costs, strict=True)
        measured += [OnRoad(answer, cost) for answer, cost in costs if cost is not None]
    measured.sort(key=lambda each: (_of(each.cost, measure), -each.answer.lower, each.answer.code))
    return ByRoad(tuple(measured), len(found), False, by, trouble)


def _after(answer: Answer) -> int:
    return answer.after


def _of(cost: Cost, measure: Measure) -> float:
    return cost.seconds if measure == "seconds" else cost.metres
