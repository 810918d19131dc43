"""Which days are public holidays: calendars named by country ("RU") or a part of one ("DE-BY").

The days come from the library ``holidays``; a calendar that it does not know has none to tell.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

YEARS_KEPT = 200


def is_calendar(name: str) -> bool:
    """Whether a country of ISO 3166-1, or a part of it as in ISO 3166-2, is known by this name."""
    country, dash, part = name.partition("-")
    parts = _calendars().get(country)
    return parts is not None and (not dash or part in parts)


def rests(calendar: str, day: date) -> bool:
    """Whether a day is a public holiday of a known calendar."""
    return day in _holidays(calendar, day.year)


@lru_cache(maxsize=1)
def _calendars() -> dict[str, frozenset[str]]:
    from holidays import list_supported_countries

    known = list_supported_countries(include_aliases=False)
    return {country: frozenset(parts) for country, parts in known.items()}


@lru_cache(maxsize=YEARS_KEPT)
def _holidays(calendar: str, year: int) -> frozenset[date]:
    from holidays import country_holidays

    country, _, part = calendar.partition("-")
    try:
        return frozenset(country_holidays(country, subdiv=part or None, years=year))
    except NotImplementedError:  # an earlier version of the library knew it
        return frozenset()
