"""The policies that ship, each a folder of TOML and CSV that a shop manager can read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amends.core.declarations import Declarations, read_declarations
from amends.core.rulebook.book import Rulebook, read_rulebook

RETAIL = Path(__file__).parent / "retail"


@dataclass(frozen=True, slots=True)
class Policy:
    """All that a policy folder says: what may be promised, what is done when it breaks."""

    declarations: Declarations
    rulebook: Rulebook
    delivery_slots: tuple[str, ...]
    staff_roles: frozenset[str]


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
        rulebook=read_rulebook(declared, files),
        delivery_slots=tuple(declared.get("delivery", {}).get("slots", ())),
        staff_roles=frozenset(declared.get("staff", {}).get("roles", ())),
    )


def _toml(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)
