"""What a rule says, as the cell of a CSV file has it: the reverse of ``read_output``."""

from __future__ import annotations

from typing import Any

from amends.core.rulebook.book import Rulebook
from amends.core.rulebook.facts import Fact, read_fact
from amends.core.rulebook.tables import Table
from amends.core.rulebook.types import Type

WITHIN = frozenset({"facts", "tables", "base"})
"""Keys of ``rulebook.toml`` that hold the rulebook itself, or where it came from."""


def around(book: Rulebook) -> dict[str, Any]:
    """What ``rulebook.toml`` says besides facts and tables; a book that goes out is whole."""
    return {key: value for key, value in book.declared.items() if key not in WITHIN}


def declared_outputs(book: Rulebook, table: Table) -> dict[str, Fact]:
    """The outputs as rules say them; a later table may find another type, as that of a count."""
    declared = book.declared.get("tables", {}).get(table.name, {}).get("outputs", {})
    return {
        fact.name: read_fact(fact.name, declared[fact.name], where=table.name)
        for fact in table.outputs
    }


def show_output(value: Any, type_: Type) -> str:
    """The text of a cell; quotes stand around a text that would be read otherwise."""
    if value is None:
        return "-"
    if type_.name != "string":
        return type_.show(value)
    text = str(value)
    is_quoted = len(text) > 1 and text[0] == text[-1] == '"'
    return f'"{text}"' if is_quoted or text.strip() != text or text in {"", "-"} else text
