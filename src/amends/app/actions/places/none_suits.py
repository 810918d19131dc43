"""Why nothing suits a customer: how many points are left out by what, and what would help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from amends.app.actions.places.counts import full_points
from amends.app.actions.places.suiting import Passing, at, held_points, question_of, table_of
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Case, Point
from amends.core.places import Parcel
from amends.core.places.choosing import PointTable, Why, left_out, with_columns
from amends.core.places.choosing.question import ANY_PARCEL

NEVER_COUNTED = frozenset({Why.BEHIND_OTHERS, Why.NO_PLACE, Why.DETOUR})


@dataclass(frozen=True, slots=True)
class Would:
    """A point that would suit if something else were otherwise: from ``come`` on, so far off."""

    point: Point
    come: datetime
    metres: float = 0.0


@dataclass(frozen=True, slots=True)
class NoneSuits:
    """How many points are ``near`` the way, ``too_far`` off it, and ``nowhere``.

    A point is near up to ``longest`` metres of detour. ``reasons`` counts what keeps the near ones
    away, the most frequent first; ``alone`` those that only one thing keeps away. ``later`` and
    ``farther`` would suit.
    """

    near: int
    too_far: int
    nowhere: int
    reasons: Mapping[Why, int]
    alone: Mapping[Why, int]
    later: Would | None
    farther: Would | None
    longest: float


def none_suits(
    passing: Passing, *, now: datetime, case: Case | None = None, parcel: Parcel = ANY_PARCEL
) -> NoneSuits:
    """Why ``suiting`` finds nothing for the same. Raise ``BadQuestion`` as it does.

    The point at which the parcel of a ``case`` waits is not counted.
    """
    own = frozenset({case.order.point}) if case else frozenset()
    full = full_points() - (held_points(case) if case else frozenset())
    table = _without_room(table_of(passing, now), full)
    question = at(question_of(table, case, parcel, now, count=1), passing, now)
    question = replace(question, leave_out=question.leave_out - own)
    farthest = current_policy().choosing.farther_detour_metres
    found = left_out(table, question, besides=own, farthest=farthest)
    later, farther = found.later, found.farther
    return NoneSuits(
        near=found.near,
        too_far=found.too_far,
        nowhere=found.nowhere,
        reasons=_most_first(found.reasons),
        alone=_most_first(found.alone),
        later=_would(later.code, later.come) if later else None,
        farther=_would(farther.code, farther.come, farther.detour) if farther else None,
        longest=question.detour,
    )


def _without_room(table: PointTable, full: frozenset[str]) -> PointTable:
    if not full:
        return table
    free = table.live["free"].copy()
    free[table.rows(full)] = 0
    return with_columns(table, free=np.asarray(free, np.int32))


def _most_first(counts: Mapping[Why, int]) -> Mapping[Why, int]:
    named = [(why, many) for why, many in counts.items() if why not in NEVER_COUNTED]
    return dict(sorted(named, key=lambda each: -each[1]))


def _would(code: str, come: datetime, metres: float = 0.0) -> Would | None:
    point = Point.objects.filter(code=code).first()
    return Would(point, come, metres) if point else None
