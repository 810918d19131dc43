"""Names of types: ``number``, ``list<date and time>``, ``context<a: string>``, an item's name."""

from __future__ import annotations

from amends.core.feel.cursor import Cursor
from amends.core.feel.nodes import TypeName

TYPES_OF_WORDS = {
    ("date", "and", "time"): "date and time",
    ("years", "and", "months", "duration"): "years and months duration",
    ("days", "and", "time", "duration"): "days and time duration",
    ("day", "time", "duration"): "days and time duration",
    ("year", "month", "duration"): "years and months duration",
}
PLAIN = frozenset(
    {
        "any",
        "null",
        "number",
        "string",
        "boolean",
        "date",
        "time",
        "duration",
        "context",
        "list",
        "range",
        "function",
    }
)


def read_type(cursor: Cursor) -> TypeName:
    """The type that is written here; raise ``BadExpression`` where there is none."""
    cursor.deeper()
    try:
        return _typed(cursor, _name(cursor))
    finally:
        cursor.depth -= 1


def _name(cursor: Cursor) -> str:
    for words, name in TYPES_OF_WORDS.items():
        there = cursor.tokens[cursor.position : cursor.position + len(words)]
        if tuple(token.text for token in there) == words:
            cursor.position += len(words)
            return name
    if cursor.token.text.lower() in PLAIN or cursor.token.text == "function":
        return cursor.advance().text.lower()
    parts = [cursor.name()]
    while cursor.take("."):
        parts.append(cursor.name())
    return ".".join(parts)


def _typed(cursor: Cursor, name: str) -> TypeName:
    if not cursor.take("<"):
        return TypeName(name)
    inner: list[TypeName] = []
    members: list[tuple[str, TypeName]] = []
    while not cursor.take(">"):
        if inner or members:
            cursor.expect(",")
        if name == "context":
            key = cursor.new_name(":")
            cursor.expect(":")
            members.append((key, read_type(cursor)))
        else:
            inner.append(read_type(cursor))
    if name == "function" and cursor.take("->"):
        inner.append(read_type(cursor))
    return TypeName(name, tuple(inner), tuple(members))
