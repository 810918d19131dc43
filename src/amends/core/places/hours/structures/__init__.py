"""Weekly hours as data, in the shapes that networks and search engines give them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from amends.core.places.hours.notation.tokens import NotUnderstood
from amends.core.places.hours.structures.days import named_days
from amends.core.places.hours.structures.google import google_periods
from amends.core.places.hours.structures.keys import bare, is_silent, words
from amends.core.places.hours.structures.listed import listed_days, numbered_days
from amends.core.places.hours.structures.networks import cdek, inpost, ozon, packeta
from amends.core.places.hours.structures.schema_org import schema_org
from amends.core.places.hours.structures.table import Table

_WRAPPERS = words(
    "regular restrictions openinghours schedule workhours workinghours hours postalservices "
    "regularhours regularopeninghours standardhours openingtimes businesshours open timetable "
    "workschedule dayofweek days week weekly"
)
_BESIDE = re.compile(
    "exception|special|holiday|tempor|closure|closed?date|closedday|season|vacation|override"
    "|irregular|adjusted|deviat|lunch|break|pause"
)
"""What may change the hours beside it, in the name of a key."""
_READ_BESIDE = frozenset({"packeta", "cdek", "schema.org"})
"""Shapes that have exceptions of their own beside the week."""

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
    ``deep`` times. Exceptions beside it are not dropped: they are refused.
    """
    found = _read(structure)
    if found is not None:
        if found[0] not in _READ_BESIDE:
            _nothing_beside(structure)
        return found
    _nothing_beside(structure)
    inside = _inside(structure)
    if len(inside) != 1 or not deep or not isinstance(inside[0], Mapping | list | tuple):
        raise NotUnderstood("this shape of weekly hours is not known", "unknown_structure")
    return read_structure(inside[0], deep=deep - 1)


def _nothing_beside(structure: Structure) -> None:
    if not isinstance(structure, Mapping):
        return
    for name, value in structure.items():
        if _BESIDE.search(bare(name)) and not is_silent(bare(name), value):
            raise NotUnderstood(f"“{str(name)[:40]}” beside the week is not understood")


def _inside(structure: Structure) -> list[Any]:
    """What lies under such a name; a list of one holds what it has."""
    if not isinstance(structure, Mapping):
        return list(structure) if len(structure) == 1 else []
    return [value for name, value in structure.items() if bare(name) in _WRAPPERS and value]


def _read(structure: Structure) -> tuple[str, Table] | None:
    for name, reader in _READERS.items():
        try:
            table = reader(structure)
        except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
            raise NotUnderstood(f"not the shape that {name} gives: {error}") from error
        if table is not None:
            return name, table
    return None
