"""Google's opening periods, of the Places API (old and new) and of Business Profile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from amends.core.places.hours.notation.rules import Hours
from amends.core.places.hours.notation.tokens import NotUnderstood
from amends.core.places.hours.spans import DAY
from amends.core.places.hours.structures.table import Table, checked, clock, weekday


def google_periods(structure: Any) -> Table | None:
    """``{"periods": [{"open": {"day": 1, "time": "0900"}, "close": {...}}]}``, Sunday 0.

    The new form has ``hour`` and ``minute``, Business Profile ``openDay`` and ``openTime``. One
    period without a close that begins on Sunday at midnight is round the clock.
    """
    periods = structure.get("periods") if isinstance(structure, Mapping) else structure
    if not isinstance(periods, list | tuple) or not periods:
        return None
    if not all(isinstance(each, Mapping) and {"open", "openDay"} & each.keys() for each in periods):
        return None
    if any("openDay" not in each and not isinstance(each["open"], Mapping) for each in periods):
        return None
    _no_single_days(periods)
    table = Table(week={day: [] for day in range(7)})
    if len(periods) == 1 and "close" not in periods[0] and "openDay" not in periods[0]:
        return _round_the_clock(table, periods[0])
    for period in periods:
        _add(table, *_ends(period))
    for day, hours in table.week.items():
        table.week[day] = list(checked(hours))
    return table


def _no_single_days(periods: Sequence[Mapping[str, Any]]) -> None:
    """``currentOpeningHours`` are those of this week alone, with its special days."""
    ends = [period.get(name) for period in periods for name in ("open", "close")]
    if any(isinstance(end, Mapping) and end.get("date") for end in ends):
        raise NotUnderstood("hours of single days, not of every week", "dated")


def _round_the_clock(table: Table, period: Mapping[str, Any]) -> Table:
    if _moment(period["open"]) != (6, 0):
        raise NotUnderstood("a period without an end")
    table.week = {day: [Hours(0, DAY)] for day in range(7)}
    return table


def _ends(period: Mapping[str, Any]) -> tuple[tuple[int, int], tuple[int, int]]:
    if "openDay" in period:
        opens = (weekday(period["openDay"]), _business(period.get("openTime")))
        return opens, (weekday(period.get("closeDay")), _business(period.get("closeTime")))
    if not isinstance(period.get("close"), Mapping):
        raise NotUnderstood("a period without an end")
    return _moment(period["open"]), _moment(period["close"])


def _business(moment: Any) -> int:
    if isinstance(moment, Mapping):
        return int(moment.get("hours", 0)) * 60 + int(moment.get("minutes", 0))
    return clock(moment)


def _moment(end: Mapping[str, Any]) -> tuple[int, int]:
    """The weekday (Monday 0) and the minute of it."""
    if end.get("day") not in range(7):
        raise NotUnderstood(f"“{end.get('day')}” is no weekday")
    minute = (
        clock(end["time"])
        if "time" in end
        else int(end.get("hour", 0)) * 60 + int(end.get("minute", 0))
    )
    return (end["day"] - 1) % 7, minute


def _add(table: Table, opens: tuple[int, int], closes: tuple[int, int]) -> None:
    """A period of up to a week, cut at midnights where it is longer than a day."""
    length = ((closes[0] - opens[0]) * DAY + closes[1] - opens[1]) % (7 * DAY)
    if length == 0:
        raise NotUnderstood("opens and closes at the same time", "same_time")
    day, start = opens
    if length <= DAY:
        table.week[day].append(Hours(start, start + length))
        return
    while length > 0:
        part = min(length, DAY - start)
        table.week[day].append(Hours(start, start + part))
        day, start, length = (day + 1) % 7, 0, length - part
