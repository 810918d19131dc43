"""Points, hours and questions drawn for tests, and a slow, plain way to answer them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np

from amends.core.places import Limits, Parcel, Spot, distance, takes
from amends.core.places.choosing import Listed, Question, Service

NEVER = int(np.iinfo(np.int64).max)
BEGIN = datetime(2026, 11, 23, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAYS = 8


def minute(moment: datetime) -> int:
    return int(moment.timestamp() // 60)


@dataclass(frozen=True)
class Stretches:
    """A timetable told as stretches of minutes after ``BEGIN``, row by row: sorted and apart."""

    rows: list[list[tuple[int, int]]]

    def __len__(self) -> int:
        return len(self.rows)

    def next_opening(self, rows, at):
        return np.array([self._next(*each) for each in self._asked(rows, at)], np.int64)

    def open_until(self, rows, at):
        return np.array([self._until(*each) for each in self._asked(rows, at)], np.int64)

    def _asked(self, rows, at):
        return zip(rows, np.broadcast_to(at, len(rows)) - minute(BEGIN), strict=True)

    def _next(self, row: int, at: int) -> int:
        for begin, end in self.rows[row]:
            if at < end:
                return max(begin, at) + minute(BEGIN)
        return NEVER

    def _until(self, row: int, at: int) -> int:
        ends = (end for begin, end in self.rows[row] if begin <= at < end)
        return next(ends, at) + minute(BEGIN)


def usual_hours(dice: np.random.Generator, many: int) -> list[list[tuple[int, int]]]:
    """Weeks as shops keep them: round the clock, over midnight, with a lunch break, closed days."""
    rows = []
    for number in range(many):
        if number % 8 == 0:
            rows.append([(0, DAYS * 1440)])
            continue
        opens, hours = int(dice.integers(7, 12)) * 60, int(dice.integers(6, 16)) * 60
        lunch = bool(dice.random() < 0.1)
        row: list[tuple[int, int]] = []
        for day in range(DAYS):
            if dice.random() < 0.15:
                continue
            begin, end = day * 1440 + opens, min(day * 1440 + opens + hours, DAYS * 1440)
            row += [(begin, begin + 180), (begin + 240, end)] if lunch else [(begin, end)]
        rows.append(row)
    return rows


def slowly(
    points: list[Listed], hours: list[list[tuple[int, int]]], question: Question, by_leg=None
) -> list[tuple[str, int, datetime]]:
    """The best points as (code, millimetres, when to come), by plain Python over plain values."""
    good = []
    for point in points:
        come = _come(point, hours, question, by_leg)
        if come is None or not _serves(point, question) or point.spot is None:
            continue
        more = slow_detour(question.way, point.spot)
        if round(more * 1000) <= question.detour * 1000:
            good.append((round(more * 1000), -point.lower, point.code.encode(), come))
    best = sorted(good)[: question.count]
    return [(code.decode(), millimetres, come) for millimetres, _, code, come in best]


def slow_detour(way: tuple[Spot, ...], spot: Spot) -> float:
    if len(way) == 1:
        return 2 * distance(way[0], spot)
    legs = (distance(a, spot) + distance(spot, b) - distance(a, b) for a, b in pairwise(way))
    return max(0.0, min(legs))


def _serves(point: Listed, question: Question) -> bool:
    parcel: Parcel = question.parcel
    limits: Limits = point.limits
    return (
        point.service is Service.WORKING
        and point.code not in question.leave_out
        and (question.kinds is None or point.kind in question.kinds)
        and (question.operators is None or point.operator in question.operators)
        and point.operator not in question.without_operators
        and takes(limits, parcel)
        and point.free != 0
        and point.lower >= question.reliability
    )


def _come(point: Listed, hours, question: Question, by_leg) -> datetime | None:
    if point.hours is None or (by_leg is not None and point.leg not in by_leg):
        return None
    moment = max(question.earliest, by_leg[point.leg]) if by_leg else question.earliest
    for begin, end in hours[point.hours]:
        come: datetime = max(moment, BEGIN + begin * MINUTE)
        if come <= question.latest and come + question.stay * MINUTE <= BEGIN + end * MINUTE:
            return come
    return None


def drawn_points(dice: np.random.Generator, many: int, hours: int) -> list[Listed]:
    """Points around Helsinki and far from it, of a few operators, with all that can be odd."""
    towns = [(60.17, 24.94), (61.5, 23.79), (65.01, 25.47), (55.75, 37.62), (47.92, 106.92)]
    points = []
    for number in range(many):
        town = towns[int(dice.integers(len(towns)))]
        spot = (town[0] + dice.normal(0, 0.1), town[1] + dice.normal(0, 0.2))
        total = int(dice.integers(0, 500))
        points.append(
            Listed(
                code=f"P{number:06d}",
                spot=None if dice.random() < 0.01 else spot,
                hours=None if dice.random() < 0.02 else int(dice.integers(hours)),
                kind=("locker", "counter", "post")[int(dice.integers(3))],
                operator=f"op{dice.integers(5)}",
                leg=f"leg{dice.integers(7)}",
                limits=_limits(dice),
                free=None if dice.random() < 0.5 else int(dice.integers(0, 4)),
                service=Service(int(dice.integers(5))) if dice.random() < 0.1 else Service.WORKING,
                lower=round(float(dice.beta(30, 1)), 3),
                good=total,
                total=total,
            )
        )
    return points


def _limits(dice: np.random.Generator) -> Limits:
    def maybe(value):
        return value if dice.random() < 0.7 else None

    return Limits(
        sides=maybe(tuple(sorted((int(s) for s in dice.integers(80, 900, 3)), reverse=True))),
        grams=maybe(int(dice.choice([5_000, 15_000, 30_000]))),
        payment=maybe(bool(dice.random() < 0.7)),
        fitting=maybe(bool(dice.random() < 0.3)),
        storage_days=maybe(int(dice.integers(2, 15))),
    )


def drawn_question(dice: np.random.Generator, points: list[Listed]) -> Question:
    """A question near some of the points, each filter set or not."""

    def maybe(value, share, otherwise):
        return value if dice.random() < share else otherwise

    spots = [point.spot for point in points if point.spot] or [(0.0, 0.0)]
    around = spots[int(dice.integers(len(spots)))]
    length = int(dice.choice([1, 2, 2, 2, 3, 12]))
    step = float(dice.choice([0.0, 0.005, 0.05, 1.0]))
    way = [(around[0] + step * dice.normal(), around[1] + step * dice.normal())]
    for _ in range(length - 1):
        way.append((way[-1][0] + step * dice.normal(), way[-1][1] + step * dice.normal()))
    earliest = BEGIN + int(dice.integers(0, (DAYS - 2) * 1440)) * MINUTE
    return Question(
        way=tuple(way),
        earliest=earliest,
        latest=earliest + int(dice.integers(0, 300)) * MINUTE,
        stay=int(dice.integers(1, 60)),
        parcel=Parcel(
            sides=maybe(tuple(int(side) for side in dice.integers(10, 500, 3)), 0.5, None),
            grams=maybe(int(dice.integers(100, 20_000)), 0.5, None),
            to_pay=bool(dice.random() < 0.2),
            to_try_on=bool(dice.random() < 0.2),
            storage_days=maybe(int(dice.integers(1, 10)), 0.3, None),
        ),
        count=int(dice.integers(1, 15)),
        reliability=maybe(0.95, 0.4, 0.0),
        detour=maybe(float(dice.integers(100, 20_000)), 0.5, float("inf")),
        kinds=maybe(frozenset({"locker", "counter"}), 0.2, None),
        operators=maybe(frozenset({"op1", "op2", "nobody"}), 0.2, None),
        without_operators=maybe(frozenset({"op2"}), 0.2, frozenset()),
        leave_out=frozenset(
            points[int(n)].code for n in dice.integers(0, len(points), int(dice.integers(4)))
        ),
    )
