"""Values of ``rulebook.toml`` in cells: plain where that is read back the same, else as TOML."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time, timedelta
from typing import Any

from amends.core.feel.durations import show_duration
from amends.core.rulebook.toml import inline

WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})")


def encode(value: Any) -> str:
    """The text of a cell; a text stands as it is unless it would read as something else."""
    if isinstance(value, str) and decode(value) == value and value.strip() == value != "":
        return value
    return inline(value)


def decode(text: str) -> Any:
    """The value of a cell: what TOML makes of it, or the text itself."""
    try:
        found = tomllib.loads(f"x = {text}")
    except (tomllib.TOMLDecodeError, RecursionError):
        return text
    return found["x"] if found.keys() == {"x"} else text


def listed(values: list[Any]) -> str:
    """A list as values with commas between, where that is read back the same, else as TOML."""
    shown = ", ".join(encode(value) for value in values)
    return shown if values and unlisted(shown) == values else inline(values)


def unlisted(text: str) -> list[Any]:
    """The values of a list."""
    if text.startswith("["):
        found = decode(text)
        if isinstance(found, list):
            return found
    return [decode(part.strip()) for part in text.split(",")]


def as_number(text: str) -> int | float | None:
    """The number that a cell may hold instead of its text, if it is read back as the same text."""
    if WHOLE.fullmatch(text) and text != "-0":
        return int(text)
    try:
        return float(text) if repr(float(text)) == text and text[-1].isdigit() else None
    except ValueError:
        return None


def as_text(value: Any, type_name: str, *, tested: bool) -> str:
    """What a spreadsheet made of a cell, as the text of a CSV file.

    ``tested``: the cell is a test, in which a time stands as ``time("10:00:00")``.
    """
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if type_name == "date" and value.time() == time():
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat()
        case time():
            return f'time("{value.isoformat()}")' if tested else value.isoformat()
        case timedelta():
            return show_duration(value)
        case str():
            return value.replace("_x005F_", "_")
    return str(value)
