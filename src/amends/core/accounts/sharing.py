"""An amount shared out in whole minor units, so that the parts add up to it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

from amends.core.money import rounded_down

Name = TypeVar("Name")


def share_out(
    amount: Decimal, shares: Mapping[Name, Decimal], currency: str
) -> dict[Name, Decimal]:
    """``amount`` by ``shares`` (which sum to 1); what is left over goes to the largest share.

    No part is below zero or above the amount, and they sum to it exactly, whatever its digits.
    Of equal shares the first named is the largest.
    """
    parts = {name: rounded_down(amount * share, currency) for name, share in shares.items()}
    if parts:
        largest = max(shares, key=lambda name: shares[name])
        parts[largest] += amount - sum(parts.values(), Decimal(0))
    return parts
