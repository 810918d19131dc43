"""Frozen records as plain values, to be written as JSON or read by tables.

``dataclasses.asdict`` copies every leaf deeply; of an offer that cost more than deciding it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

LEAVES = frozenset({str, int, bool, float, type(None)})


def as_plain(value: Any) -> Any:
    """What ``dataclasses.asdict`` gives, but leaves are the same objects: they never change."""
    kind: Any = type(value)
    if kind in LEAVES:
        return value
    if kind is tuple or kind is list:
        return kind(as_plain(each) for each in value)
    if isinstance(value, Mapping):
        return {name: as_plain(each) for name, each in value.items()}
    names = _names(kind)
    return {name: as_plain(getattr(value, name)) for name in names} if names else value


def own_values(record: Any) -> dict[str, Any]:
    """The values of a dataclass by their names, as they are."""
    kind: Any = type(record)
    return {name: getattr(record, name) for name in _names(kind)}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
