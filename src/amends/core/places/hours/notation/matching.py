"""Whether a rule matches a day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from amends.core.places.hours.notation.rules import (
    Anchor,
    DaySelector,
    Holidays,
    Rule,
    Stretch,
    Weekdays,
    Weeks,
    Years,
)

HolidayDays = Mapping[str, frozenset[date]]
"""The days of public ("PH") and of school ("SH") holidays."""


def matches(rule: Rule, day: date, holidays: HolidayDays) -> bool:
    """Whether every selector of the rule matches the day."""
    return (
        (not rule.years or any(_in_years(each, day) for each in rule.years))
        and (not rule.stretches or any(_in_stretch(each, day) for each in rule.stretches))
        and (not rule.weeks or any(_in_weeks(each, day) for each in rule.weeks))
        and (not rule.days or any(_is_day(each, day, holidays) for each in rule.days))
        and (not rule.also_days or any(_is_day(each, day, holidays) for each in rule.also_days))
    )


def _in_years(years: Years, day: date) -> bool:
    if day.year < years.first or (years.last is not None and day.year > years.last):
        return False
    return (day.year - years.first) % years.step == 0


def _in_weeks(weeks: Weeks, day: date) -> bool:
    week = day.isocalendar().week
    return weeks.first <= week <= weeks.last and (week - weeks.first) % weeks.step == 0


def _is_day(selector: DaySelector, day: date, holidays: HolidayDays) -> bool:
    base = day - timedelta(days=selector.shift)
    if isinstance(selector, Holidays):
        return base in holidays[selector.kind]
    return _is_weekday(selector, base)


def _is_weekday(selector: Weekdays, day: date) -> bool:
    weekday, first, last = day.weekday(), selector.first, selector.last
    inside = first <= weekday <= last if first <= last else weekday >= first or weekday <= last
    if not selector.nth:
        return inside
    from_start = (day.day - 1) // 7 + 1
    from_end = (monthrange(day.year, day.month)[1] - day.day) // 7 + 1
    return inside and (from_start in selector.nth or -from_end in selector.nth)


def _in_stretch(stretch: Stretch, day: date) -> bool:
    first, last = stretch.first, stretch.last
    if not (first.easter or first.day or first.nth):
        return _in_months(first, last, day)
    if first.year and last.year:
        return _between(_on(first, first.year), _on(last, last.year), day, stretch.step)
    return any(_in_stretch_from(stretch, year, day) for year in (day.year - 1, day.year))


def _in_stretch_from(stretch: Stretch, year: int, day: date) -> bool:
    """Whether it matches the stretch that begins in the year, perhaps ending in the next."""
    start, end = _on(stretch.first, year), _on(stretch.last, year)
    if start and end and end < start:
        end = _on(stretch.last, year + 1)
    return _between(start, end, day, stretch.step)


def _between(start: date | None, end: date | None, day: date, step: int) -> bool:
    if start is None or end is None:
        return False
    return start <= day <= end and (day - start).days % step == 0


def _in_months(first: Anchor, last: Anchor, day: date) -> bool:
    if first.year and last.year:
        return (first.year, first.month) <= (day.year, day.month) <= (last.year, last.month)
    if first.month <= last.month:
        return first.month <= day.month <= last.month
    return day.month >= first.month or day.month <= last.month


def _on(anchor: Anchor, year: int) -> date | None:
    """The day that an anchor names in a year; None if the year has no such day."""
    if anchor.easter:
        base: date | None = easter(year)
    elif anchor.nth:
        base = _nth_weekday(year, anchor.month, anchor.weekday, anchor.nth)
    else:
        days = monthrange(year, anchor.month)[1]
        base = date(year, anchor.month, anchor.day) if anchor.day <= days else None
    return base + timedelta(days=anchor.shift) if base else None


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    days = [date(year, month, number + 1) for number in range(monthrange(year, month)[1])]
    fitting = [day for day in days if day.weekday() == weekday]
    if abs(nth) > len(fitting):
        return None
    return fitting[nth - 1 if nth > 0 else nth]


def easter(year: int) -> date:
    """Easter Sunday, Gregorian. Meeus, Astronomical Algorithms (1991), chapter 8."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    left = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * left) // 451
    month, day = divmod(h + left - 7 * m + 114, 31)
    return date(year, month, day + 1)
