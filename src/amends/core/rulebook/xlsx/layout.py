"""How a rulebook lies on sheets: one for each table, and four that describe."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

BOOK, FACTS, TABLES, OUTPUTS, LISTS = "rulebook", "facts", "tables", "outputs", "_lists"
DESCRIBING = (BOOK, FACTS, TABLES, OUTPUTS, LISTS)
LONGEST_NAME = 31
SEVERAL = "[]"
"""Stands after a key whose value is a list of tables, one in each row."""
ENTRY = ("type", "values", "from", "to", "step", "clamp", "optional", "unit")
MEANING = "meaning_"
MORE = "more"


def sheet_names(tables: Iterable[str]) -> dict[str, str]:
    """The name of each table's sheet: short, without forbidden signs, unlike all others."""
    taken = {name.lower() for name in DESCRIBING}
    names: dict[str, str] = {}
    for table in tables:
        plain = re.sub(r"[\[\]:*?/\\']", "_", table)[:LONGEST_NAME].strip() or "table"
        name, number = plain, 2
        while name.lower() in taken or name.lower() == "history":
            ending = f" ({number})"
            name, number = plain[: LONGEST_NAME - len(ending)] + ending, number + 1
        taken.add(name.lower())
        names[table] = name
    return names


def entry_columns(entries: Iterable[Mapping[str, object] | str]) -> list[str]:
    """The columns that describe facts or outputs, with the languages that there are."""
    languages: dict[str, None] = {}
    for entry in entries:
        meaning = entry.get("meaning") if isinstance(entry, Mapping) else None
        if isinstance(meaning, Mapping):
            languages.update(dict.fromkeys(map(str, meaning)))
    return [*ENTRY, "meaning", *(MEANING + language for language in languages), MORE]


def head_of(rows: Sequence[Sequence[str]]) -> list[str]:
    """The names of the columns, empty ones at the end left out."""
    head = [cell.strip() for cell in rows[0]] if rows else []
    while head and not head[-1]:
        head.pop()
    return head
