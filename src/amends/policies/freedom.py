"""What staff may give on their own: ``[freedom]`` in ``rulebook.toml``, beside its table."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from amends.core.errors import BadDeclaration

WHERE = "rulebook.toml freedom"
SEE = "see docs/reference/rulebook.md"
GIVES = ("money", "gift", "promise")
AMOUNTS = ("asked", "delivery_price", "nothing")
KEYS = {"month", "date_within_days", "kinds", "proposals"}
KIND_KEYS = {"gives", "amount", "who", "hours", "kept_by", "gesture"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of kindness. ``gives`` money, a gift or a promise; of which ``amount``.

    ``who`` carries it out within ``hours``. A promise is ``kept_by`` an event, by fulfilment.
    ``gesture`` is how the table of gestures would give it, or empty where it cannot.
    """

    name: str
    gives: str
    amount: str
    who: str = ""
    hours: float = 0
    kept_by: Mapping[str, str] = field(default_factory=dict)
    gesture: str = ""


@dataclass(frozen=True, slots=True)
class Freedom:
    """``month``: by role, what one person may give in a calendar month (UTC), in the rulebook's
    currency. ``times`` and ``people``: from how many kindnesses of how many people on the rulebook
    is proposed to do the same, of the last ``days``."""

    kinds: Mapping[str, Kind]
    month: Mapping[str, Decimal]
    date_within_days: int
    times: int
    people: int
    days: int


def read_freedom(declared: Mapping[str, Any], events: Collection[str]) -> Freedom:
    """``BadDeclaration`` for what is missing, unknown, or not of its kind."""
    _known(declared, KEYS, WHERE)
    proposals = declared.get("proposals", {})
    _known(proposals, {"times", "people", "days"}, f"{WHERE}.proposals")
    numbers = {
        f"{WHERE}.date_within_days": declared.get("date_within_days"),
        **{f"{WHERE}.proposals.{n}": proposals.get(n) for n in ("times", "people", "days")},
    }
    for where, number in numbers.items():
        if type(number) is not int or number < 1:
            raise BadDeclaration("this is a whole number above 0", where=where, hint=SEE)
    return Freedom(
        kinds={n: _kind(n, said, events) for n, said in declared.get("kinds", {}).items()},
        month={role: _sum(role, said) for role, said in declared.get("month", {}).items()},
        date_within_days=declared["date_within_days"],
        **proposals,
    )


def _kind(name: str, said: Mapping[str, Any], events: Collection[str]) -> Kind:
    where = f"{WHERE}.kinds.{name}"
    _known(said, KIND_KEYS, where)
    kind = Kind(name, **said)
    if kind.gives not in GIVES or kind.amount not in AMOUNTS:
        raise BadDeclaration(
            f"a kindness gives one of {', '.join(GIVES)}, of {', '.join(AMOUNTS)}",
            where=where,
            hint='{ gives = "money", amount = "asked", who = "shop", hours = 24 }',
        )
    if kind.gives != "promise" and not (kind.who and kind.hours > 0):
        raise BadDeclaration("it says who does it within how many hours", where=where, hint=SEE)
    for event in kind.kept_by.values():
        if event not in events:
            raise BadDeclaration(f"the event type {event!r} is not declared", where=where, hint=SEE)
    return kind


def _sum(role: str, said: Any) -> Decimal:
    if type(said) not in (int, float) or said < 0:
        raise BadDeclaration(
            "a sum for a month is a number of 0 or more", where=f"{WHERE}.month.{role}", hint="150"
        )
    return Decimal(str(said))


def _known(said: Any, keys: set[str], where: str) -> None:
    if not isinstance(said, Mapping) or not set(said) <= keys:
        raise BadDeclaration("this is not understood", where=where, hint=f"only {sorted(keys)}")
