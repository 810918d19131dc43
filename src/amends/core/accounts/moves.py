"""What may happen to a demand on a partner, each as an entry; what is not there is not moved."""

from __future__ import annotations

from decimal import Decimal

from amends.core.accounts.accounts import CUSTOMER, SHOP, Account, Balances, Bucket, Partner
from amends.core.accounts.entries import Entry, entry
from amends.core.errors import AmendsError

NOTHING = Decimal(0)


class NotThere(AmendsError):
    """More was to be moved than stands in the account."""

    code = "not_there"


def cost(amount: Decimal, currency: str) -> Entry:
    """The customer got this much; first the shop bears it."""
    if amount <= 0:
        raise NotThere(f"a cost is above nothing, not {amount}", where="amount")
    return entry("cost", currency, {CUSTOMER: -amount, SHOP: amount})


def correct(was: Decimal, now: Decimal, currency: str) -> Entry:
    """The customer got another amount than was posted: the difference."""
    if was == now or now < 0:
        raise NotThere(f"{was} cannot be corrected to {now}", where="amount")
    return entry("corrected", currency, {CUSTOMER: was - now, SHOP: now - was})


def approve(partner: Partner, amount: Decimal, currency: str, held: Balances) -> Entry:
    """A person says that the partner is to be asked for what was prepared."""
    return _moved("approved", partner, Bucket.PREPARED, Bucket.CHARGED, amount, currency, held)


def dispute(partner: Partner, amount: Decimal, currency: str, held: Balances) -> Entry:
    """The partner does not agree with this much of what it is asked for."""
    return _moved("disputed", partner, Bucket.CHARGED, Bucket.DISPUTED, amount, currency, held)


def accept(partner: Partner, amount: Decimal, currency: str, held: Balances) -> Entry:
    """The partner is right: the shop bears it in its place."""
    return _moved("accepted", partner, Bucket.DISPUTED, Bucket.WRITTEN_OFF, amount, currency, held)


def reject(partner: Partner, amount: Decimal, currency: str, held: Balances) -> Entry:
    """The partner is not right: it is asked for it again."""
    return _moved("rejected", partner, Bucket.DISPUTED, Bucket.CHARGED, amount, currency, held)


def write_off(partner: Partner, amount: Decimal, currency: str, held: Balances) -> Entry:
    """The partner will not pay it: the shop bears it in its place."""
    return _moved(
        "written_off", partner, Bucket.CHARGED, Bucket.WRITTEN_OFF, amount, currency, held
    )


def pay(partner: Partner, amount: Decimal, currency: str, held: Balances) -> Entry:
    """The partner paid this much, in whole or in part."""
    return _moved("paid", partner, Bucket.CHARGED, Bucket.RECOVERED, amount, currency, held)


def pay_back(partner: Partner, amount: Decimal, currency: str, held: Balances) -> Entry:
    """We gave the partner back what it had paid for a demand that is no more."""
    owed = -held.get(Account(Bucket.CHARGED, partner), NOTHING)
    _there(amount, owed, "owed back")
    return entry(
        "paid_back",
        currency,
        {Account(Bucket.RECOVERED, partner): -amount, Account(Bucket.CHARGED, partner): amount},
    )


def _moved(
    kind: str,
    partner: Partner,
    source: Bucket,
    target: Bucket,
    amount: Decimal,
    currency: str,
    held: Balances,
) -> Entry:
    _there(amount, held.get(Account(source, partner), NOTHING), source)
    return entry(
        kind, currency, {Account(source, partner): -amount, Account(target, partner): amount}
    )


def _there(amount: Decimal, standing: Decimal, name: str) -> None:
    if not 0 < amount <= standing:
        raise NotThere(
            f"{amount} cannot be moved: {max(standing, NOTHING)} stands there",
            where=name,
            hint="give an amount above nothing and not beyond that",
        )
