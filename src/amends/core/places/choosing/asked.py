"""A question in the numbers of one table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from math import cos, radians, sin
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from amends.core.places.choosing.globe import Vectors
from amends.core.places.choosing.question import (
    OFF_THE_GLOBE,
    BadQuestion,
    Question,
    checked,
    minute_from,
    minute_until,
)
from amends.core.places.choosing.table import NO_LIMIT, PointTable
from amends.core.places.distance import Spot
from amends.core.places.points import Parcel

FARTHEST = np.array([90.0, 180.0])
FEW = 8
"""Spots that are quicker turned into vectors one by one."""


class Asked(NamedTuple):
    """A checked question: minutes count from the start of the table's openings."""

    way: Vectors
    first: int
    last: int
    stay: int
    sides: tuple[int, int, int]
    grams: int
    days: int
    to_pay: bool
    to_try_on: bool
    wanted: int
    least: float
    most_metres: float
    kinds: npt.NDArray[np.bool_]
    operators: npt.NDArray[np.bool_]
    left_out: npt.NDArray[np.int64]
    arrivals: npt.NDArray[np.int32]
    """UTC minutes by leg; 0 where the parcel is there already."""
    start: int
    """The UTC minute at which the openings start."""

    def arrival(self, legs: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.int32]:
        """When the parcel is at points of these legs; 0 or less where it is there already."""
        return np.asarray(self.arrivals[legs] - np.int32(self.start))


def asked(table: PointTable, question: Question) -> Asked:
    """The question as numbers; ``BadQuestion`` if it is wrong or beyond the table's openings."""
    question = checked(question)
    openings, parcel = table.openings, question.parcel
    first = minute_from(question.earliest)
    last = max(first, minute_until(question.latest))
    if first < openings.start or last >= openings.end:
        raise BadQuestion(
            "opening hours are not known for this window", where="earliest", hint="ask for sooner"
        )
    return Asked(
        way=_vectors(question.way),
        first=first - openings.start,
        last=last - openings.start,
        stay=question.stay,
        sides=_sides(parcel),
        grams=parcel.grams or 0,
        days=min(parcel.storage_days or 0, NO_LIMIT),
        to_pay=parcel.to_pay,
        to_try_on=parcel.to_try_on,
        wanted=question.count,
        least=question.reliability,
        most_metres=question.detour,
        kinds=table.of_kinds(question.kinds),
        operators=table.of_operators(question.operators, question.without_operators),
        left_out=table.rows(question.leave_out),
        arrivals=_arrivals(table, question),
        start=openings.start,
    )


def _sides(parcel: Parcel) -> tuple[int, int, int]:
    longest, middle, shortest = sorted(parcel.sides or (0, 0, 0), reverse=True)
    return min(longest, NO_LIMIT), min(middle, NO_LIMIT), min(shortest, NO_LIMIT)


def _vectors(way: Sequence[Spot]) -> Vectors:
    """As ``globe.vectors``, which is slower for a few spots."""
    if len(way) <= FEW:
        return np.array([_vector(*spot) for spot in way])
    spots = np.fromiter(chain.from_iterable(way), np.float64, 2 * len(way)).reshape(-1, 2)
    if not (np.abs(spots) <= FARTHEST).all():
        raise BadQuestion(OFF_THE_GLOBE, where="way")
    angles = np.radians(spots)
    (beside, along), (up, across) = np.cos(angles).T, np.sin(angles).T
    made = np.empty((len(way), 3))
    made[:, 0], made[:, 1], made[:, 2] = beside * along, beside * across, up
    return made


def _vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise BadQuestion(OFF_THE_GLOBE, where="way")
    north, east = radians(latitude), radians(longitude)
    beside = cos(north)
    return beside * cos(east), beside * sin(east), sin(north)


def _arrivals(table: PointTable, question: Question) -> npt.NDArray[np.int32]:
    if question.arrivals is None:
        return table.no_arrivals
    minutes = question.arrivals.minutes
    if len(minutes) != len(table.legs):
        raise BadQuestion("arrivals are of another table", where="arrivals")
    return minutes
