"""What remedies cost, and what did not last: ``[costs]``, ``[accounts]`` in ``rulebook.toml``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from amends.core.accounts.costs import CostRule
from amends.core.errors import BadDeclaration


class TurnedUp(NamedTuple):
    """After an event of one of the types ``by``, a failure is charged to a partner as ``then``."""

    by: frozenset[str]
    then: str


OF = ("value", "delivery_price")


def read_costs(declared: Mapping[str, Any]) -> dict[str, CostRule]:
    """``BadDeclaration`` for an amount or a share that is none."""
    return {kind: _rule(kind, said) for kind, said in declared.items()}


def _rule(kind: str, said: Any) -> CostRule:
    if (
        not isinstance(said, Mapping)
        or said.keys() != {"of", "share"}
        or said["of"] not in OF
        or type(said["share"]) not in (int, float)
        or not 0 <= said["share"] <= 1
    ):
        raise BadDeclaration(
            "a cost is a share of an amount of the order",
            where=f"rulebook.toml costs.{kind}",
            hint=f'{{ of = "value", share = 1 }}; of is one of {", ".join(OF)}, share 0 to 1',
        )
    return CostRule(said["of"], Decimal(str(said["share"])))


def read_turned_up(declared: Mapping[str, Any], types: Collection[str]) -> dict[str, TurnedUp]:
    """``[accounts.turned_up]``; ``BadDeclaration`` for an event type that is not declared."""
    return {kind: _turned_up(kind, said, types) for kind, said in declared.items()}


def _turned_up(kind: str, said: Any, types: Collection[str]) -> TurnedUp:
    by = said.get("by") if isinstance(said, Mapping) else None
    if (
        not isinstance(by, list)
        or said.keys() != {"by", "then"}
        or not isinstance(said["then"], str)
        or not all(each in types for each in by)
    ):
        raise BadDeclaration(
            "this names event types and a kind of failure",
            where=f"rulebook.toml accounts.turned_up.{kind}",
            hint='{ by = ["parcel.delivered"], then = "late" }',
        )
    return TurnedUp(frozenset(by), said["then"])
