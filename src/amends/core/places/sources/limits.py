"""How large and heavy a parcel a row lets in, and how long it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from amends.core.places.points import Sides
from amends.core.places.sources.measures import (
    DAYS,
    LENGTHS,
    NOTHING,
    WEIGHTS,
    Measure,
    box_of,
    measure_of,
)
from amends.core.places.sources.rows import Draft
from amends.core.places.sources.service import SHOWN
from amends.core.places.sources.values import text_of

SAID: Final = "said"
"""Ends the name of a field whose cells say their unit themselves."""
_WEIGHED: Final[Mapping[str, tuple[str, str]]] = {
    "grams": ("g", ""),
    "kilograms": ("", "kg"),
    "weight_kg": ("kg", ""),
    "weight_g": ("g", ""),
    f"weight_{SAID}": ("", ""),
}
"""Fields of a weight: the unit of the heading, and the one that holds where nobody says any."""


def heaviest_of(row: Mapping[str, Any], draft: Draft) -> int | None:
    """The heaviest parcel in grams; ``None`` where there is no limit or it is not understood."""
    for name, (unit, usual) in _WEIGHED.items():
        found = measure_of(row.get(name), WEIGHTS, unit=unit, usual=usual)
        if found.odd:
            draft.doubt(f"the heaviest parcel is not understood: “{_shown(row[name])}”")
        if found.value:
            return round(found.value)
    return None


def largest_of(row: Mapping[str, Any], draft: Draft) -> Sides | None:
    """The largest parcel in millimetres, of three columns or of one."""
    found = [_side(row, name, draft) for name in ("length", "width", "height")]
    sides = sorted((round(each) for each in found if each), reverse=True)
    if len(sides) == len(found):
        return sides[0], sides[1], sides[2]
    for unit in (*LENGTHS.sizes, SAID):
        cell = row.get(f"sides_{unit}")
        box = box_of(cell, unit="" if unit == SAID else unit)
        if isinstance(box, Measure):
            if box.odd:
                draft.doubt(f"the largest parcel is not understood: “{_shown(cell)}”")
            continue
        return box
    return None


def storage_of(row: Mapping[str, Any], draft: Draft) -> int | None:
    """For how many days a parcel is kept."""
    cell = row.get("storage_days")
    found = measure_of(cell, DAYS, usual="days")
    if found.odd or (found.value or 1) % 1:
        draft.doubt(f"the days of storage are not understood: “{_shown(cell)}”")
        return None
    return int(found.value) if found.value else None


def _side(row: Mapping[str, Any], name: str, draft: Draft) -> float | None:
    """One side of its three columns; of one without a unit in centimetres."""
    columns = {name: ("", "cm"), f"{name}_{SAID}": ("", "")}
    columns |= {f"{name}_{unit}": (unit, "") for unit in LENGTHS.sizes}
    for column, (unit, usual) in columns.items():
        found = measure_of(row.get(column), LENGTHS, unit=unit, usual=usual)
        if found.odd:
            draft.doubt(f"the largest parcel is not understood: “{_shown(row[column])}”")
        if found != NOTHING:
            return found.value
    return None


def _shown(cell: object) -> str:
    return text_of(cell, SHOWN)
