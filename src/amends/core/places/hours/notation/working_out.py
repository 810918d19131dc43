"""From rules to the open minutes of a day, and to a schedule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from amends.core.places.hours.notation.matching import HolidayDays, matches
from amends.core.places.hours.notation.rules import Joint, Rule, Rules, State
from amends.core.places.hours.schedule import Schedule
from amends.core.places.hours.spans import CLOSED, DAY, WHOLE_DAY, Spans, cut, joined, without

_NO_HOLIDAYS: HolidayDays = {"PH": frozenset(), "SH": frozenset()}

_MONDAY = date(2001, 1, 1)
_ONE_DAY, _SIX_DAYS = timedelta(days=1), timedelta(days=6)

_Matching = tuple[bool, ...]
"""Which of the rules match a day."""


def worked_out(rules: Rules, holidays: HolidayDays, *, first: date, last: date) -> Schedule:
    """The schedule of rules: a week, and every day from ``first`` to ``last`` that differs.

    Rules that name no dates and no holidays give a schedule without limits.
    """
    holidays_said = any(rule.names("PH") for rule in rules)
    if not all(rule.weekly for rule in rules):
        known = opened(rules, _days(first, last), holidays)
        return _schedule(_commonest(known), known, first, last, holidays_said)
    plain = opened(rules, _days(_MONDAY, _MONDAY + _SIX_DAYS), _NO_HOLIDAYS)
    week = tuple(plain[day] for day in sorted(plain))
    if not any(rule.names("PH") or rule.names("SH") for rule in rules):
        return Schedule(week=week)
    dated = opened(rules, _touched(holidays, first, last), holidays)
    return _schedule(week, dated, first, last, holidays_said)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _commonest(known: dict[date, Spans]) -> tuple[Spans, ...]:
    """The commonest hours of each weekday: the ordinary ones."""
    seen = [Counter[Spans]() for _ in range(7)]
    for day, spans in known.items():
        seen[day.weekday()][spans] += 1
    return tuple(each.most_common(1)[0][0] if each else CLOSED for each in seen)


def _schedule(
    week: tuple[Spans, ...], dated: dict[date, Spans], first: date, last: date, holidays_said: bool
) -> Schedule:
    different = {day: spans for day, spans in dated.items() if spans != week[day.weekday()]}
    return Schedule(week, tuple(sorted(different.items())), first, last, holidays_said)


def _touched(holidays: HolidayDays, first: date, last: date) -> list[date]:
    """Holidays with their neighbours: "PH -1 day", and nights that end on a holiday."""
    near = [timedelta(days=number) for number in (-1, 0, 1, 2)]
    days = {day + step for step in near for each in holidays.values() for day in each}
    return sorted(day for day in days if first <= day <= last)


def opened(rules: Rules, days: Iterable[date], holidays: HolidayDays) -> dict[date, Spans]:
    """The minutes of each calendar day that are certainly open; "unknown" is not.

    They follow from which rules match the day and which the day before: the same answers are
    worked out once.
    """
    matching: dict[date, _Matching] = {}
    painted: dict[tuple[_Matching, _Matching], Spans] = {}
    found = {}
    for day in days:
        pair = []
        for each in (day, day - _ONE_DAY):
            if each not in matching:
                matching[each] = tuple(matches(rule, each, holidays) for rule in rules)
            pair.append(matching[each])
        today, yesterday = pair
        if (today, yesterday) not in painted:
            painted[today, yesterday] = _open(rules, today, yesterday)
        found[day] = painted[today, yesterday]
    return found


def adds_to_what_is_open(rules: Rules) -> bool:
    """Whether a rule after a comma opens what is open already, on some day of an ordinary week.

    By the notation it adds; who writes "daily 10-20, Sunday 11-18" means something else.
    """
    week = _days(_MONDAY, _MONDAY + _SIX_DAYS)
    for number, rule in enumerate(rules):
        if rule.joint is not Joint.ADDITIONAL or rule.state is not State.OPEN:
            continue
        before = opened(rules[:number], week, _NO_HOLIDAYS)
        added = opened((rule,), week, _NO_HOLIDAYS)
        if any(without(before[day], added[day]) != before[day] for day in week):
            return True
    return False


def _open(rules: Rules, matching: _Matching, before: _Matching) -> Spans:
    """Later rules paint over earlier ones.

    A normal rule that opens replaces the whole day, with what runs into it from the evening before
    (as opening_hours.js and opening-hours-py do).
    """
    certain, unknown = CLOSED, CLOSED
    for rule, today, yesterday in zip(rules, matching, before, strict=True):
        if today and rule.joint is Joint.NORMAL and rule.state is not State.CLOSED:
            certain, unknown = CLOSED, CLOSED
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
