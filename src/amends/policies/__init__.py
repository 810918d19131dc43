"""The policies that ship, each a folder of TOML and CSV that a shop manager can read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from amends.core.declarations import Declarations, read_declarations
from amends.core.errors import BadDeclaration
from amends.core.rulebook import Rulebook, read_rulebook

RETAIL = Path(__file__).parent / "retail"
MADE_OF: Mapping[str, tuple[str, type]] = {
    "failures_90d": ("days", int),
    "paid_back": ("events", list),
    "delivery_paid_back": ("remedies", list),
    "refund_promised": ("events", list),
    "news": ("events", list),
    "other_point_known": ("fulfilment", list),
}
"""Facts that say in ``rulebook.toml`` what they are made of, under which key."""
TABLES = (
    "responsibility",
    "urgency",
    "remedies",
    "gestures",
    "apology",
    "first_word",
    "follow_up",
    "overdue",
    "pointless",
    "delivery",
)
"""What the line asks the rulebook; a shop may read more tables before these."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of what is known is offered: ``[limits]`` in ``rulebook.toml``."""

    addresses: int
    points: int
    points_within_km: int
    point_fails_for_days: int


@dataclass(frozen=True, slots=True)
class Policy:
    """All that a policy folder says: what may be promised, what is done when it breaks.

    ``facts`` are the declared facts by name, with what each is made of.
    """

    declarations: Declarations
    rulebook: Rulebook
    delivery_slots: tuple[str, ...]
    staff_roles: frozenset[str]
    limits: Limits
    facts: Mapping[str, Mapping[str, Any]]


def load_policy(folder: Path = RETAIL) -> Policy:
    """Load a policy folder.

    Raise ``BadDeclaration`` naming the file, row and column that is wrong.
    """
    declarations = read_declarations(
        events=_toml(folder / "events.toml"), promises=_toml(folder / "promises.toml")
    )
    declared = _toml(folder / "rulebook.toml")
    files = {
        path.stem: path.read_text(encoding="utf-8-sig") for path in sorted(folder.glob("*.csv"))
    }
    return Policy(
        declarations=declarations,
        rulebook=_with_every_table(read_rulebook(declared, files)),
        delivery_slots=tuple(declared.get("delivery", {}).get("slots", ())),
        staff_roles=frozenset(declared.get("staff", {}).get("roles", ())),
        limits=_limits(declared.get("limits", {})),
        facts=_facts(declared.get("facts", {}), declarations),
    )


def _with_every_table(rulebook: Rulebook) -> Rulebook:
    known = {table.name for table in rulebook.tables}
    for name in TABLES:
        if name not in known:
            raise BadDeclaration(
                "this table is needed",
                where=f"rulebook.toml tables.{name}",
                hint="take it over from the retail policy",
            )
    return rulebook


def _facts(
    declared: Mapping[str, Mapping[str, Any]], declarations: Declarations
) -> Mapping[str, Mapping[str, Any]]:
    for name, (key, type_) in MADE_OF.items():
        said = declared.get(name, {}).get(key)
        if type(said) is not type_:
            raise BadDeclaration(
                f"this fact needs {key!r}",
                where=f"rulebook.toml facts.{name}",
                hint="see docs/reference/rulebook.md",
            )
        for event in declared[name][key] if key == "events" else ():
            if event not in declarations.events:
                raise BadDeclaration(
                    f"the event type {event!r} is not declared",
                    where=f"rulebook.toml facts.{name}",
                    hint="see events.toml",
                )
    return declared


def _limits(declared: Mapping[str, Any]) -> Limits:
    names = [field.name for field in fields(Limits)]
    for name in {*names, *declared}:
        number = declared.get(name)
        if name not in names or type(number) is not int or number < 1:
            raise BadDeclaration(
                "a limit is a whole number above 0",
                where=f"rulebook.toml limits.{name}",
                hint=f"one of {', '.join(names)}",
            )
    return Limits(**declared)


def _toml(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)
