"""From what a source says of one place's hours to a schedule, or to a reason for refusing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from amends.core.places.hours.results import Reading, Refused, Understood
from amends.core.places.hours.second import library_schedule

Structure = Mapping[str, Any] | Sequence[Any]


def read_hours(
    text: str | None = None,
    structure: Structure | None = None,
    *,
    first: date,
    last: date,
    country: str = "",
    region: str = "",
    language: str = "",
) -> Reading:
    """The hours of one place.

    ``text`` is OpenStreetMap's notation or words in one of many languages (``language`` only
    hints); ``structure`` is weekly hours in one of the known shapes (InPost, CDEK, schema.org,
    Google, Ozon, day names). If both are given and disagree, the structure counts and the
    reading is flagged. ``country`` is ISO 3166-1 alpha-2, ``region`` the part behind the dash of
    ISO 3166-2 ("BW"): they name the public holidays. What depends on the date is worked out from
    ``first`` to ``last``, both included.
    """
    if structure is not None:
        return Refused(
            "this shape of weekly hours is not known", code="unknown_structure", text=text
        )
    if not text or not text.strip():
        return Refused("no hours are given", code="missing", text=text)
    schedule = library_schedule(text, first=first, last=last)
    if schedule is None:
        return Refused(f"not understood: {text}", text=text)
    return Understood(schedule=schedule, read_as=text, by="osm")
