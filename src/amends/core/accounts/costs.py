"""What a remedy costs the shop: the money it gives, or an estimate of what it takes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from amends.core.money import minor_unit, share_of


class CostRule(NamedTuple):
    """A share of an amount of the order: ``of`` is ``value`` or ``delivery_price``."""

    of: str
    share: Decimal


class Cost(NamedTuple):
    """An amount; ``estimated`` where no such money was given."""

    amount: Decimal
    estimated: bool


def cost_of(
    kind: str,
    given: Decimal,
    currency: str,
    bases: Mapping[str, Decimal],
    rules: Mapping[str, CostRule],
) -> Cost:
    """What a remedy of this kind cost that gave the customer so much money.

    A rule for the kind takes the place of the money: goods that come back are no loss.
    """
    rule = rules.get(kind)
    if rule is None:
        return Cost(given.quantize(minor_unit(currency)), estimated=False)
    return Cost(share_of(bases[rule.of], rule.share, currency), estimated=True)
