"""How records of staff are weighed: ``[staff_truth]`` in ``rulebook.toml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from amends.core.errors import BadDeclaration
from amends.core.staff import Rules

SEE = "see docs/explanation/truth-about-staff.md"
Kind = tuple[Callable[[Any], bool], str]


@dataclass(frozen=True, slots=True)
class StaffTruth:
    """All that a rulebook says of the truth about staff.

    ``goods_errors`` are failures that the maker or packer of an order caused, ``makers`` the events
    that name them; ``blamed`` the parties that may be blamed without cause.
    """

    rules: Rules
    goods_errors: tuple[str, ...]
    makers: tuple[str, ...]
    blamed: tuple[str, ...]


def read_staff_truth(declared: Mapping[str, Any]) -> StaffTruth:
    """``BadDeclaration`` for what is missing, unknown, or not of its kind."""
    for name in sorted({*KINDS, *declared}):
        if name not in KINDS:
            raise _bad(f".{name}", "not known", f"one of {', '.join(KINDS)}")
        is_right, meaning = KINDS[name]
        if not is_right(declared.get(name, BEFORE.get(name))):
            raise _bad(f".{name}", meaning, SEE)
    try:
        return _read(declared)
    except ValueError as error:
        raise _bad("", str(error), SEE) from None


def _read(said: Mapping[str, Any]) -> StaffTruth:
    return StaffTruth(
        rules=Rules(**{name: _fixed(said.get(name, BEFORE.get(name))) for name in NAMES}),
        goods_errors=tuple(said["goods_errors"]),
        makers=tuple(said["makers"]),
        blamed=tuple(said["blamed"]),
    )


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and value >= 0


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 1


def _are_numbers(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_number, value))


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each for each in value)


def _bad(where: str, message: str, hint: str) -> BadDeclaration:
    return BadDeclaration(message, where=f"rulebook.toml staff_truth{where}", hint=hint)


NUMBER: Kind = (_is_number, "a number of 0 or more")
COUNT: Kind = (_is_count, "a whole number above 0")
NUMBERS: Kind = (_are_numbers, "a list of numbers")
TEXTS: Kind = (_are_texts, "a list of texts")
LISTS = ("worse", "limits", "value_bands")
COUNTS = ("year_days", "anew_days", "least_peers", "remembered_days")
BEFORE: Mapping[str, Any] = {"spread_sure": 0}
"""What rulebooks from before it was asked for mean."""
NAMES = tuple(field.name for field in fields(Rules))
KINDS: Mapping[str, Kind] = {
    **{n: NUMBERS if n in LISTS else COUNT if n in COUNTS else NUMBER for n in NAMES},
    **dict.fromkeys(("goods_errors", "makers", "blamed"), TEXTS),
}
