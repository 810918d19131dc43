"""The order in which the page tells of the tables: that of the line, from trouble to outcome."""

from __future__ import annotations

from typing import NamedTuple

from amends.core.rulebook import Rulebook
from amends.core.rulebook.tables import Table

LINE = {
    "happened": ("stance", "payment", "urgency"),
    "fault": ("responsibility", "apology"),
    "offer": ("remedies", "approval", "delivery", "freedom", "legal", "legal_dues"),
    "top": ("gestures", "goodwill", "guarantee"),
    "after": ("follow_up", "first_word", "overdue", "pointless"),
}
OTHER = "other"


class Chapter(NamedTuple):
    """One step of the line with its tables."""

    key: str
    tables: tuple[Table, ...]


def chapters(book: Rulebook) -> tuple[Chapter, ...]:
    """The tables of a rulebook by the steps of the line; what has no step comes last.

    A rulebook for something else has none of the steps: each table is one of its own.
    """
    by_name = {table.name: table for table in book.tables}
    told = [
        Chapter(key, tuple(by_name[name] for name in names if name in by_name))
        for key, names in LINE.items()
    ]
    if not any(chapter.tables for chapter in told):
        return tuple(Chapter(table.name, (table,)) for table in book.tables)
    placed = {name for names in LINE.values() for name in names}
    told.append(Chapter(OTHER, tuple(t for t in book.tables if t.name not in placed)))
    return tuple(chapter for chapter in told if chapter.tables)
