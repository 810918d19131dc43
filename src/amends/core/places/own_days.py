"""A point's own dated hours and closures, above its schedule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from amends.core.places.hours.schedule import Schedule
from amends.core.places.hours.spans import CLOSED, DAY, Spans, joined
from amends.core.places.points import Closure, DatedHours


def with_own_days(
    schedule: Schedule,
    *,
    exceptions: Iterable[DatedHours],
    closures: Iterable[Closure],
    first: date,
    last: date,
) -> Schedule:
    """The schedule with a point's own days from ``first`` to ``last``; a closure stands above all.

    An exception whose times are not understood counts as a closure: nothing is guessed.
    """
    days: dict[date, Spans] = {}
    for each in exceptions:
        spans = _spans(each.intervals)
        for day in _days(each.first, each.last, first, last):
            days[day] = joined((start, min(end, DAY)) for start, end in spans)
            after = day + timedelta(days=1)
            over = [(0, end - DAY) for _, end in spans if end > DAY]
            if over:
                days[after] = joined([*days.get(after, schedule.on(after)), *over])
    for closure in closures:
        days.update(dict.fromkeys(_days(closure.first, closure.last, first, last), CLOSED))
    return schedule.with_days(days) if days else schedule


def _days(begin: str, end: str, first: date, last: date) -> Iterator[date]:
    day = max(date.fromisoformat(begin), first)
    until = min(date.fromisoformat(end), last)
    while day <= until:
        yield day
        day += timedelta(days=1)


def _spans(intervals: Iterable[tuple[str, str]]) -> list[tuple[int, int]]:
    spans = []
    for start, end in intervals:
        low, high = _minute(start), _minute(end)
        if low is None or high is None:
            return []
        spans.append((low, high if high > low else high + DAY))
    return spans


def _minute(clock: str) -> int | None:
    hours, _, minutes = clock.partition(":")
    if not (hours.isdecimal() and minutes.isdecimal()):
        return None
    minute = int(hours) * 60 + int(minutes)
    return minute if minute <= DAY and int(minutes) < 60 else None
