"""When pickup points are closed in their own posted hours, by mishap and once on purpose (R1)."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

from amends.simulate.clock import DAY, HOUR, MINUTE
from amends.simulate.places import Point

if TYPE_CHECKING:
    from amends.simulate.town import Town

SHORTEST, LONGEST = 3 * HOUR, 8 * HOUR
PACKING_UP = 45 * MINUTE
PLANTED_FOR = 3 * DAY
PLACED_BEFORE = (5 * DAY, 3 * DAY)


class Closure(NamedTuple):
    """A point is closed from ``start`` to ``end``, whatever its posted hours say."""

    start: int
    end: int


class Planted(NamedTuple):
    """The closed point with its waiting parcels, whose orders are placed in the ``window``."""

    point: Point
    closure: Closure
    window: tuple[int, int]


class Closures:
    """When which point is closed; one closure per point and day at most."""

    def __init__(self) -> None:
        self._by_point: dict[str, list[Closure]] = {}

    def add(self, point: str, closure: Closure) -> None:
        """Close a point."""
        self._by_point.setdefault(point, []).append(closure)

    def at(self, point: str, at: int) -> Closure | None:
        """The closure in which the moment lies."""
        return next((c for c in self._by_point.get(point, ()) if c.start <= at < c.end), None)

    def about(self, point: str, at: int) -> Closure | None:
        """The closure in or shortly beside which the moment lies: the staff pack up or unpack."""
        return next(
            (
                c
                for c in self._by_point.get(point, ())
                if c.start - PACKING_UP <= at < c.end + PACKING_UP
            ),
            None,
        )

    def all(self) -> list[tuple[str, Closure]]:
        """Every closure with its point."""
        return [
            (point, closure) for point, closures in self._by_point.items() for closure in closures
        ]


def close_points(town: Town, rng: Random) -> Closures:
    """Close points by mishap so that the share of their posted hours that the mix names is lost."""
    closures = Closures()
    first, last = town.clock.day(town.start), town.clock.day(town.until)
    for point in town.points[1:]:
        for day in range(first, last + 1):
            closure = _mishap(town, point, day, rng)
            if closure:
                closures.add(point.code, closure)
    return closures


def _mishap(town: Town, point: Point, day: int, rng: Random) -> Closure | None:
    hours = point.hours.on(day)
    if hours is None:
        return None
    opening, closing = hours[0] * MINUTE, hours[1] * MINUTE
    chance = town.mix["point_closed"] * (closing - opening) / ((SHORTEST + LONGEST) / 2)
    if rng.random() >= chance:
        return None
    length = SHORTEST + int(rng.random() * (LONGEST - SHORTEST))
    start = opening + int(rng.random() * (closing - opening - length))
    return Closure(town.clock.at(day, start), town.clock.at(day, start + length))


def plant_closure(town: Town, rng: Random) -> Planted | None:
    """Close the first point two mornings before the last orders, for three days."""
    if not town.settings.waiting:
        return None
    point = town.points[0]
    day = town.clock.day(town.last) - 2
    opening, _ = point.hours.on(day) or (9 * 60, 0)
    start = town.clock.at(day, opening * MINUTE)
    closure = Closure(start, start + PLANTED_FOR)
    town.closures.add(point.code, closure)
    return Planted(point, closure, (start - PLACED_BEFORE[0], start - PLACED_BEFORE[1]))
