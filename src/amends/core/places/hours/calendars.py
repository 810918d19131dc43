"""Public and school holidays of a country and region, from the library ``holidays``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

_REGIONS_UNKNOWN = frozenset({"RU"})
"""Countries whose regions keep holidays of their own that the library does not know."""

_DISPUTED = ("government", "bank", "optional", "half_day")
"""Categories of days on which some keep the holiday and some do not."""


@dataclass(frozen=True)
class Calendar:
    """``public``: the holidays; ``disputed``: days that only some keep; ``school``: None: unknown.

    ``whole``: the region is known, or every region of the country keeps the same days.
    """

    public: frozenset[date]
    disputed: frozenset[date]
    school: frozenset[date] | None
    whole: bool


@lru_cache(maxsize=512)
def calendar(country: str, region: str, first: date, last: date) -> Calendar | None:
    """The holidays from ``first`` to ``last``; None for a country that is not known.

    An unknown region gets the holidays of the whole country.
    """
    import holidays

    years = range(first.year - 1, last.year + 2)
    if country not in holidays.list_supported_countries(include_aliases=False):
        return None
    kind = getattr(holidays, country)
    code = _region_code(kind, country, region)
    made = {
        category: frozenset(kind(subdiv=code or None, years=years, categories=(category,)))
        for category in kind.supported_categories
    }
    public = made.get("public", frozenset())
    plain = frozenset(kind(subdiv=code or None, years=years, observed=False))
    doubtful = frozenset().union(*(made.get(name, frozenset()) for name in _DISPUTED), plain)
    return Calendar(
        public=public,
        disputed=doubtful ^ public if doubtful else frozenset(),
        school=_known_in_every_year(made.get("school", frozenset()), first, last),
        whole=bool(code) or (country not in _REGIONS_UNKNOWN and _same_everywhere(kind, years)),
    )


def _known_in_every_year(days: frozenset[date], first: date, last: date) -> frozenset[date] | None:
    """School holidays are set some years ahead: a year without any is one that is not known."""
    known = {day.year for day in days}
    return days if all(year in known for year in range(first.year, last.year + 1)) else None


def _region_code(kind: Any, country: str, region: str) -> str:
    """The library's code of a region given as code, ISO 3166-2 or name; "" if it has none."""
    bare = region.removeprefix(f"{country}-").upper()
    names = getattr(kind, "subdivisions_aliases", {})
    codes = {str(name).upper(): str(code) for name, code in names.items()}
    return bare if bare in kind.subdivisions else codes.get(bare, "")


def _same_everywhere(kind: Any, years: range) -> bool:
    nation = set(kind(years=years))
    return all(set(kind(subdiv=region, years=years)) == nation for region in kind.subdivisions)
