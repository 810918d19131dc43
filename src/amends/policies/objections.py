"""How a customer objects to a finding: ``[objections]`` in ``rulebook.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amends.core.errors import BadDeclaration
from amends.core.rulebook import Rulebook

KEYS = {"remedies", "outside"}
WHERE = "rulebook.toml objections"


@dataclass(frozen=True, slots=True)
class Objections:
    """``remedies``: choosing one of them is an objection. ``outside``: by language, where else a
    customer may turn when a finding is upheld (ISO 10002, 7.9)."""

    remedies: frozenset[str]
    outside: Mapping[str, str]


def read_objections(declared: Mapping[str, Any], rulebook: Rulebook) -> Objections:
    """``BadDeclaration`` for what is missing or unknown, and for a remedy that there is not."""
    remedies, outside = declared.get("remedies"), declared.get("outside")
    if set(declared) != KEYS or not isinstance(remedies, list) or not _are_texts(outside):
        raise BadDeclaration(
            "it says by which remedies customers object, and where else they may turn",
            where=WHERE,
            hint='remedies = ["look_again"], outside.en = "…"',
        )
    for each in remedies:
        if not rulebook.facts["chosen"].admits(each):
            raise BadDeclaration(
                f"{each!r} is no remedy", where=f"{WHERE}.remedies", hint="see facts.chosen"
            )
    return Objections(frozenset(remedies), dict(outside or {}))


def _are_texts(texts: object) -> bool:
    return isinstance(texts, Mapping) and "en" in texts and all(map(_is_text, texts.values()))


def _is_text(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip())
