"""Hours in the files of parcel networks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from amends.core.places.hours.notation.tokens import NotUnderstood
from amends.core.places.hours.structures.days import named_days
from amends.core.places.hours.structures.entries import hours_of_day
from amends.core.places.hours.structures.keys import bare, is_silent
from amends.core.places.hours.structures.table import (
    Table,
    clock,
    is_weekday,
    listed,
    span,
    weekday,
)

_MOST_DAYS = 1000


def inpost(structure: Any) -> Table | None:
    """InPost's hours: ``{"customer": {"monday": [{"start": 480, "end": 720}]}}``.

    Also under ``operating_hours_extended``.
    Minutes since midnight; a day without entries is closed.
    """
    if not isinstance(structure, Mapping):
        return None
    inner = structure.get("operating_hours_extended", structure)
    days = inner.get("customer") if isinstance(inner, Mapping) else None
    if not isinstance(days, Mapping) or not all(is_weekday(name) for name in days):
        return None
    table = Table()
    for name, hours in days.items():
        table.week[weekday(name)] = [_minutes(each) for each in listed(hours)]
    return table


def _minutes(entry: Any) -> Any:
    if not isinstance(entry, Mapping) or not all(
        isinstance(entry.get(k), int) for k in ("start", "end")
    ):
        raise NotUnderstood(f"no start and end in minutes: {str(entry)[:60]}")
    return span(entry["start"], entry["end"])


def packeta(structure: Any) -> Table | None:
    """Packeta's hours: ``{"regular": {"monday": "08:00–12:00, 13:00–17:00"}, "exceptions": {…}}``.

    An exception is ``{"date", "hours"}``, one or a list under ``exception``; without hours the
    place is closed.
    """
    if not isinstance(structure, Mapping) or not isinstance(structure.get("regular"), Mapping):
        return None
    table = named_days(structure["regular"])
    exceptions = structure.get("exceptions") or []
    if isinstance(exceptions, Mapping):
        exceptions = exceptions.get("exception", exceptions)
    if table is None or not all(isinstance(e, Mapping) and "date" in e for e in listed(exceptions)):
        return None
    for each in listed(exceptions):
        day = date.fromisoformat(str(each["date"])[:10])
        table.dated[day] = hours_of_day(each.get("hours") or "")
    return table


def cdek(structure: Any) -> Table | None:
    """CDEK's ``work_time_list``: ``[{"day": 1, "time": "10:00/20:00"}]``, Monday 1.

    With ``work_time_exception_list`` (or ``work_time_exceptions``) where the whole point is given.
    """
    whole = structure if isinstance(structure, Mapping) else {"work_time_list": structure}
    entries = whole.get("work_time_list")
    if not isinstance(entries, list | tuple) or not entries:
        return None
    if not all(isinstance(e, Mapping) and _is_day_and_time(e) for e in entries):
        return None
    table = Table()
    for entry in entries:
        if entry["day"] not in range(1, 8):
            raise NotUnderstood(f"“{entry['day']}” is no weekday")
        start, _, end = str(entry["time"]).partition("/")
        table.week[entry["day"] - 1].append(span(clock(start), clock(end)))
    for entry in listed(whole.get("work_time_exception_list") or whole.get("work_time_exceptions")):
        _exception(table, entry)
    return table


def _is_day_and_time(entry: Mapping[str, Any]) -> bool:
    """Whether it has a number and a time, and nothing besides that may say more."""
    others = [name for name in entry if name not in ("day", "time")]
    known = {"day", "time"} <= entry.keys() and isinstance(entry["day"], int)
    return known and all(is_silent(bare(name), entry[name]) for name in others)


def _exception(table: Table, entry: Any) -> None:
    """With ``date_start``, ``date_end``, ``time_start``, ``time_end`` and ``is_working``.

    Or with ``date`` and ``time``.
    """
    try:
        start = date.fromisoformat(str(entry.get("date_start") or entry["date"])[:10])
        end = date.fromisoformat(str(entry.get("date_end") or start)[:10])
    except (KeyError, ValueError, AttributeError) as error:
        raise NotUnderstood(f"an exception without its date: {str(entry)[:60]}") from error
    if not 0 <= (end - start).days < _MOST_DAYS:
        raise NotUnderstood(f"an exception from {start} to {end}")
    hours = []
    if entry.get("is_working", "time" in entry):
        times = str(entry.get("time") or f"{entry.get('time_start')}/{entry.get('time_end')}")
        opening, _, closing = times.partition("/")
        hours = [span(clock(opening), clock(closing))]
    for number in range((end - start).days + 1):
        table.dated[start + timedelta(days=number)] = list(hours)


def ozon(structure: Any) -> Table | None:
    """Ozon's hours by date: ``[{"date", "periods": [{"min": {"hours", "minutes"}, "max": ...}]}]``.

    Only these days are known.
    """
    whole = structure
    if isinstance(structure, Mapping):
        whole = structure.get("working_hours", structure.get("workingHours"))
    if not isinstance(whole, list | tuple) or not whole:
        return None
    if not all(isinstance(e, Mapping) and {"date", "periods"} <= e.keys() for e in whole):
        return None
    table = Table(only_dated=True)
    for entry in whole:
        day = date.fromisoformat(str(entry["date"])[:10])
        table.dated[day] = [
            span(_of_day(each.get("min")), _of_day(each.get("max")))
            for each in entry["periods"] or ()
        ]
    return table


def _of_day(moment: Any) -> int:
    if not isinstance(moment, Mapping) or not isinstance(moment.get("hours"), int):
        raise NotUnderstood(f"no time: {str(moment)[:40]}")
    return int(moment["hours"]) * 60 + int(moment.get("minutes") or 0)
