"""Weekly hours as data, in the shapes that networks and search engines give them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from amends.core.places.hours.notation.tokens import NotUnderstood
from amends.core.places.hours.structures.days import named_days
from amends.core.places.hours.structures.google import google_periods
from amends.core.places.hours.structures.listed import listed_days, numbered_days
from amends.core.places.hours.structures.networks import cdek, inpost, ozon, packeta
from amends.core.places.hours.structures.schema_org import schema_org
from amends.core.places.hours.structures.table import Table

_WRAPPERS = (
    "regular",
    "restrictions",
    "openingHours",
    "opening_hours",
    "schedule",
    "Schedule",
    "workHours",
    "work_hours",
    "workingHours",
    "hours",
    "postalServices",
)
_BESIDE = (
    "exceptions",
    "exceptionList",
    "specialDays",
    "special_days",
    "special",
    "specialDates",
    "holidays",
)

Structure = Mapping[str, Any] | Sequence[Any]

_READERS: dict[str, Callable[[Any], Table | None]] = {
    "inpost": inpost,
    "packeta": packeta,
    "cdek": cdek,
    "ozon": ozon,
    "google": google_periods,
    "schema.org": schema_org,
    "days": named_days,
    "list": listed_days,
    "numbers": numbered_days,
}
"""Each answers None where the shape is not its own."""


def read_structure(structure: Structure, *, deep: int = 3) -> tuple[str, Table]:
    """The name of the shape, and its table. Errors: ``NotUnderstood``.

    A shape may lie under one of the names that files give to hours, alone of its kind, at most
    ``deep`` times.
    """
    found = _read(structure)
    if found is not None:
        return found
    inside = _inside(structure) if isinstance(structure, Mapping) else []
    if len(inside) != 1 or not deep or not isinstance(inside[0], Mapping | list | tuple):
        raise NotUnderstood("this shape of weekly hours is not known", "unknown_structure")
    return read_structure(inside[0], deep=deep - 1)


def _inside(structure: Mapping[str, Any]) -> list[Any]:
    """What lies under such a name. Exceptions beside it are not dropped: they are refused."""
    beside = [name for name in _BESIDE if structure.get(name)]
    if beside:
        raise NotUnderstood(f"“{beside[0]}” beside the week is not understood")
    return [structure[name] for name in _WRAPPERS if structure.get(name)]


def _read(structure: Structure) -> tuple[str, Table] | None:
    for name, reader in _READERS.items():
        try:
            table = reader(structure)
        except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
            raise NotUnderstood(f"not the shape that {name} gives: {error}") from error
        if table is not None:
            return name, table
    return None
