"""Amounts in whole minor units of their currency: cents, or none, or thousandths."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

USUAL_DIGITS = 2
WITHOUT_CENTS = (
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
    "VUV", "XAF", "XOF", "XPF",
)  # fmt: skip
IN_THOUSANDTHS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
DIGITS: Mapping[str, int] = {
    **dict.fromkeys(WITHOUT_CENTS, 0),
    **dict.fromkeys(IN_THOUSANDTHS, 3),
    "CLF": 4,
    "UYW": 4,
}
"""Digits after the point by currency, where they are not two (ISO 4217, list one)."""


def minor_unit(currency: str) -> Decimal:
    """The smallest amount of a currency: 0.01 EUR, 1 JPY, 0.001 KWD."""
    return Decimal(1).scaleb(-DIGITS.get(currency, USUAL_DIGITS))


def share_of(base: Decimal, share: Decimal, currency: str) -> Decimal:
    """A share of an amount, in whole minor units; rounding alone never goes above the base."""
    exact = base * share
    rounded = exact.quantize(minor_unit(currency), ROUND_HALF_UP)
    return rounded if rounded <= max(base, exact) else rounded_down(exact, currency)


def rounded_down(amount: Decimal, currency: str) -> Decimal:
    """The amount in whole minor units, never more than it was."""
    return amount.quantize(minor_unit(currency), ROUND_DOWN)
