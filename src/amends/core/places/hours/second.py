"""The second reader: the library opening-hours-py, held against our own reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from amends.core.places.hours.notation.rules import Joint, Rule, Rules, State
from amends.core.places.hours.notation.writing import written
from amends.core.places.hours.schedule import Schedule
from amends.core.places.hours.spans import CLOSED, DAY, Spans, joined

_FORTNIGHT = timedelta(days=14)


def disagreement(rules: Rules, schedule: Schedule, *, first: date, last: date) -> date | None:
    """The first day on which the library reads the same rules otherwise; None if there is none.

    It is asked only what it answers by the specification: no holidays (it knows no regions), no
    "unknown" and no fallback (it counts a comment as open), no open ends (it guesses them), and no
    nights that run from the days of one rule into those of another (it drops them both ways).
    """
    if not all(_within_its_reach(rule) for rule in rules) or _nights_between(rules):
        return None
    if schedule.first is None:
        last = min(last, first + _FORTNIGHT)
    read = _library_days(written(rules), first, last)
    if read is None:
        return None
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return next((day for day in days if read.get(day, CLOSED) != schedule.on(day)), None)


def _within_its_reach(rule: Rule) -> bool:
    certain = rule.state is not State.UNKNOWN and not any(each.open_end for each in rule.hours)
    return (
        certain and rule.joint is not Joint.FALLBACK and not (rule.names("PH") or rule.names("SH"))
    )


def _nights_between(rules: Rules) -> bool:
    return len(rules) > 1 and any(each.end > DAY for rule in rules for each in rule.hours)


def _library_days(text: str, first: date, last: date) -> dict[date, Spans] | None:
    """What the library reads, day by day; None if it does not parse."""
    import opening_hours

    try:
        hours = opening_hours.OpeningHours(text)
    except opening_hours.ParserError:  # type: ignore[attr-defined]
        return None
    start = datetime.combine(first, time())
    end = datetime.combine(last + timedelta(days=1), time())
    days: dict[date, list[tuple[int, int]]] = defaultdict(list)
    # Asked up to an end, it never answers that a stretch has none.
    for low, high, state, _ in hours.intervals(start, end):
        if state == opening_hours.State.OPEN:
            _spread(days, low, high)
    return {day: joined(spans) for day, spans in days.items()}


def _spread(days: Mapping[date, list[tuple[int, int]]], low: datetime, high: datetime) -> None:
    start, left = low.hour * 60 + low.minute, int((high - low).total_seconds() // 60)
    day = low.date()
    while left > 0:
        days[day].append((start, min(start + left, DAY)))
        left -= DAY - start
        day, start = day + timedelta(days=1), 0
