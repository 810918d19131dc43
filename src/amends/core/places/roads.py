"""How far one spot is from another on foot or by car: what a router answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise
from math import inf
from typing import Final, Protocol

from amends.core.places.distance import Spot, distance


class Mode(StrEnum):
    """How a customer moves."""

    WALK = "walk"
    CAR = "car"


@dataclass(frozen=True, slots=True)
class Cost:
    """What it takes to get from one spot to another: seconds, and the metres of that same way."""

    seconds: float
    metres: float


@dataclass(frozen=True, slots=True)
class Costs:
    """A row for each start, in it a cost for each end; ``None`` where no way leads.

    ``by`` names the router that measured. ``trouble`` says why, where it is not the one that was
    asked.
    """

    rows: tuple[tuple[Cost | None, ...], ...]
    by: str
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """As ``Costs``, in seconds alone: what a router tells soonest of many spots."""

    rows: tuple[tuple[float | None, ...], ...]
    by: str
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A way as a line of spots to draw, with its cost; ``by`` and ``trouble`` as in ``Costs``."""

    line: tuple[Spot, ...]
    cost: Cost
    by: str
    trouble: str = ""


class Router(Protocol):
    """Measures ways. Where an outside service fails it does not raise: ``trouble`` says so."""

    def costs(self, starts: Sequence[Spot], ends: Sequence[Spot], *, mode: Mode) -> Costs:
        """The fastest ways from every start to every end."""

    def seconds(self, starts: Sequence[Spot], ends: Sequence[Spot], *, mode: Mode) -> Times:
        """The seconds of the fastest ways from every start to every end."""

    def way(self, start: Spot, end: Spot, *, mode: Mode) -> Way | None:
        """The fastest way from a start to an end, ``None`` where none leads."""

    def fastest(self, mode: Mode) -> float:
        """Metres a second, along the straight line, that no way of this router beats."""


@dataclass(frozen=True, slots=True)
class Detours:
    """The detour by each point, in the order they were given; ``None`` where no way leads by it."""

    costs: tuple[Cost | None, ...]
    by: str
    trouble: str = ""


def detours(
    router: Router, start: Spot, end: Spot | None, points: Sequence[Spot], *, mode: Mode
) -> Detours:
    """What going from a start to an end *by a point* takes more than going straight there.

    Without an end it is the way to the point alone. Where the end cannot be reached from the start
    at all, no detour can be told. Metres may be below 0: the fastest way need not be the shortest.
    """
    if end is None:
        alone = router.costs([start], points, mode=mode)
        return Detours(alone.rows[0], alone.by, alone.trouble)
    out = router.costs([start], [*points, end], mode=mode)
    back = router.costs(points, [end], mode=mode)
    *there, direct = out.rows[0]
    costs = tuple(_more(go, on[0], direct) for go, on in zip(there, back.rows, strict=True))
    trouble = out.trouble or back.trouble
    if out.by == back.by:
        return Detours(costs, out.by, trouble)
    straight = detours(StraightLine(), start, end, points, mode=mode)
    return replace(straight, trouble=trouble)


@dataclass(frozen=True, slots=True)
class Delays:
    """As ``Detours``, in seconds alone, with those of the way without any point."""

    seconds: tuple[float | None, ...]
    direct: float | None
    by: str
    trouble: str = ""


def delays(
    router: Router, start: Spot, end: Spot | None, points: Sequence[Spot], *, mode: Mode
) -> Delays:
    """The seconds that going by each point takes more, told soonest of many points.

    Without an end they are those of the way there; then the way without any point takes none.
    """
    if end is None:
        alone = router.seconds([start], points, mode=mode)
        return Delays(alone.rows[0], 0.0, alone.by, alone.trouble)
    out = router.seconds([start], [*points, end], mode=mode)
    back = router.seconds(points, [end], mode=mode)
    trouble = out.trouble or back.trouble
    if out.by != back.by:
        return replace(delays(StraightLine(), start, end, points, mode=mode), trouble=trouble)
    *there, direct = out.rows[0]
    more = tuple(
        None if go is None or on is None or direct is None else go + on - direct
        for go, (on,) in zip(there, back.rows, strict=True)
    )
    return Delays(more, direct, out.by, trouble)


