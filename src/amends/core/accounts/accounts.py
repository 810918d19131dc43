"""The accounts of a case, and what stands in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from amends.core.accounts.entries import Posting


class Bucket(StrEnum):
    """What a sum in an account is.

    ``customer``: what the customer got (below zero). ``shop``: what the shop bears. Of a partner:
    ``prepared`` (found, nobody has asked for it yet), ``charged`` (asked for; below zero: we owe it
    back), ``disputed``, ``written_off`` (the shop bears it in the partner's place) and
    ``recovered`` (the partner paid).
    """

    CUSTOMER = "customer"
    SHOP = "shop"
    PREPARED = "prepared"
    CHARGED = "charged"
    DISPUTED = "disputed"
    WRITTEN_OFF = "written_off"
    RECOVERED = "recovered"


OF_PARTNERS = (
    Bucket.PREPARED,
    Bucket.CHARGED,
    Bucket.DISPUTED,
    Bucket.WRITTEN_OFF,
    Bucket.RECOVERED,
)


class Partner(NamedTuple):
    """A partner: the kind of party (carrier, point, seller, …) and its code."""

    party: str
    who: str


class Account(NamedTuple):
    """One account; ``partner`` is empty for the customer and the shop."""

    bucket: Bucket
    partner: Partner | None = None


CUSTOMER = Account(Bucket.CUSTOMER)
SHOP = Account(Bucket.SHOP)

Balances = Mapping[Account, Decimal]
"""What stands in each account, in one currency; an account that is not named holds nothing."""


def add_up(postings: Iterable[Posting]) -> dict[str, dict[Account, Decimal]]:
    """The balances by currency."""
    found: dict[str, dict[Account, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for each in postings:
        found[each.currency][each.account] += each.amount
    return {currency: dict(sums) for currency, sums in found.items()}
