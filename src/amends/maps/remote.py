"""Routers behind HTTP: a question is cut to what they take, and a straight line stands in."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from amends.core.places import Spot
from amends.core.places.roads import (
    Cost,
    Costs,
    Mode,
    Router,
    StraightLine,
    Times,
    Way,
    times_of,
)
from amends.maps.asking import NoService

MOST_PAIRS: Final = 20_000
"""Of starts and ends in one question; more is measured by the spare router."""

FASTEST: Final = {Mode.WALK: 10 / 3.6, Mode.CAR: 140 / 3.6}
"""Metres a second."""

Rows = list[list[Cost | None]]


class RemoteRouter(ABC):
    """A router that asks an outside service, and its spare one where that fails.

    Costs of one call never mix the two: either all are the service's or all the spare's, and
    ``trouble`` says why. May be used by many threads.
    """

    name: str
    most_spots: int
    """Spots in one question to the service."""

    def __init__(self, spare: Router | None = None) -> None:
        self._spare = spare or StraightLine()

    def costs(self, starts: Sequence[Spot], ends: Sequence[Spot], *, mode: Mode) -> Costs:
        """The fastest ways, as the service has them."""
        try:
            return Costs(tuple(tuple(row) for row in self._rows(starts, ends, mode)), self.name)
        except NoService as error:
            return replace(self._spare.costs(starts, ends, mode=mode), trouble=self._said(error))

    def way(self, start: Spot, end: Spot, *, mode: Mode) -> Way | None:
        """The fastest way, as the service has it."""
        try:
            with Reading():
                return self._way(start, end, mode)
        except NoService as error:
            way = self._spare.way(start, end, mode=mode)
            return way and replace(way, trouble=self._said(error))

    def seconds(self, starts: Sequence[Spot], ends: Sequence[Spot], *, mode: Mode) -> Times:
        """The seconds of the fastest ways: the service tells both in one answer."""
        return times_of(self.costs(starts, ends, mode=mode))

    def fastest(self, mode: Mode) -> float:
        """What no profile of these services is set to beat."""
        return FASTEST[mode]

    @abstractmethod
    def _table(self, starts: Sequence[Spot], ends: Sequence[Spot], mode: Mode) -> Rows:
        """One question of at most ``most_spots``. Raises ``NoService``."""

    @abstractmethod
    def _way(self, start: Spot, end: Spot, mode: Mode) -> Way | None:
        """One way; ``None`` where the service says that none leads. Raises ``NoService``."""

    def _rows(self, starts: Sequence[Spot], ends: Sequence[Spot], mode: Mode) -> Rows:
        if len(starts) * len(ends) > MOST_PAIRS:
            raise NoService(f"more than {MOST_PAIRS} ways were asked for")
        if len(starts) > len(ends):
            parts = [self._checked(part, ends, mode) for part in self._cut(starts, len(ends))]
            return [row for part in parts for row in part]
        rows: Rows = [[] for _ in starts]
        for part in self._cut(ends, len(starts)):
            for row, more in zip(rows, self._checked(starts, part, mode), strict=True):
                row.extend(more)
        return rows

    def _cut(self, spots: Sequence[Spot], beside: int) -> list[Sequence[Spot]]:
        size = max(self.most_spots - beside, 1)
        return [spots[at : at + size] for at in range(0, len(spots), size)]

    def _checked(self, starts: Sequence[Spot], ends: Sequence[Spot], mode: Mode) -> Rows:
        if not starts or not ends:
            return [[] for _ in starts]
        with Reading():
            rows = self._table(starts, ends, mode)
        if [len(row) for row in rows] != [len(ends)] * len(starts):
            raise NoService("the answer holds other ways than were asked for")
        return rows

    def _said(self, error: NoService) -> str:
        return f"{self.name}: {error}"


class Reading:
    """Whatever is not as an answer should be becomes ``NoService``."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, KeyError | TypeError | ValueError | IndexError | AttributeError):
            raise NoService("the answer is not understood") from error


def cost_of(seconds: Any, metres: Any) -> Cost | None:
    """A cost from two numbers of an answer; ``None`` where the service has none."""
    if seconds is None or metres is None:
        return None
    told = float(seconds), float(metres)
    if not all(math.isfinite(each) and each >= 0 for each in told):
        raise ValueError("a cost is a number from 0 on")
    return Cost(*told)


def known_cost(seconds: Any, metres: Any) -> Cost:
    """A cost that an answer must hold."""
    cost = cost_of(seconds, metres)
    if cost is None:
        raise ValueError("a way without its cost")
    return cost


def spot_of(latitude: Any, longitude: Any) -> Spot:
    """A spot from two numbers of an answer."""
    north, east = float(latitude), float(longitude)
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError("no such spot")
    return north, east