def times_of(costs: Costs) -> Times:
    """The seconds of costs."""
    rows = tuple(
        tuple(None if cost is None else cost.seconds for cost in row) for row in costs.rows
    )
    return Times(rows, costs.by, costs.trouble)


def _more(there: Cost | None, onward: Cost | None, direct: Cost | None) -> Cost | None:
    if there is None or onward is None or direct is None:
        return None
    return Cost(
        there.seconds + onward.seconds - direct.seconds,
        there.metres + onward.metres - direct.metres,
    )


SPEEDS: Final = {Mode.WALK: 4.8 / 3.6, Mode.CAR: 24 / 3.6}
"""Metres a second: a walker's usual pace; a car's in a town, lights and parking included."""

FACTOR: Final = 1.3
"""By how much streets are longer than the straight line, on the average of towns.

Measured as 1.2 to 1.5 (Boscoe, Henry and Zdeb, "A nationwide comparison of driving distance versus
straight-line distance", 2012: 1.4 by car in the USA).
"""


@dataclass(frozen=True, slots=True)
class StraightLine:
    """The router that needs nothing: the straight line times a factor, at one speed."""

    factor: float = FACTOR
    speeds: Mapping[Mode, float] = field(default_factory=lambda: SPEEDS)

    def costs(self, starts: Sequence[Spot], ends: Sequence[Spot], *, mode: Mode) -> Costs:
        rows = tuple(tuple(self._cost(start, end, mode) for end in ends) for start in starts)
        return Costs(rows, "straight")

    def seconds(self, starts: Sequence[Spot], ends: Sequence[Spot], *, mode: Mode) -> Times:
        return times_of(self.costs(starts, ends, mode=mode))

    def way(self, start: Spot, end: Spot, *, mode: Mode) -> Way | None:
        return Way((start, end), self._cost(start, end, mode), "straight")

    def fastest(self, mode: Mode) -> float:
        return self.speeds[mode] / self.factor

    def _cost(self, start: Spot, end: Spot, mode: Mode) -> Cost:
        metres = distance(start, end) * self.factor
        return Cost(metres / self.speeds[mode], metres)


MOST_LEGS: Final = 12
"""A way of more spots is a line that somebody drew: it is gone as it lies there."""


def along(router: Router, spots: Sequence[Spot], *, mode: Mode) -> Way | None:
    """The way through all these spots, leg by leg; ``None`` for a single one and where no way leads
    between two of them."""
    if len(spots) < 2:
        return None
    legs = list(pairwise(spots))
    asked = router if len(legs) <= MOST_LEGS else StraightLine(factor=1)
    ways = [asked.way(start, end, mode=mode) for start, end in legs]
    found = [way for way in ways if way is not None]
    if len(found) < len(ways):
        return None
    line = [spot for way in found for spot in way.line]
    cost = Cost(sum(way.cost.seconds for way in found), sum(way.cost.metres for way in found))
    trouble = next((way.trouble for way in found if way.trouble), "")
    return Way(tuple(line), cost, found[0].by, trouble)


@dataclass(frozen=True, slots=True)
class KnownWays:
    """The in-memory twin for tests: it knows the ways it was told, each in its one direction."""

    ways: Mapping[tuple[Spot, Spot], Cost]

    def costs(self, starts: Sequence[Spot], ends: Sequence[Spot], *, mode: Mode) -> Costs:
        rows = tuple(tuple(self.ways.get((start, end)) for end in ends) for start in starts)
        return Costs(rows, "known")

    def seconds(self, starts: Sequence[Spot], ends: Sequence[Spot], *, mode: Mode) -> Times:
        return times_of(self.costs(starts, ends, mode=mode))

    def way(self, start: Spot, end: Spot, *, mode: Mode) -> Way | None:
        cost = self.ways.get((start, end))
        return None if cost is None else Way((start, end), cost, "known")

    def fastest(self, mode: Mode) -> float:
        return inf
