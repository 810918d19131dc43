"""What a remedy really cost, as the shop tells it later, takes the place of an estimate.

Nothing is changed: the difference is one more entry, which names the one that it corrects.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db.models import Q, Sum

from amends.app.actions.accounts.booking import book
from amends.app.ledger.models import Case, Entry, Posting, Remedy
from amends.core import accounts
from amends.core.money import minor_unit

CORRECTED = "corrected"


def correct_costs(case: Case, *, now: datetime) -> None:
    """Post the difference where a posted cost is not what was told; the case is locked."""
    told = Remedy.objects.filter(case=case, state=Remedy.State.DONE, result__has_key="cost")
    for remedy in told.order_by("id"):
        first = Entry.objects.filter(remedy=remedy).first()
        if first is not None:
            _correct(case, remedy, first, now)


def told_cost(remedy: Remedy) -> Decimal:
    """What the remedy really cost, in whole minor units of its currency."""
    return Decimal(remedy.result["cost"]).quantize(minor_unit(remedy.currency))


def _correct(case: Case, remedy: Remedy, first: Entry, now: datetime) -> None:
    posted, told = _posted(case, first), told_cost(remedy)
    if posted != told:
        because = {"remedy": remedy.kind, "estimated": False, "corrects": first.pk}
        book(case, accounts.correct(posted, told, remedy.currency), now=now, because=because)


def _posted(case: Case, first: Entry) -> Decimal:
    own = Q(entry=first) | Q(entry__kind=CORRECTED, entry__because__corrects=first.pk)
    rows = Posting.objects.filter(own, entry__case=case, account=accounts.Bucket.CUSTOMER)
    return -(rows.aggregate(sum=Sum("amount"))["sum"] or Decimal(0))
