"""An entry of the accounts: postings that sum to zero in every currency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from amends.core.accounts.accounts import Account, add_up
from amends.core.errors import AmendsError

LEAST = 2


class Unbalanced(AmendsError):
    """Postings that are no entry: they do not sum to zero."""

    code = "unbalanced"


class Posting(NamedTuple):
    """An amount in one account; above zero it is more, below zero less."""

    account: Account
    amount: Decimal
    currency: str


class Entry(NamedTuple):
    """What is posted together; ``kind`` says what happened (``moves`` and ``allocating``)."""

    kind: str
    postings: tuple[Posting, ...]


def entry(kind: str, currency: str, amounts: Mapping[Account, Decimal]) -> Entry:
    """The entry of these amounts, without those of nothing. Raise ``Unbalanced``."""
    postings = tuple(Posting(a, amount, currency) for a, amount in amounts.items() if amount)
    check(postings)
    return Entry(kind, postings)


def check(postings: Iterable[Posting]) -> None:
    """Raise ``Unbalanced`` where they are fewer than two or do not sum to zero."""
    known = tuple(postings)
    sums = {currency: sum(held.values()) for currency, held in add_up(known).items()}
    wrong = {currency: held for currency, held in sums.items() if held}
    if len(known) < LEAST or wrong:
        told = ", ".join(f"{held} {currency}" for currency, held in wrong.items())
        raise Unbalanced(f"the postings sum to {told or 'nothing at all'}", where="entry")
