"""Weekly hours as data, in the shapes that networks and search engines give them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from amends.core.places.hours.notation.tokens import NotUnderstood
from amends.core.places.hours.structures.days import named_days
from amends.core.places.hours.structures.google import google_periods
from amends.core.places.hours.structures.networks import cdek, inpost, ozon
from amends.core.places.hours.structures.schema_org import schema_org
from amends.core.places.hours.structures.table import Table

Structure = Mapping[str, Any] | Sequence[Any]

_READERS: dict[str, Callable[[Any], Table | None]] = {
    "inpost": inpost,
    "cdek": cdek,
    "ozon": ozon,
    "google": google_periods,
    "schema.org": schema_org,
    "days": named_days,
}
"""Each answers None where the shape is not its own."""


def read_structure(structure: Structure) -> tuple[str, Table]:
    """The name of the shape, and its table. Errors: ``NotUnderstood``."""
    for name, reader in _READERS.items():
        try:
            table = reader(structure)
        except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
            raise NotUnderstood(f"not the shape that {name} gives: {error}") from error
        if table is not None:
            return name, table
    raise NotUnderstood("this shape of weekly hours is not known", "unknown_structure")
