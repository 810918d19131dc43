"""Segments of a weekly text put together: what said twice means, and the rules of it all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from amends.core.places.hours.notation.rules import (
    DaySelector,
    Holidays,
    Hours,
    Rule,
    Rules,
    State,
    Weekdays,
)
from amends.core.places.hours.notation.tokens import NotUnderstood
from amends.core.places.hours.spans import DAY, joined, without

PUBLIC = 7
"""The number of "public holidays" among the weekdays 0 to 6."""


@dataclass(frozen=True)
class Said:
    """Days and their hours (none: closed); ``apart`` from the one before by more than a comma."""

    days: frozenset[int]
    hours: tuple[Hours, ...]
    apart: bool = False

    def with_break(self, days: frozenset[int] | None, pauses: tuple[Hours, ...]) -> Said:
        """The same without pauses that are meant for these days and lie within the hours."""
        if days is not None and days != self.days:
            return self
        left = tuple((each.start, each.end) for each in self.hours)
        for pause in pauses:
            if not any(start < pause.start and pause.end < end for start, end in left):
                return self
            left = without(left, ((pause.start, pause.end),))
        return replace(self, hours=tuple(Hours(start, end) for start, end in left))


def as_rules(said: list[Said]) -> Rules:
    """The rules of all segments. Errors: ``NotUnderstood`` where a day is said twice in doubt."""
    days: dict[int, tuple[Hours, ...]] = {}
    for number, segment in enumerate(said):
        for earlier in said[:number]:
            _check(earlier, segment)
        for day in segment.days:
            adds = segment.hours and _disjoint(days.get(day, ()), segment.hours)
            days[day] = _sorted(days.get(day, ()) + segment.hours) if adds else segment.hours
    return _rules(days)


def _check(earlier: Said, later: Said) -> None:
    """Whether a later segment may speak of the days of an earlier one.

    It may close some of them, say the same again, add hours besides theirs after a comma, or say
    other hours for some days of a long range ("daily 9-21, Sunday 10-18").
    """
    if not earlier.days & later.days or earlier.hours == later.hours:
        return
    part = later.days < earlier.days
    if earlier.hours and not later.hours and part:
        return
    if earlier.hours and later.hours and later.days <= earlier.days:
        if _disjoint(earlier.hours, later.hours):
            if not (part and later.apart):
                return
        elif part and len(earlier.days) >= 5:
            return
    raise NotUnderstood("the hours of a day are said twice", "said_twice")


def _disjoint(some: tuple[Hours, ...], others: tuple[Hours, ...]) -> bool:
    return all(a.end < b.start or b.end < a.start for a in some for b in others)


def _sorted(hours: tuple[Hours, ...]) -> tuple[Hours, ...]:
    return tuple(
        Hours(start, end) for start, end in joined((each.start, each.end) for each in hours)
    )


def _rules(days: dict[int, tuple[Hours, ...]]) -> Rules:
    """One rule for all days with the same hours, in the order of the week; holidays at the end."""
    rules = []
    weekdays = {day: hours for day, hours in days.items() if day != PUBLIC and hours}
    for hours in dict.fromkeys(weekdays[day] for day in sorted(weekdays)):
        same = [day for day in sorted(weekdays) if weekdays[day] == hours]
        rules.append(Rule(days=_runs(same), hours=hours))
    if len(weekdays) == 7 and all(hours == (Hours(0, DAY),) for hours in weekdays.values()):
        rules = [Rule()]
    if PUBLIC in days:
        public = (Holidays("PH"),)
        state = State.OPEN if days[PUBLIC] else State.CLOSED
        rules.append(Rule(days=public, hours=days[PUBLIC], state=state))
    return tuple(rules) or (Rule(state=State.CLOSED),)


def _runs(days: list[int]) -> tuple[DaySelector, ...]:
    runs: list[tuple[int, int]] = []
    for day in days:
        if runs and day == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return tuple(Weekdays(first, last) for first, last in runs)
