"""From bytes to a JSON value, with limits that keep a hostile or broken sender harmless."""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson

from amends.core.errors import BadEvent, said

DEEPEST = 32
LONGEST_LINE = 2**20


class Unreadable(NamedTuple):
    """A row that is not even JSON, with the reason; it is quarantined like any other bad row."""

    text: str
    error: BadEvent


def parse_row(row: bytes) -> object:
    """The JSON value of one row, or ``Unreadable``."""
    try:
        return parse(row)
    except BadEvent as error:
        return Unreadable(shown(row), error)


def parse(raw: bytes) -> Any:
    """The JSON value; raise ``BadEvent`` where it is none, too deep, or cannot be stored."""
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise _not_json(raw, error) from None
    if raw.count(b"{") + raw.count(b"[") > DEEPEST and _depth_exceeds(value, DEEPEST):
        raise BadEvent(
            said("nested more than {most} deep"), most=DEEPEST, where="event", code="too_deep"
        )
    if rb"\u0000" in raw and _has_nul(value):
        raise BadEvent(
            said("a text has a NUL character"),
            where="event",
            hint=said("leave it out"),
            code="nul_character",
        )
    return value


def shown(row: bytes) -> str:
    """The row as text that can be stored, whatever its bytes; at most the longest allowed line."""
    return row[:LONGEST_LINE].decode("utf-8", "backslashreplace").replace("\x00", "\\x00")


def _not_json(raw: bytes, error: orjson.JSONDecodeError) -> BadEvent:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as broken:
        return BadEvent(
            said("byte {number} ({value}) is not UTF-8"),
            number=broken.start + 1,
            value=f"0x{raw[broken.start]:02x}",
            where="event",
            hint=said("save the file as UTF-8"),
            code="not_utf8",
        )
    return BadEvent(said("this is not JSON: {error}"), error=error, where="event", code="not_json")


def _depth_exceeds(value: object, limit: int) -> bool:
    level = [value]
    for _ in range(limit + 1):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _has_nul(value: object) -> bool:
    if isinstance(value, str):
        return "\x00" in value
    return any(_has_nul(inner) for inner in (*_inside(value), *_names(value)))


def _inside(value: object) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _names(value: object) -> list[str]:
    return list(value) if isinstance(value, dict) else []
