"""When a parcel would be somewhere else: legs with cut-off times and calendars.

The earliest arrival over all chains of legs, by Dijkstra's algorithm with times in place of
lengths. It is exact because nobody arrives sooner by leaving later (Cooke and Halsey, "The
shortest route through a network with time-dependent internodal transit times", 1966).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from zoneinfo import ZoneInfo

DOOR = "door"
"""Where legs end that bring a parcel to the customer."""

NO_LEG = ""
"""In place of the leg of a point to which none leads."""

FARTHEST = 60
"""A leg that does not run within so many days, or runs more often to arrive, does not run."""

WEEK = frozenset(range(1, 8))

Resting = Callable[[str, date], bool]
"""Whether the calendar of that name ("RU", "DE-BY") rests on that day."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A regular way from ``origin`` to ``destination``; local times are in ``zone``.

    What is there by ``cut_off`` leaves the same day, if the leg runs on it: on ISO ``weekdays`` on
    which its ``calendar`` does not rest ("": it never rests). It arrives at ``arrives_at`` of the
    day on which the leg has run ``days`` more times; a leg that arrives at an earlier hour than its
    cut-off runs once more at least, since nothing arrives before it left.
    """

    code: str
    origin: str
    destination: str
    cut_off: time
    arrives_at: time
    zone: str
    days: int = 0
    weekdays: frozenset[int] = WEEK
    calendar: str = ""

    @property
    def runs_more(self) -> int:
        """How many more times it runs until it arrives."""
        return max(self.days, int(self.arrives_at < self.cut_off))


@dataclass(frozen=True, slots=True)
class Arrival:
    """The earliest moment somewhere, and the codes of the legs that lead there."""

    at: datetime
    legs: tuple[str, ...] = ()


def point_node(code: str) -> str:
    """The name of a pickup point among the ends of legs."""
    return f"point/{code}"


def operator_node(name: str) -> str:
    """The name of all points of an operator: a leg to it brings to each of them."""
    return f"operator/{name}"


def location_node(code: str) -> str:
    """The name of a store, kitchen or warehouse."""
    return f"location/{code}"


def arrival(leg: Leg, at: datetime, resting: Resting) -> datetime | None:
    """When a parcel that is at the leg's origin ``at`` a moment arrives; None if it never runs."""
    zone = ZoneInfo(leg.zone)
    local = at.astimezone(zone)
    late = local.time() > leg.cut_off
    there = _running(leg, local.date() + timedelta(days=late), resting)
    if leg.runs_more > FARTHEST:
        return None
    for _ in range(leg.runs_more):
        there = there and _running(leg, there + timedelta(days=1), resting)
    return None if there is None else datetime.combine(there, leg.arrives_at, tzinfo=zone)


def _running(leg: Leg, first: date, resting: Resting) -> date | None:
    """The first day from ``first`` on which the leg runs."""
    for ahead in range(FARTHEST):
        day = first + timedelta(days=ahead)
        if day.isoweekday() in leg.weekdays and not (leg.calendar and resting(leg.calendar, day)):
            return day
    return None


def earliest(
    legs: Iterable[Leg], starts: Mapping[str, datetime], resting: Resting
) -> dict[str, Arrival]:
    """The earliest arrival at each place that the legs reach, from places and moments.

    The starts are among the answers. Legs are looked at once for each end that is reached.
    """
    leaving: dict[str, list[Leg]] = defaultdict(list)
    for leg in legs:
        leaving[leg.origin].append(leg)
    order, arriving = count(), _Timetables(resting)
    queue: list[tuple[datetime, int, str, tuple[str, ...]]] = []
    for node, at in starts.items():
        heappush(queue, (at, next(order), node, ()))
    reached: dict[str, Arrival] = {}
    while queue:
        at, _, node, way = heappop(queue)
        if node in reached:
            continue
        reached[node] = Arrival(at, way)
        for leg in leaving[node]:
            if leg.destination in reached:
                continue
            there = arriving.at(leg, at)
            if there is not None:
                heappush(queue, (there, next(order), leg.destination, (*way, leg.code)))
    return reached


class _Timetables:
    """Arrivals of legs that run alike are worked out once for a moment."""

    def __init__(self, resting: Resting) -> None:
        self._resting = resting
        self._known: dict[tuple[object, ...], datetime | None] = {}

    def at(self, leg: Leg, at: datetime) -> datetime | None:
        """As ``arrival``."""
        runs = (leg.cut_off, leg.arrives_at, leg.zone, leg.days, leg.weekdays, leg.calendar)
        if (at, runs) not in self._known:
            self._known[at, runs] = arrival(leg, at, self._resting)
        return self._known[at, runs]


def at_point(reached: Mapping[str, Arrival], code: str, operator: str) -> Arrival | None:
    """The earliest arrival at a point: by legs of its own, or by those to all of its operator."""
    found = [
        reached[node] for node in (point_node(code), operator_node(operator)) if node in reached
    ]
    return min(found, key=lambda each: each.at, default=None)
