"""How partners are compared: ``[scorecards]`` in ``rulebook.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from amends.core.errors import BadDeclaration
from amends.core.scorecards import Rules

SEE = "see docs/explanation/scorecards.md"
WHOLE = frozenset({"least", "days", "period_days"})


def read_scorecards(declared: Mapping[str, Any]) -> Rules:
    """``BadDeclaration`` for what is missing, unknown, or not of its kind."""
    known = {field.name: field.default for field in fields(Rules)}
    for name in sorted({*known, *declared}):
        said = declared.get(name, known.get(name))
        if name not in known:
            raise _bad(name, f"not known: one of {', '.join(sorted(known))}")
        if type(said) is not int and (name in WHOLE or type(said) is not float):
            raise _bad(name, "a whole number" if name in WHOLE else "a number")
    try:
        return Rules(**declared)
    except ValueError as error:
        raise BadDeclaration(str(error), where="rulebook.toml scorecards", hint=SEE) from None


def _bad(name: str, message: str) -> BadDeclaration:
    return BadDeclaration(message, where=f"rulebook.toml scorecards.{name}", hint=SEE)
