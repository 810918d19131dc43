"""What a customer asks: where they pass, when, and with which parcel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from math import inf, isnan

import numpy as np
import numpy.typing as npt

from amends.core.errors import AmendsError
from amends.core.places.distance import Spot
from amends.core.places.points import Parcel

MOST_SPOTS = 2_000
"""Of one way; a router's line has some hundreds."""

MOST_ANSWERS = 100

MOST_STAY = 7 * 24 * 60
"""Minutes."""

A_WAY, A_COUNT = f"a way has 1 to {MOST_SPOTS} spots", f"1 to {MOST_ANSWERS} answers"
OFF_THE_GLOBE = "a spot is a latitude from -90 to 90 and a longitude from -180 to 180, in degrees"


ANY_PARCEL = Parcel()


class BadQuestion(AmendsError):
    """A question that cannot be answered; ``where`` is the field."""

    code = "bad_question"


@dataclass(frozen=True, eq=False)
class Arrivals:
    """When this parcel would be at the points of each leg; made by ``PointTable.arriving``.

    ``minutes``: UTC minutes by the table's number of the leg; ``NEVER_THERE`` where it never is.
    """

    minutes: npt.NDArray[np.int32]


NEVER_THERE = int(np.iinfo(np.int32).max)


@dataclass(frozen=True, slots=True)
class Question:
    """Which points suit this customer and this parcel best?

    ``way``: one spot ("near here"), two ("on my way from A to B"), or the spots of a whole way.
    From ``earliest`` to ``latest`` (aware) the customer passes. A point serves if from some moment
    of that window on it is open for ``stay`` minutes without a break and the parcel is there;
    who wants it open during the whole window asks with ``latest = earliest`` and a longer stay.

    ``count``: how many answers at most. ``reliability``: the least lower bound of the share of good
    hand-overs. ``detour``: the largest, in metres (compared in whole millimetres). ``kinds`` and
    ``operators``: only these, where given; ``without_operators``: none of these. ``leave_out``:
    codes never to be answered. ``arrivals``: None where the parcel is at every point already.
    """

    way: tuple[Spot, ...]
    earliest: datetime
    latest: datetime
    stay: int = 15
    parcel: Parcel = ANY_PARCEL
    count: int = 10
    reliability: float = 0.0
    detour: float = inf
    kinds: frozenset[str] | None = None
    operators: frozenset[str] | None = None
    without_operators: frozenset[str] = frozenset()
    leave_out: frozenset[str] = frozenset()
    arrivals: Arrivals | None = None


def checked(question: Question) -> Question:
    """The same question; ``BadQuestion`` if no answer can be told. Its spots are checked as they
    are read."""
    for name, bad, message in (
        ("way", not 1 <= len(question.way) <= MOST_SPOTS, A_WAY),
        ("earliest", question.earliest.tzinfo is None, "a moment needs a time zone"),
        ("latest", question.latest.tzinfo is None, "a moment needs a time zone"),
        ("stay", not 1 <= question.stay <= MOST_STAY, "a stay takes 1 minute to a week"),
        ("count", not 1 <= question.count <= MOST_ANSWERS, A_COUNT),
        ("detour", not question.detour >= 0, "metres, 0 or more"),
        ("reliability", isnan(question.reliability), "a share of good hand-overs"),
    ):
        if bad:
            raise BadQuestion(message, where=name)
    if question.latest < question.earliest:
        raise BadQuestion("the window ends before it begins", where="latest")
    return question


def minute_from(moment: datetime) -> int:
    """The first whole UTC minute that is not before the moment."""
    return int(-(-moment.timestamp() // 60))


def minute_until(moment: datetime) -> int:
    """The last whole UTC minute that is not after the moment."""
    return int(moment.timestamp() // 60)


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTES_KEPT = 1 << 17
"""The moments of three months, as answers name the same ones again and again."""


@lru_cache(maxsize=MINUTES_KEPT)
def moment_of(minute: int) -> datetime:
    """The aware UTC moment of a minute."""
    return EPOCH + timedelta(minutes=minute)
