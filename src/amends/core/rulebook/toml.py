"""Plain data written as TOML, which Python reads but does not write."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

BARE = re.compile(r"[A-Za-z0-9_-]+")


def write_toml(data: Mapping[str, Any]) -> str:
    """A TOML document that reads as ``data``: tables of tables get headings of their own.

    Raise ``TypeError`` for a value that TOML has not; members that are None are left out.
    """
    return "\n".join(_section(data, ())).strip() + "\n"


def inline(value: Any) -> str:
    """A value on one line."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float() | Decimal():
            return str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case str():
            return quoted(value)
        case Mapping():
            entries = (f"{key_of(k)} = {inline(v)}" for k, v in value.items() if v is not None)
            inside = ", ".join(entries)
            return f"{{ {inside} }}" if inside else "{}"
        case list() | tuple():
            return "[" + ", ".join(inline(item) for item in value) + "]"
    raise TypeError(f"TOML has no {type(value).__name__}")


def quoted(text: str) -> str:
    """A text as a basic string; TOML's escapes are JSON's, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def key_of(key: str) -> str:
    """A key, quoted where it must be."""
    return key if BARE.fullmatch(key) else quoted(key)


def _section(data: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    for key, value in data.items():
        if value is not None and not _has_heading(value, path):
            yield f"{key_of(key)} = {inline(value)}"
    for key, value in data.items():
        if not _has_heading(value, path):
            continue
        here = (*path, key)
        heading = ".".join(map(key_of, here))
        for part in value if isinstance(value, list) else [value]:
            yield ""
            yield f"[[{heading}]]" if isinstance(value, list) else f"[{heading}]"
            yield from _section(part, here)


def _has_heading(value: Any, path: tuple[str, ...]) -> bool:
    """Whether a value is a table of its own: at the top, and each table of a rulebook."""
    if isinstance(value, Mapping):
        return not path or path == ("tables",)
    listed = isinstance(value, list) and bool(value)
    return not path and listed and all(isinstance(item, Mapping) for item in value)
