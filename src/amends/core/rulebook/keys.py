"""What may stand in ``rulebook.toml``: an unknown key or unit is refused, not ignored."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from amends.core.errors import BadDeclaration

BOOK = frozenset(
    [
        "name",
        "version",
        "valid_from",
        "currency",
        "languages",
        "base",
        "units",
        "facts",
        "tables",
        "situations",
        "invariants",
        "legal",
        "limits",
        "choosing",
        "customers",
        "accounts",
        "costs",
        "reliability",
        "findings",
        "foresight",
        "scorecards",
        "attachments",
        "objections",
        "staff_truth",
        "freedom",
        "time_spent",
        "reviews",
        "staff",
        "delivery",
    ]
)
OF_THE_APPLICATION = frozenset(
    [
        "events",
        "remedies",
        "days",
        "fulfilment",
        "without",
        "partner_at",
        "unconfirmed_by",
        "per_unit",
        "areas",
    ]
)
"""Say what the application makes a fact of."""
FACT = OF_THE_APPLICATION | frozenset(
    ["type", "values", "range", "step", "clamp", "optional", "unit", "meaning", "untested"]
)
TABLE = frozenset(
    ["hit", "aggregate", "outputs", "may_be_empty", "layer", "title", "meaning", "used"]
)
INVARIANT = frozenset(["id", "says", "source", "when", "always", "across", "not_less", "same"])
UNITS = frozenset(
    [
        "seconds",
        "minutes",
        "hours",
        "days",
        "weeks",
        "months",
        "years",
        "times",
        "visits",
        "claims",
        "failures",
        "orders",
        "items",
        "claims",
        "points",
        "percent",
        "share",
        "metres",
        "kilometres",
        "grams",
        "kilograms",
        "litres",
        "currency",
    ]
)
CURRENCY = re.compile(r"[A-Z]{3}")


def check_keys(declared: Mapping[str, Any]) -> None:
    """Refuse what ``rulebook.toml`` says without being understood.

    Raise ``BadDeclaration`` naming the place, with the nearest key or unit that is known.
    """
    _known(declared, BOOK, "rulebook.toml")
    own_units = _names(declared.get("units", []), "rulebook.toml units")
    for name, entry in _entries(declared, "facts"):
        _check_fact(entry, f"rulebook.toml facts.{name}", own_units)
    for name, entry in _entries(declared, "tables"):
        _known(entry, TABLE, f"rulebook.toml tables.{name}")
        for output, said in _entries(entry, "outputs"):
            _check_fact(said, f"rulebook.toml tables.{name}.outputs.{output}", own_units)
    for number, entry in enumerate(_list(declared, "invariants"), start=1):
        where = f"rulebook.toml invariants, number {number}"
        if not isinstance(entry, Mapping):
            raise BadDeclaration("this is a table of keys", where=where)
        _known(entry, INVARIANT, where)


def _list(declared: Mapping[str, Any], key: str) -> list[Any]:
    said = declared.get(key, [])
    if not isinstance(said, list):
        raise BadDeclaration("this is a list", where=f"rulebook.toml {key}", hint=f"[[{key}]]")
    return said


def _check_fact(entry: Mapping[str, Any], where: str, own_units: Collection[str]) -> None:
    _known(entry, FACT, where)
    unit = entry.get("unit", "")
    if unit and unit not in UNITS and unit not in own_units and not CURRENCY.fullmatch(str(unit)):
        raise BadDeclaration(
            f"the unit {unit!r} is not known",
            where=where,
            hint=_nearest(str(unit), {*UNITS, *own_units})
            or f'units = ["{unit}"] at the head of rulebook.toml makes it known',
        )


def _entries(declared: Mapping[str, Any], key: str) -> list[tuple[str, Mapping[str, Any]]]:
    """The entries under a key; bare ones, which say a type alone, are left out."""
    entries = declared.get(key, {})
    if not isinstance(entries, Mapping):
        raise BadDeclaration("this is a table of entries by name", where=f"rulebook.toml {key}")
    for name, entry in entries.items():
        if not isinstance(entry, Mapping | str):
            raise BadDeclaration("this is a table of keys", where=f"rulebook.toml {key}.{name}")
    return [(name, entry) for name, entry in entries.items() if isinstance(entry, Mapping)]


def _names(said: Any, where: str) -> Collection[str]:
    if isinstance(said, list) and all(isinstance(each, str) for each in said):
        return said
    raise BadDeclaration("this is a list of names", where=where)


def _known(entry: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    for key in entry:
        if key not in known:
            raise BadDeclaration(
                f"the key {key!r} is not known",
                where=where,
                hint=_nearest(key, known) or f"one of {', '.join(sorted(known))}",
            )


def _nearest(word: str, known: Collection[str]) -> str:
    found = get_close_matches(word, sorted(known), 1)
    return f"did you mean {found[0]!r}?" if found else ""
