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
    """Everything that a policy folder says: what may be promised and what is done when it breaks."""

    declarations: Declarations
    rulebook: Rulebook
    delivery_slots: tuple[str, ...]


def load_policy(folder: Path = RETAIL) -> Policy:
    """Load a policy folder; raise ``BadDeclaration`` naming the file, row and column that is wrong."""
    declarations = read_declarations(
        events=_toml(folder / "events.toml"), promises=_toml(folder / "promises.toml")
    )
    declared = _toml(folder / "rulebook.toml")
    files = {
        path.stem: path.read_text(encoding="utf-8-sig") for path in sorted(folder.glob("*.csv"))
    }
    slots = tuple(declared.get("delivery", {}).get("slots", ()))
    return Policy(declarations, read_rulebook(declared, files), slots)


def _toml(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)
