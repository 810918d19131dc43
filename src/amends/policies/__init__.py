"""The policies that ship, each a folder of TOML and CSV that a shop manager can read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from amends.core.declarations import Declarations, read_declarations
from amends.core.rulebook.book import Rulebook, read_rulebook

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that a policy folder says: what may be promised and what is done when it breaks."""

    declarations: Declarations
    rulebook: Rulebook


def load_policy(folder: Path = HERE / "retail") -> Policy:
    """Load a policy folder; raise ``BadDeclaration`` naming the file, row and column that is wrong."""
    declarations = read_declarations(
        events=_toml(folder / "events.toml"), promises=_toml(folder / "promises.toml")
    )
    declared = _toml(folder / "rulebook.toml")
    files = {path.stem: path.read_text(encoding="utf-8-sig") for path in sorted(folder.glob("*.csv"))}
    return Policy(declarations, read_rulebook(declared, files))


def _toml(path: Path) -> dict[str, object]:
    with path.open("rb") as file:
        return tomllib.load(file)
