"""schema.org's OpeningHoursSpecification, as in the pages of shops."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from amends.core.places.hours.notation.rules import Hours
from amends.core.places.hours.notation.tokens import NotUnderstood
from amends.core.places.hours.structures.days import days_said
from amends.core.places.hours.structures.entries import minute_of, of_times
from amends.core.places.hours.structures.keys import bare, is_silent
from amends.core.places.hours.structures.table import Table, listed

_MOST_DAYS = 1000


def schema_org(structure: Any) -> Table | None:
    """``[{"dayOfWeek": ["Monday"], "opens": "09:00", "closes": "18:00"}]``.

    Also under ``openingHoursSpecification`` with ``specialOpeningHoursSpecification`` (dated).
    From 00:00 to 00:00 is closed all day, to 23:59 is up to 23:59, as Google's guide says.
    """
    whole, special = structure, []
    if isinstance(structure, Mapping) and "openingHoursSpecification" in structure:
        whole = structure["openingHoursSpecification"]
        special = listed(structure.get("specialOpeningHoursSpecification"))
    entries = [whole] if isinstance(whole, Mapping) else whole
    if not isinstance(entries, list | tuple) or not entries:
        return None
    if not all(isinstance(e, Mapping) and ({"dayOfWeek", "validFrom"} & e.keys()) for e in entries):
        return None
    if not any({"@type", "opens", "closes"} & e.keys() for e in entries):
        return None
    table = Table()
    for entry in (*entries, *special):
        _take(table, entry)
    return table


def _take(table: Table, entry: Any) -> None:
    hours = _hours(entry)
    if "validFrom" in entry or "validThrough" in entry:
        for day in _dates(entry):
            table.dated[day] += hours
    else:
        for weekday in _weekdays(entry):
            table.week[weekday] += hours


def _hours(entry: Mapping[str, Any]) -> list[Hours]:
    opens, closes = entry.get("opens"), entry.get("closes")
    others = [name for name in entry if name not in _KNOWN]
    odd = next((name for name in others if not is_silent(bare(name), entry[name])), "")
    if odd:
        raise NotUnderstood(f"“{odd}” beside the hours of a day is not understood")
    if opens is None and closes is None:
        return []
    if opens is not None and closes is not None and minute_of(opens) == minute_of(closes) == 0:
        return []
    return [of_times(opens, closes)]


_KNOWN = frozenset({"@type", "dayOfWeek", "opens", "closes", "validFrom", "validThrough"})


def _weekdays(entry: Mapping[str, Any]) -> set[int]:
    """The days of an entry: names, perhaps with an address of schema.org, or ``Mo-Fr``."""
    found: set[int] = set()
    for name in listed(entry.get("dayOfWeek")):
        days = days_said(str(name).rsplit("/", 1)[-1].rsplit("#", 1)[-1])
        if not days:
            raise NotUnderstood(f"“{str(name)[:40]}” is no weekday")
        found |= days
    return found


def _dates(entry: Mapping[str, Any]) -> list[date]:
    try:
        start = date.fromisoformat(str(entry.get("validFrom"))[:10])
        end = date.fromisoformat(str(entry.get("validThrough"))[:10])
    except ValueError as error:
        raise NotUnderstood("dated hours without their dates") from error
    if not 0 <= (end - start).days < _MOST_DAYS:
        raise NotUnderstood(f"dated hours from {start} to {end}")
    days = [start + timedelta(days=number) for number in range((end - start).days + 1)]
    names = _weekdays(entry)
    return [day for day in days if not names or day.weekday() in names]
