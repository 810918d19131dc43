"""A made-up country full of points, with hours as shops keep them, and what its people ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

import numpy as np
import numpy.typing as npt

from amends.core.places import Parcel, Spot
from amends.core.places.choosing import (
    Columns,
    PointTable,
    Question,
    openings,
    pack_points,
)
from amends.core.places.hours import Schedule, Timetable, as_minutes, pack
from amends.core.places.hours.spans import CLOSED, WHOLE_DAY, Spans
from amends.policies import Policy, load_policy

BEGIN = datetime(2026, 11, 23, tzinfo=UTC)
DAYS = 10
ZONES = ("Europe/Helsinki", "Europe/Stockholm")
TOWNS = 200
WEST, EAST, SOUTH, NORTH = 17.0, 30.0, 60.0, 68.0
OPERATORS, LEGS = 40, 300


@dataclass(frozen=True)
class Country:
    """Points, when they are open, and where the towns are (latitude, longitude, spread)."""

    table: PointTable
    columns: Columns
    timetable: Timetable
    towns: npt.NDArray[np.float64]


def country(many: int, seed: int = 1) -> Country:
    """A country of so many points: six in ten in 200 towns of very different size."""
    dice = np.random.default_rng(seed)
    timetable, rows = pack(
        [(_week(dice), ZONES[int(dice.integers(2))]) for _ in range(3000)],
        first=date(2026, 11, 22),
        last=date(2026, 12, 6),
    )
    towns = np.stack(
        [
            dice.uniform(SOUTH, NORTH, TOWNS),
            dice.uniform(WEST, EAST, TOWNS),
            dice.lognormal(-3.2, 0.7, TOWNS),
        ],
        axis=1,
    )
    columns = _columns(many, dice, towns, rows)
    start = as_minutes(BEGIN)
    known = openings(timetable, start=start, end=start + DAYS * 1440)
    return Country(pack_points(columns, known), columns, timetable, towns)


def _columns(
    many: int,
    dice: np.random.Generator,
    towns: npt.NDArray[np.float64],
    hours: npt.NDArray[np.int32],
) -> Columns:
    latitude, longitude = _spots(many, dice, towns)
    operator = np.minimum(dice.zipf(1.4, many) - 1, OPERATORS - 1)
    row = hours[dice.integers(0, len(hours), many)]
    total = dice.integers(0, 500, many).astype(np.int32)
    share = dice.beta(60, 1.5, many)

    def drawn(*values: int) -> npt.NDArray[np.int32]:
        return dice.choice(np.array(values, np.int32), many)

    return Columns(
        code=[f"PT{number:08d}" for number in range(many)],
        latitude=latitude,
        longitude=longitude,
        hours=np.where(dice.random(many) < 0.02, -1, row).astype(np.int32),
        kind=np.array(["locker", "counter", "post"])[dice.integers(0, 3, many)].tolist(),
        operator=[f"operator {number}" for number in operator],
        leg=[f"leg {number}" for number in dice.integers(0, LEGS, many)],
        sides=np.sort(dice.integers(200, 900, (many, 3)), axis=1).astype(np.int32),
        grams=drawn(-1, 5_000, 15_000, 30_000),
        days=drawn(-1, 3, 5, 7, 14),
        payment=dice.random(many) < 0.6,
        fitting=dice.random(many) < 0.25,
        free=np.where(dice.random(many) < 0.5, -1, dice.integers(0, 60, many)).astype(np.int32),
        service=(dice.random(many) < 0.03).astype(np.uint8),
        lower=share,
        good=np.rint(total * share).astype(np.int32),
        total=total,
    )


def _spots(
    many: int, dice: np.random.Generator, towns: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    sizes = 1 / np.arange(1, TOWNS + 1)
    town = towns[dice.choice(TOWNS, many, p=sizes / sizes.sum())]
    in_town = dice.random(many) < 0.6
    latitude = town[:, 0] + dice.normal(0, 1, many) * town[:, 2]
    longitude = town[:, 1] + dice.normal(0, 2, many) * town[:, 2]
    return (
        np.where(in_town, latitude, dice.uniform(SOUTH, NORTH, many)),
        np.where(in_town, longitude, dice.uniform(WEST, EAST, many)),
    )


def _week(dice: np.random.Generator) -> Schedule:
    """One in twenty never closes; the others keep a shop's hours, some with a closed day."""
    if dice.random() < 0.05:
        return Schedule(week=(WHOLE_DAY,) * 7)
    opens, closes = int(dice.integers(12, 23)) * 30, int(dice.integers(34, 46)) * 30
    usual: Spans = ((opens, closes),)
    if dice.random() < 0.1:
        usual = ((opens, 780), (840, closes))
    saturday: Spans = ((opens + 60, max(closes - 180, opens + 120)),)
    sunday: Spans = CLOSED if dice.random() < 0.5 else saturday
    dated = ((date(2026, 11, 25), CLOSED),) if dice.random() < 0.02 else ()
    return Schedule(week=(usual,) * 5 + (saturday, sunday), dated=dated)


