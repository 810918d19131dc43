"""The record that a simulation fills: events and truth, put in order hour by hour.

A story is told far ahead of its time. What it says is kept as text in the bucket of its hour and
leaves the memory as soon as no earlier order can be placed any more, so memory grows with what is
under way and not with the size of the run.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from amends.simulate.clock import HOUR, Clock

VISITS_KEPT = 9 * 24 * HOUR
SAME_TIME = 30 * 60

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Row = dict[str, Any]
Settle = Callable[["Record", Row], None]


class Visit(NamedTuple):
    """Somebody at a pickup point: ``served`` says whether the parcel was handed over."""

    at: int
    served: bool
    key: str
    order: str


class Batch(NamedTuple):
    """What happened in one stretch of time: lines of events and of truth, ordered, up to ``at``."""

    at: int
    events: list[str]
    truth: list[str]


class _Hour:
    """All that is known so far of one hour."""

    __slots__ = ("events", "truth", "visits")

    def __init__(self) -> None:
        self.events: list[tuple[int, int, str]] = []
        self.truth: list[tuple[int, int, Row, Settle | None]] = []
        self.visits: list[tuple[str, Visit]] = []


class Record:
    """Everything that is said, until it is flushed; nothing after ``until`` is kept."""

    def __init__(self, clock: Clock, *, town: str, until: int) -> None:
        self.clock = clock
        self.until = until
        self._prefix = f"simulated:{town}:"
        self._hours: dict[int, _Hour] = {}
        self._next_hour: int | None = None
        self._count = 0
        self._visits: dict[str, deque[Visit]] = {}

    def event(self, source: str, type_: str, at: int, subject: str, data: str) -> str:
        """Record an event whose ``data`` is JSON text; return its id."""
        self._count += 1
        key = f"e{self._count}"
        if at <= self.until:
            line = (
                f'{{"specversion":"1.0","id":"{key}","source":"{self._prefix}{source}",'
                f'"type":"{type_}","time":"{self.clock.text(at)}","subject":"{subject}","data":{data}}}\n'
            )
            self._hour(at).events.append((at, self._count, line))
        return key

    def truth(self, at: int, row: Row, settle: Settle | None = None) -> None:
        """Record a row of truth; ``settle`` completes it when all before its hour is known."""
        if at <= self.until:
            self._count += 1
            self._hour(at).truth.append((at, self._count, row, settle))

    def visit(self, point: str, visit: Visit) -> None:
        """Remember who came to a point, so that claims about that hour can be judged."""
        if visit.at <= self.until:
            self._hour(visit.at).visits.append((point, visit))

    def visits_near(self, point: str, at: int) -> list[Visit]:
        """Who came to the point within half an hour of the moment, of those already flushed."""
        return [v for v in self._visits.get(point, ()) if abs(v.at - at) <= SAME_TIME]

    def flush(self, before: int) -> Iterator[Batch]:
        """Give out every whole hour that lies before the moment, in order."""
        if self._next_hour is None:
            return
        while self._next_hour < before // HOUR and self._hours:
            hour = self._hours.pop(self._next_hour, None)
            self._next_hour += 1
            if hour is not None:
                yield self._settled(hour, self._next_hour * HOUR)

    def _hour(self, at: int) -> _Hour:
        number = at // HOUR
        hour = self._hours.get(number)
        if hour is None:
            hour = self._hours[number] = _Hour()
            if self._next_hour is None:
                self._next_hour = number
        return hour

    def _settled(self, hour: _Hour, at: int) -> Batch:
        self._learn_visits(hour.visits, at)
        hour.events.sort()
        hour.truth.sort(key=lambda entry: entry[:2])
        truth = []
        for moment, _, row, settle in hour.truth:
            if settle:
                settle(self, row)
            truth.append(
                encode({"truth": row.pop("truth"), "at": self.clock.text(moment), **row}) + "\n"
            )
        return Batch(at, [line for _, _, line in hour.events], truth)

    def _learn_visits(self, visits: list[tuple[str, Visit]], at: int) -> None:
        visits.sort()
        for point, visit in visits:
            known = self._visits.setdefault(point, deque())
            known.append(visit)
            while known[0].at < at - VISITS_KEPT:
                known.popleft()
