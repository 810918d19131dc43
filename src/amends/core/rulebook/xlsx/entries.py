"""Entries of facts and outputs as rows: ``{type = "number", range = [0, 5]}`` in columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.core.rulebook.toml import inline
from amends.core.rulebook.xlsx.layout import MEANING, MORE
from amends.core.rulebook.xlsx.plain import decode, encode, listed, unlisted

PLAIN = ("type", "step", "clamp", "optional", "unit")


def as_row(entry: Mapping[str, Any] | str) -> dict[str, str]:
    """The cells of an entry by their columns; ``more`` is TOML for what has no column.

    A bare type has a type only; an entry that says no more than its type has an empty ``more``.
    """
    if isinstance(entry, str):
        return {"type": encode(entry)}
    rest = dict(entry)
    row = {key: encode(rest.pop(key)) for key in PLAIN if key in rest}
    if isinstance(rest.get("values"), list):
        row["values"] = listed(rest.pop("values"))
    if isinstance(rest.get("range"), list) and len(rest["range"]) == 2:
        row["from"], row["to"] = map(encode, rest.pop("range"))
    meaning = rest.get("meaning")
    if isinstance(meaning, str):
        row["meaning"] = encode(rest.pop("meaning"))
    elif isinstance(meaning, Mapping) and meaning:
        row |= {MEANING + language: encode(text) for language, text in meaning.items()}
        del rest["meaning"]
    return row | ({MORE: inline(rest)} if rest or row.keys() == {"type"} else {})


def of_row(row: Mapping[str, str]) -> dict[str, Any] | str:
    """The entry that a row describes; a bare type where there is no more."""
    entry = {key: decode(row[key]) for key in PLAIN if row.get(key)}
    if row.get("values"):
        entry["values"] = unlisted(row["values"])
    if row.get("from") or row.get("to"):
        entry["range"] = [decode(row[key]) if row.get(key) else "" for key in ("from", "to")]
    if row.get("meaning"):
        entry["meaning"] = decode(row["meaning"])
    texts = {key: text for key, text in row.items() if key.startswith(MEANING) and text}
    if texts:
        entry["meaning"] = {key.removeprefix(MEANING): decode(text) for key, text in texts.items()}
    more = decode(row[MORE]) if row.get(MORE) else {}
    if entry.keys() == {"type"} and not row.get(MORE):
        return str(entry["type"])
    return entry | (more if isinstance(more, dict) else {})
