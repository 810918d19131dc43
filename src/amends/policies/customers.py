"""How a customer's record is read: ``[customers]`` in ``rulebook.toml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from amends.core.customers import Rules
from amends.core.errors import BadDeclaration
from amends.core.rulebook import Rulebook

SEE = "see docs/explanation/customers-record.md"
LADDER = "ladder"
SHARED = frozenset({"address", "phone", "email"})
"""By what two accounts may be found to be one customer's; a shop declares what it may use."""


@dataclass(frozen=True, slots=True)
class Customers:
    """How records are read, how long a person's word holds, and what accounts may be linked by.

    ``linked_by`` lists what two accounts share all of; ``most_linked`` is how many accounts may
    share it for it to say anything.
    """

    rules: Rules
    word_holds: timedelta
    conduct_holds: timedelta
    linked_by: tuple[tuple[str, ...], ...]
    most_linked: int


def read_customers(declared: Mapping[str, Any], rulebook: Rulebook) -> Customers:
    """``BadDeclaration`` for what is missing, unknown, not of its kind, or where the ladder looks
    at a fact that it may not use."""
    for name in sorted({*KINDS, *declared}):
        if name not in KINDS:
            raise _bad(name, "not known", f"one of {', '.join(KINDS)}")
        is_right, meaning = KINDS[name]
        if not is_right(declared.get(name)):
            raise _bad(name, meaning, SEE)
    _check_ladder(rulebook, declared["may_use"])
    try:
        return Customers(
            rules=_rules(declared),
            word_holds=timedelta(days=declared["word_holds_days"]),
            conduct_holds=timedelta(days=declared["conduct_holds_days"]),
            linked_by=tuple(tuple(each) for each in declared["linked_by"]),
            most_linked=declared["most_linked"],
        )
    except (ValueError, OverflowError) as error:
        raise _bad("", str(error), SEE) from None


def _rules(declared: Mapping[str, Any]) -> Rules:
    return Rules(
        half_life=timedelta(days=declared["half_life_days"]),
        tenure_days=tuple(declared["tenure_days"]),
        **{name: declared[name] for name in OF_RULES},
    )


def _check_ladder(rulebook: Rulebook, may_use: list[str]) -> None:
    """No step rests on a fact that the shop has not said it may use, and no other table looks past
    the ladder at the record."""
    for table in rulebook.tables:
        is_ladder = table.name == LADDER
        for fact in table.columns:
            if is_ladder and fact.name not in may_use:
                raise BadDeclaration(
                    f"the ladder looks at {fact.name!r}, which it may not use",
                    where=f"{LADDER}.csv",
                    hint="customers.may_use in rulebook.toml lists what it may use; a trait of a "
                    "person is no reason to doubt their word",
                )
            if not is_ladder and fact.name in may_use:
                raise BadDeclaration(
                    f"only the ladder looks at {fact.name!r}",
                    where=f"{table.name}.csv",
                    hint="look at claim_record, which the ladder says",
                )


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and value >= 0


def _are_days(value: Any) -> bool:
    return isinstance(value, list) and all(type(each) is int and each > 0 for each in value)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each for each in value)


def _are_links(value: Any) -> bool:
    return isinstance(value, list) and all(
        _are_texts(each) and each and SHARED.issuperset(each) for each in value
    )


Kind = tuple[Callable[[Any], bool], str]
NUMBER: Kind = (_is_number, "a number, 0 or more")
OF_RULES = (
    "times",
    "start_share",
    "start_worth",
    "least_worth",
    "most_worth",
    "least_customers",
    "alike",
    "near_days",
    "near_share",
    "answered_hours",
)
KINDS: Mapping[str, Kind] = {
    "may_use": (_are_texts, "a list of facts"),
    "half_life_days": NUMBER,
    "tenure_days": (_are_days, "a list of days"),
    **dict.fromkeys(OF_RULES, NUMBER),
    "word_holds_days": NUMBER,
    "conduct_holds_days": NUMBER,
    "linked_by": (_are_links, f"lists of {', '.join(sorted(SHARED))}"),
    "most_linked": (lambda value: type(value) is int and value > 1, "a whole number above 1"),
}


def _bad(name: str, message: str, hint: str) -> BadDeclaration:
    return BadDeclaration(message, where=f"rulebook.toml customers.{name}".rstrip("."), hint=hint)
