"""Whether a value has a type: ``instance of`` (DMN 1.5, table 54)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from amends.core.feel.nodes import TypeName
from amends.core.feel.values import KINDS, Range, kind

KNOWN = frozenset(KINDS.values()) | {"any"}


def has_type(
    value: Any, type_: TypeName, types: Mapping[str, Callable[[Any], bool]] | None = None
) -> bool:
    """Whether the value has the type; null has only ``null``. ``types`` are the model's own."""
    name = type_.name
    if types and name in types:
        return value is not None and types[name](value)
    if value is None:
        return name == "null"
    if name == "any":
        return True
    return kind(value) == name and _inside(value, type_, types)


def _inside(value: Any, type_: TypeName, types: Mapping[str, Callable[[Any], bool]] | None) -> bool:
    if type_.members:
        return all(
            key in value and (value[key] is None or has_type(value[key], inner, types))
            for key, inner in type_.members
        )
    if not type_.inner or type_.name == "function":
        return True
    if isinstance(value, Range):
        held = [end for end in (value.low, value.high) if end is not None]
    else:
        held = value if isinstance(value, list) else []
    return all(item is None or has_type(item, type_.inner[0], types) for item in held)
