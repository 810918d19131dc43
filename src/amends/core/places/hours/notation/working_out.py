"""From rules to the open minutes of a day, and to a schedule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from amends.core.places.hours.notation.matching import HolidayDays, matches
from amends.core.places.hours.notation.rules import Joint, Rule, Rules, State
from amends.core.places.hours.schedule import Schedule
from amends.core.places.hours.spans import CLOSED, DAY, WHOLE_DAY, Spans, cut, joined, without

_NO_HOLIDAYS: HolidayDays = {"PH": frozenset(), "SH": frozenset()}

_MONDAY = date(2001, 1, 1)


def worked_out(rules: Rules, holidays: HolidayDays, *, first: date, last: date) -> Schedule:
    """The schedule of rules: a week, and every day from ``first`` to ``last`` that differs.

    Rules that name no dates and no holidays give a schedule without limits.
    """
    if not all(rule.weekly for rule in rules):
        return by_commonest_week(rules, holidays, first=first, last=last)
    week = tuple(open_on(rules, _MONDAY + timedelta(days=n), _NO_HOLIDAYS) for n in range(7))
    if not any(rule.names("PH") or rule.names("SH") for rule in rules):
        return Schedule(week=week)
    dated = {day: open_on(rules, day, holidays) for day in _touched(holidays, first, last)}
    different = {day: spans for day, spans in dated.items() if spans != week[day.weekday()]}
    return _said(week, different, rules, first, last)


def by_commonest_week(rules: Rules, holidays: HolidayDays, *, first: date, last: date) -> Schedule:
    """Every day worked out; the commonest of each weekday is the ordinary one."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    known = {day: open_on(rules, day, holidays) for day in days}
    week = []
    for weekday in range(7):
        seen = [spans for day, spans in known.items() if day.weekday() == weekday]
        week.append(max(seen, key=seen.count) if seen else CLOSED)
    different = {day: spans for day, spans in known.items() if spans != week[day.weekday()]}
    return _said(tuple(week), different, rules, first, last)


def _said(
    week: tuple[Spans, ...], dated: dict[date, Spans], rules: Rules, first: date, last: date
) -> Schedule:
    said = any(rule.names("PH") for rule in rules)
    return Schedule(week, tuple(sorted(dated.items())), first, last, holidays_said=said)


def _touched(holidays: HolidayDays, first: date, last: date) -> set[date]:
    """Holidays with their neighbours: "PH -1 day", and nights that end on a holiday."""
    near = (timedelta(days=n) for n in (-1, 0, 1, 2))
    days = {day + step for step in near for each in holidays.values() for day in each}
    return {day for day in days if first <= day <= last}


def open_on(rules: Rules, day: date, holidays: HolidayDays) -> Spans:
    """The minutes of a calendar day that are certainly open; "unknown" is not.

    Later rules paint over earlier ones. A normal rule that opens replaces the whole day, with what
    runs into it from the evening before (as opening_hours.js and opening-hours-py do).
    """
    certain, unknown = CLOSED, CLOSED
    for rule in rules:
        today = matches(rule, day, holidays)
        if today and rule.joint is Joint.NORMAL and rule.state is not State.CLOSED:
            certain, unknown = CLOSED, CLOSED
        yesterday = matches(rule, day - timedelta(days=1), holidays)
        for state, spans in _painted(rule, today, yesterday):
            if rule.joint is Joint.FALLBACK:
                spans = without(without(spans, certain), unknown)
            certain = joined(certain + spans) if state is State.OPEN else without(certain, spans)
            known = without(unknown, spans)
            unknown = joined(known + spans) if state is State.UNKNOWN else known
    return certain


def _painted(rule: Rule, today: bool, yesterday: bool) -> Iterator[tuple[State, Spans]]:
    """What a rule says of a day, from its own hours and from those of the evening before."""
    if today and not rule.hours:
        yield rule.state, WHOLE_DAY
    for hours in rule.hours:
        if hours.start == hours.end:
            if today:
                yield (
                    State.UNKNOWN if rule.state is State.OPEN else rule.state,
                    ((hours.start, DAY),),
                )
            continue
        stretch = [(hours.start, hours.end)]
        if today:
            yield rule.state, cut(stretch, day=0)
        if yesterday:
            yield rule.state, cut(stretch, day=1)
