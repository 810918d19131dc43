"""The second reader: the library opening-hours-py, asked for the days one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from amends.core.places.hours.schedule import Schedule
from amends.core.places.hours.spans import CLOSED, DAY, Spans, cut


def library_schedule(text: str, *, first: date, last: date) -> Schedule | None:
    """What the library reads in OpenStreetMap's notation; None if it does not parse.

    Without a place, so public holidays and the sun are unknown to it. What it calls unknown
    counts as closed.
    """
    import opening_hours

    try:
        hours = opening_hours.OpeningHours(text)
    except opening_hours.ParserError:  # type: ignore[attr-defined]
        return None
    start = datetime.combine(first, time())
    end = datetime.combine(last + timedelta(days=1), time())
    open_days: dict[date, list[tuple[int, int]]] = defaultdict(list)
    # Asked up to an end, it never answers that a stretch has none.
    for low, high, state, _ in hours.intervals(start, end):
        if state == opening_hours.State.OPEN:
            _spread(open_days, low, high)
    return weekly({day: cut(spans, day=0) for day, spans in open_days.items()}.get, first, last)


def _spread(days: Mapping[date, list[tuple[int, int]]], low: datetime, high: datetime) -> None:
    start, length = low.hour * 60 + low.minute, int((high - low).total_seconds() // 60)
    day, left = low.date(), length
    while left > 0:
        days[day].append((start, min(start + left, DAY)))
        left -= DAY - start
        day, start = day + timedelta(days=1), 0


def weekly(of_day: Callable[[date], Spans | None], first: date, last: date) -> Schedule:
    """A schedule of known days: the commonest day of each weekday is its ordinary one."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    known = {day: of_day(day) or CLOSED for day in days}
    week = []
    for weekday in range(7):
        seen = [spans for day, spans in known.items() if day.weekday() == weekday]
        week.append(max(seen, key=seen.count) if seen else CLOSED)
    dated = [(day, spans) for day, spans in known.items() if spans != week[day.weekday()]]
    return Schedule(week=tuple(week), dated=tuple(dated), first=first, last=last)
