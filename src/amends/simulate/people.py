"""The customers: who they are, where they live and work, and what they are really like."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from random import Random
from typing import Any

from amends.simulate.goods import LIKES
from amends.simulate.places import Point, near
from amends.simulate.record import encode
from amends.simulate.town import Town
from amends.simulate.words import words

LIES = (
    "ordered_on",
    "not_received",
    "was_closed",
    "was_told",
    "got_broken",
    "missing",
    "got_other",
)
NEAREST = 2
CELL = 0.01


class Customer:
    """One customer: ``data`` is what the shop knows, as JSON text; ``lie`` the false story."""

    __slots__ = (
        "_data",
        "character",
        "code",
        "failures",
        "language",
        "lie",
        "name",
        "number",
        "orders",
        "points",
        "rude",
    )

    def __init__(
        self, number: int, code: str, name: str, language: str, data: str, points: tuple[Point, ...]
    ) -> None:
        self.number = number
        self.code = code
        self.name = name
        self.language = language
        self._data = data.encode()
        self.points = points
        self.character = "honest"
        self.lie = ""
        self.rude = False
        self.orders = 0
        self.failures = 0

    @property
    def data(self) -> str:
        """What the shop knows of them; kept as bytes, which half as much memory holds."""
        return self._data.decode()

    @property
    def dishonest(self) -> bool:
        """Whether they say what they know to be false."""
        return self.character == "dishonest"


class People:
    """Makes new customers and keeps those who will come back, earliest first."""

    def __init__(self, town: Town, rng: Random) -> None:
        self._town = town
        self._rng = rng
        self._nearest = nearest_points(town.points)
        languages = town.preset.languages
        self._languages = (tuple(languages), tuple(languages.values()))
        self._coming: list[tuple[int, int, Customer]] = []
        self.count = 0

    def next(self, at: int) -> Customer:
        """Who orders at this moment: somebody who is due to come back, or else somebody new."""
        if self._coming and self._coming[0][0] <= at:
            return heapq.heappop(self._coming)[2]
        return self._make()

    def returns(self, customer: Customer, at: int) -> None:
        """The customer orders again, not before the moment; nobody orders after the last."""
        if at <= self._town.last:
            heapq.heappush(self._coming, (at, customer.number, customer))

    def _make(self) -> Customer:
        rng, town = self._rng, self._town
        self.count += 1
        code = f"C{town.name}-{self.count:07}"
        language = rng.choices(*self._languages)[0]
        spoken = words(language)
        names = (rng.choice(spoken["family"]), rng.choice(spoken["given"]))
        name = " ".join(names if language == "mn" else reversed(names))
        home, work = self._place("home", spoken), self._place("work", spoken)
        data = {
            "id": code,
            "name": name,
            "email": f"{code.lower()}@example.test",
            "phone": nobodys_phone(self.count),
            "language": language,
            "time_zone": town.preset.zone,
            "likes": sorted({rng.choice(LIKES), rng.choice(LIKES)}),
            "addresses": [home, work],
        }
        customer = Customer(
            self.count, code, name, language, encode(data), self._on_the_way(home, work)
        )
        self._give_character(customer)
        return customer

    def _give_character(self, customer: Customer) -> None:
        rng, mix = self._rng, self._town.mix
        customer.rude = rng.random() < mix["rude"]
        lie = rng.choice(LIES)
        if rng.random() < mix["dishonest"]:
            customer.character, customer.lie = "dishonest", lie

    def _place(self, label: str, spoken: dict[str, Any]) -> dict[str, Any]:
        rng, preset = self._rng, self._town.preset
        spread = 0.03 if label == "home" else 0.015
        return {
            "label": label,
            "text": rng.choice(spoken["streets"]).format(
                n=1 + int(rng.random() * 120), m=1 + int(rng.random() * 90)
            ),
            "lat": near(rng, preset.lat, spread),
            "lon": near(rng, preset.lon, spread * 1.5),
        }

    def _on_the_way(self, home: dict[str, Any], work: dict[str, Any]) -> tuple[Point, ...]:
        """Points near home, near work and half-way between, once each."""
        places = [(p["lat"], p["lon"]) for p in (home, work)]
        middle = tuple(sum(pair) / 2 for pair in zip(*places, strict=True))
        found = (point for lat, lon in (*places, middle) for point in self._nearest(lat, lon))
        return tuple({point.code: point for point in found}.values())


def nobodys_phone(number: int) -> str:
    """A telephone number that nobody can have: no number of the country begins with 0."""
    return f"+976 {number // 10_000:04} {number % 10_000:04}"


def nearest_points(points: list[Point]) -> Callable[[float, float], tuple[Point, ...]]:
    """A finder of the nearest points, the town being cut into cells of about a kilometre."""
    known: dict[tuple[int, int], tuple[Point, ...]] = {}

    def nearest(lat: float, lon: float) -> tuple[Point, ...]:
        cell = (int(lat // CELL), int(lon // CELL))
        found = known.get(cell)
        if found is None:
            y, x = (cell[0] + 0.5) * CELL, (cell[1] + 0.5) * CELL
            ranked = sorted(points, key=lambda p: (p.lat - y) ** 2 + (0.6 * (p.lon - x)) ** 2)
            found = known[cell] = tuple(ranked[:NEAREST])
        return found

    return nearest
