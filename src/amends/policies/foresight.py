"""From when on customers are warned: ``[foresight]`` in ``rulebook.toml``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from amends.core.errors import BadDeclaration
from amends.core.foresight import Rules

SEE = "see docs/explanation/warned-ahead.md"
NUMBERS = frozenset(
    {
        "told_from",
        "hours_left",
        "half_life_days",
        "least_worth",
        "most_worth",
        "least_skill",
        "tested_share",
    }
)
WHOLE = frozenset({"days_ahead", "least_looks", "orders", "at_most"})


def read_foresight(declared: Mapping[str, Any], *, promises: Collection[str]) -> Rules:
    """``BadDeclaration`` for what is missing, unknown, or not of its kind."""
    known = NUMBERS | WHOLE | {"promises"}
    for name in sorted({*known, *declared}):
        if name not in known:
            raise _bad(name, f"not known: one of {', '.join(sorted(known))}")
        _check(name, declared.get(name), promises)
    try:
        return _rules(declared)
    except ValueError as error:
        raise BadDeclaration(str(error), where="rulebook.toml foresight", hint=SEE) from None


def _check(name: str, said: Any, promises: Collection[str]) -> None:
    if name == "promises":
        if not isinstance(said, list) or not said or not set(said) <= set(promises):
            raise _bad(name, "a list of kinds of promise that promises.toml declares")
    elif name in WHOLE and type(said) is not int:
        raise _bad(name, "a whole number")
    elif name in NUMBERS and type(said) not in (int, float):
        raise _bad(name, "a number")


def _rules(declared: Mapping[str, Any]) -> Rules:
    same = {name: declared[name] for name in (NUMBERS | WHOLE) - {"hours_left", "half_life_days"}}
    return Rules(
        promises=tuple(declared["promises"]),
        least_ahead=timedelta(hours=declared["hours_left"]),
        half_life=timedelta(days=declared["half_life_days"]),
        **same,
    )


def _bad(name: str, message: str) -> BadDeclaration:
    return BadDeclaration(message, where=f"rulebook.toml foresight.{name}", hint=SEE)