MIX = {
    "near here": 0.40,
    "on the way through town": 0.25,
    "on the way across the country": 0.10,
    "a whole way of 20 to 200 spots": 0.10,
    "at night, when few are open": 0.10,
    "at night, heavy, to be paid, one small operator": 0.05,
}


def questions(made: Country, many: int, seed: int = 2) -> list[tuple[str, Question]]:
    """What is asked, in the shares of ``MIX``, in a drawn order; k = 10 and all filters on."""
    dice = np.random.default_rng(seed)
    kinds = dice.choice(list(MIX), many, p=list(MIX.values()))
    return [(str(kind), _question(made, str(kind), dice)) for kind in kinds]


def _question(made: Country, kind: str, dice: np.random.Generator) -> Question:
    policy = _policy()
    choosing, least = policy.choosing, policy.reliability.least
    here = _somewhere(made, dice)
    by_night = "night" in kind
    day = BEGIN + timedelta(days=int(dice.integers(0, 7)))
    earliest = day + timedelta(minutes=60 if by_night else int(dice.integers(8 * 60, 18 * 60)))
    hard = "heavy" in kind
    legs = {f"leg {n}": earliest - timedelta(minutes=int(m)) for n, m in
            enumerate(dice.integers(-60, 2000, LEGS)) if n % 10}  # fmt: skip
    return Question(
        way=_way(made, kind, here, dice),
        earliest=earliest,
        latest=earliest + timedelta(minutes=90),
        stay=choosing.stay_minutes,
        parcel=Parcel(
            sides=(380, 250, 120),
            grams=20_000 if hard else int(dice.integers(200, 8_000)),
            to_pay=hard or bool(dice.random() < 0.3),
            to_try_on=bool(dice.random() < 0.1),
            storage_days=3,
        ),
        count=10,
        reliability=least,
        detour=float(choosing.longest_detour_metres),
        operators=frozenset({"operator 30"}) if hard else None,
        without_operators=frozenset() if hard else frozenset({"operator 3"}),
        leave_out=frozenset({made.columns.code[int(dice.integers(len(made.columns.code)))]}),
        arrivals=made.table.arriving(legs) if dice.random() < 0.5 else None,
    )


def _way(made: Country, kind: str, here: Spot, dice: np.random.Generator) -> tuple[Spot, ...]:
    if "across" in kind:
        return (here, _somewhere(made, dice))
    if "town" in kind:
        return (here, _moved(here, dice, 0.03))
    if "whole way" in kind:
        spots = [here]
        heading = dice.normal(0, 1, 2)
        for _ in range(int(dice.integers(19, 200))):
            heading = heading + dice.normal(0, 0.4, 2)
            step = heading / np.hypot(*heading) * 0.001
            spots.append((spots[-1][0] + float(step[0]), spots[-1][1] + 2 * float(step[1])))
        return tuple(spots)
    return (here,)


def _somewhere(made: Country, dice: np.random.Generator) -> Spot:
    """Near some point: where points are, people are."""
    row = int(dice.integers(len(made.columns.code)))
    spot = (float(made.columns.latitude[row]), float(made.columns.longitude[row]))
    return _moved(spot, dice, 0.005)


def _moved(spot: Spot, dice: np.random.Generator, by: float) -> Spot:
    return spot[0] + float(dice.normal(0, by)), spot[1] + float(dice.normal(0, 2 * by))


@cache
def _policy() -> Policy:
    return load_policy()
