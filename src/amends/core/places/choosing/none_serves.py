"""Why no point serves: how many are left out by what, and what would have to be otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf

import numpy as np

from amends.core.places.choosing.answers import Answer
from amends.core.places.choosing.asked import Asked, asked
from amends.core.places.choosing.choose import choose
from amends.core.places.choosing.filters import LEFT_OUT_BY, Flags, Rows, Why, visits
from amends.core.places.choosing.globe import detours
from amends.core.places.choosing.question import Question, moment_of
from amends.core.places.choosing.table import PointTable


@dataclass(frozen=True, slots=True)
class Opening:
    """The first moment after the window at which one of the points would serve."""

    code: str
    come: datetime


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What keeps the points from being offered.

    ``near``: points within the detour; ``too_far``: the others; ``nowhere``: those of no known
    place. ``reasons``: how many of the near ones each reason keeps away, where a point may have
    several; ``alone``: how many nothing else keeps away. ``later``: which would serve first after
    the window, as far as hours are known; ``farther``: the best of those that are too far.
    """

    near: int
    too_far: int
    nowhere: int
    reasons: Mapping[Why, int]
    alone: Mapping[Why, int]
    later: Opening | None = None
    farther: Answer | None = None


def left_out(
    table: PointTable,
    question: Question,
    *,
    besides: frozenset[str] = frozenset(),
    farthest: float = inf,
) -> LeftOut:
    """What leaves the points out; ``besides`` are not counted. Errors: ``BadQuestion``.

    ``farthest``: the largest detour, in metres, of a point that is named as ``farther``.
    """
    meant = asked(table, question)
    counted = np.setdiff1d(np.arange(len(table), dtype=np.int64), table.rows(besides))
    placed = counted[counted < table.placed]
    more, _ = detours(table.fixed["vector"][placed], meant.way)
    is_near = np.rint(more * 1000) <= meant.most_metres * 1000
    near = placed[is_near][np.argsort(more[is_near], kind="stable")]
    flags = {why: test(table, meant, near) for why, test in LEFT_OUT_BY.items()}
    several = sum((each.astype(np.int64) for each in flags.values()), np.zeros(len(near), np.int64))
    other = replace(
        question,
        leave_out=question.leave_out | besides,
        count=1,
        detour=max(farthest, question.detour),
    )
    return LeftOut(
        near=len(near),
        too_far=len(placed) - len(near),
        nowhere=len(counted) - len(placed),
        reasons=_counts(flags),
        alone=_counts({why: each & (several == 1) for why, each in flags.items()}),
        later=_later(table, meant, near),
        farther=next(iter(choose(table, other)), None),
    )


def _counts(flags: Mapping[Why, Flags]) -> Mapping[Why, int]:
    return {why: int(each.sum()) for why, each in flags.items() if each.any()}


def _later(table: PointTable, meant: Asked, near: Rows) -> Opening | None:
    """The first of the near rows, which are in the order of their detours, that would serve."""
    openings = table.openings
    ever = meant._replace(last=openings.end - openings.start - 1)
    for test in LEFT_OUT_BY.values():
        near = near[~test(table, ever, near)]
    if not len(near):
        return None
    come, _ = visits(table, ever, near)
    first = int(np.argmin(come))
    return Opening(table.code(int(near[first])), moment_of(openings.start + int(come[first])))
