"""Pickup points, cafés and stores with their hours, and the carriers with their qualities."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from amends.simulate.clock import weekday
from amends.simulate.presets import Preset
from amends.simulate.words import words

OPERATORS = ("Pickport", "Corner Kiosk", "Green Locker")
SITES = (
    "Metro",
    "Supermarket",
    "Station",
    "Pharmacy",
    "Market",
    "Library",
    "Bakery",
    "Bus stop",
    "Park",
    "Mall",
)
CAFE_HOURS = (7 * 60 + 30, 21 * 60)


class Hours(NamedTuple):
    """Posted hours: per weekday from Monday (opening, closing) in minutes, or None when closed."""

    text: str
    week: tuple[tuple[int, int] | None, ...]

    def on(self, day: int) -> tuple[int, int] | None:
        """Opening and closing on a local day, in minutes since midnight."""
        return self.week[weekday(day)]


def _hours(
    text: str, workdays: tuple[int, int], saturday: tuple[int, int], sunday: tuple[int, int] | None
) -> Hours:
    week = (*[workdays] * 5, saturday, sunday)
    return Hours(text, tuple(day and (day[0] * 60, day[1] * 60) for day in week))


HOURS = (
    _hours("Mo-Su 09:00-21:00", (9, 21), (9, 21), (9, 21)),
    _hours("Mo-Fr 08:00-20:00; Sa-Su 10:00-18:00", (8, 20), (10, 18), (10, 18)),
    _hours("Mo-Sa 10:00-20:00; Su off", (10, 20), (10, 20), None),
    _hours("Mo-Su 10:00-22:00", (10, 22), (10, 22), (10, 22)),
)


@dataclass(frozen=True, slots=True)
class Point:
    """A pickup point; ``hours`` are as posted, whether it keeps them or not."""

    code: str
    name: str
    address: str
    lat: float
    lon: float
    hours: Hours
    operator: str


class Location(NamedTuple):
    """A café or a store; ``number`` counts those of its kind from 0."""

    code: str
    name: str
    kind: str
    number: int


class Carrier(NamedTuple):
    """A carrier: planned ``days`` from hand-over to town, ``factor`` times the mean lateness."""

    code: str
    name: str
    days: int
    slack: int
    weight: float
    factor: float


def make_carriers() -> dict[str, Carrier]:
    """The carriers; weighted by what they carry, their factors average to 1."""
    carriers = (
        Carrier("swift", "Swift Courier", 1, 1, 0.35, 0.5),
        Carrier("steppe", "Steppe Express", 2, 1, 0.30, 0.8),
        Carrier("nomad", "Nomad Delivery", 3, 1, 0.25, 1.2),
        Carrier("post", "The Post", 6, 2, 0.10, 2.85),
    )
    return {carrier.code: carrier for carrier in carriers}


def make_points(preset: Preset, rng: Random, orders: int, town: str) -> list[Point]:
    """Pickup points around the centre; about one more per 1,500 orders above the first 14."""
    return [
        _make_point(preset, rng, number, town)
        for number in range(1, max(14, min(400, orders // 1500)) + 1)
    ]


def _make_point(preset: Preset, rng: Random, number: int, town: str) -> Point:
    street = rng.choice(words(preset.staff_language)["streets"])
    return Point(
        code=f"P{number:03}-{town}",
        name=f"{SITES[number % len(SITES)]} {number}",
        address=street.format(n=rng.randint(1, 90), m=rng.randint(1, 9)),
        lat=near(rng, preset.lat, 0.03),
        lon=near(rng, preset.lon, 0.05),
        hours=HOURS[int(rng.random() * len(HOURS))] if number > 1 else HOURS[0],
        operator=rng.choice(OPERATORS),
    )


def make_locations(preset: Preset, rng: Random, kind: str, count: int, town: str) -> list[Location]:
    """Cafés or stores, by number."""
    names = {"restaurant": ("cafe", "Saikhan Café"), "store": ("store", "Tavan store")}
    code, name = names[kind]
    return [
        Location(f"{code}-{n + 1:02}-{town}", f"{name} {rng.choice(SITES)} {n + 1}", kind, n)
        for n in range(count)
    ]


def near(rng: Random, centre: float, spread: float) -> float:
    """A coordinate about the centre; ``spread`` in degrees."""
    return round(rng.gauss(centre, spread), 5)
