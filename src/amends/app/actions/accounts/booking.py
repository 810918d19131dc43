"""Entries in the record: what stands in the accounts of a case, and what is posted to them.

The case is locked by whoever calls, so that two never post from the same balances.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from amends.app.actions.journal import SYSTEM
from amends.app.ledger.models import Case, Entry, Partner, Posting, Remedy
from amends.core import accounts

Books = dict[str, dict[accounts.Account, Decimal]]
"""Balances by currency."""


def held_in(case: Case) -> Books:
    """What stands in the accounts of a case."""
    rows = Posting.objects.filter(entry__case=case).values_list(
        "currency", "account", "partner__party", "partner__who"
    )
    found: Books = {}
    for currency, bucket, party, who, amount in rows.annotate(sum=Sum("amount")):
        if amount:
            found.setdefault(currency, {})[_account(bucket, party, who)] = amount
    return found


def _account(bucket: str, party: str | None, who: str | None) -> accounts.Account:
    partner = None if party is None else accounts.Partner(party, who or "")
    return accounts.Account(accounts.Bucket(bucket), partner)


def book(
    case: Case,
    entry: accounts.Entry,
    *,
    now: datetime,
    by: str = SYSTEM,
    because: Mapping[str, Any] | None = None,
    remedy: Remedy | None = None,
) -> Entry:
    """Write one entry with its postings."""
    written = Entry.objects.create(
        at=now,
        case=case,
        kind=entry.kind,
        remedy=remedy,
        by=by,
        because=dict(because or {}),
        lines=len(entry.postings),
    )
    numbers = numbers_of([p.account.partner for p in entry.postings if p.account.partner])
    Posting.objects.bulk_create(
        Posting(
            entry=written,
            account=each.account.bucket,
            partner_id=numbers.get(each.account.partner) if each.account.partner else None,
            currency=each.currency,
            amount=each.amount,
        )
        for each in entry.postings
    )
    return written


def numbers_of(partners: Sequence[accounts.Partner]) -> dict[accounts.Partner, int]:
    """The numbers of these partners in the record."""
    if not partners:
        return {}
    rows = Partner.objects.filter(
        party__in={each.party for each in partners}, who__in={each.who for each in partners}
    )
    found = {accounts.Partner(row.party, row.who): row.pk for row in rows}
    return {partner: number for partner, number in found.items() if partner in partners}
