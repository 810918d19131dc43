"""What each partner is to bear of a case, and the one entry that brings the accounts there.

Whatever changes (another remedy, other shares, another contract, a lost parcel that turns up), the
demand is worked out anew from all that is known, and only the difference is posted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from amends.core.accounts.accounts import (
    OF_PARTNERS,
    SHOP,
    Account,
    Balances,
    Bucket,
    Partner,
)
from amends.core.accounts.contracts import Covered
from amends.core.accounts.entries import Entry, entry
from amends.core.accounts.sharing import share_out

NOTHING = Decimal(0)
TAKEN_FROM = (Bucket.PREPARED, Bucket.DISPUTED, Bucket.CHARGED, Bucket.WRITTEN_OFF)
"""Where a demand grows smaller: first what the partner was not asked for yet, or does not agree
with. What it has paid is owed back only when nothing else is left."""


class Demand(NamedTuple):
    """What a partner is to bear: its ``part`` of the cost by its share, and what is paid of it."""

    part: Decimal
    amount: Decimal
    covered: Covered


def demanded(
    cost: Decimal,
    currency: str,
    shares: Mapping[Partner, Decimal],
    covered: Mapping[Partner, Covered],
) -> dict[Partner, Demand]:
    """What each partner is asked for, of all that a case cost; all the shares sum to 1.

    Who has no contract that pays for it is not in the answer: that stays with the shop, like the
    shares of its own staff, of the customer and of nobody.
    """
    parts = share_out(cost, shares, currency)
    return {
        partner: Demand(parts[partner], paid.clause.pays(parts[partner], currency), paid)
        for partner, paid in covered.items()
        if partner in parts
    }


def allocate(targets: Mapping[Partner, Decimal], currency: str, held: Balances) -> Entry | None:
    """The entry after which each partner bears its target, the shop the rest; None: as it is.

    A partner that is not named bears nothing any more.
    """
    moved: dict[Account, Decimal] = defaultdict(Decimal)
    for partner in _everybody(targets, held):
        more = targets.get(partner, NOTHING) - borne(partner, held)
        changes = _more(partner, more) if more > 0 else _less(partner, -more, held)
        for account, amount in changes.items():
            moved[account] += amount
            moved[SHOP] -= amount
    if not any(moved.values()):
        return None
    return entry("charged" if moved[SHOP] <= 0 else "reversed", currency, moved)


def borne(partner: Partner, held: Balances) -> Decimal:
    """All that a partner was ever to bear and still is, in whatever state."""
    return sum((held.get(Account(each, partner), NOTHING) for each in OF_PARTNERS), NOTHING)


def _everybody(targets: Iterable[Partner], held: Balances) -> list[Partner]:
    named = {account.partner for account in held if account.partner is not None}
    return sorted({*targets, *named})


def _more(partner: Partner, amount: Decimal) -> dict[Account, Decimal]:
    return {Account(Bucket.PREPARED, partner): amount}


def _less(partner: Partner, amount: Decimal, held: Balances) -> dict[Account, Decimal]:
    changes: dict[Account, Decimal] = {}
    for bucket in TAKEN_FROM:
        account = Account(bucket, partner)
        taken = min(max(held.get(account, NOTHING), NOTHING), amount)
        changes[account] = -taken
        amount -= taken
    changes[Account(Bucket.CHARGED, partner)] -= amount
    return {account: change for account, change in changes.items() if change}
