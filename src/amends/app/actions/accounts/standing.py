"""How a demand on a partner stands: what was asked, disputed, paid, and what happened with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from amends.app.ledger.models import Case, Entry, Partner, Posting

NOTHING = Decimal(0)
MOST_STEPS = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in a partner's accounts, of one case or of all, in one currency.

    ``owed`` is what the partner still has to pay or to answer, below zero what we owe back.
    """

    currency: str
    prepared: Decimal = NOTHING
    charged: Decimal = NOTHING
    disputed: Decimal = NOTHING
    written_off: Decimal = NOTHING
    recovered: Decimal = NOTHING

    @property
    def owed(self) -> Decimal:
        return self.charged + self.disputed

    @property
    def asked(self) -> Decimal:
        """All that the partner was asked for and that was not taken back."""
        return self.charged + self.disputed + self.written_off + self.recovered


@dataclass(frozen=True, slots=True)
class Done:
    """A step: what was moved, by how much, and why."""

    at: datetime
    kind: str
    amount: Decimal
    currency: str
    by: str
    reason: str


def standing_of(partner: Partner, case: Case | None = None) -> list[Standing]:
    """What stands there, by currency; of all cases where none is named."""
    rows = Posting.objects.filter(partner=partner)
    if case is not None:
        rows = rows.filter(entry__case=case)
    return standings(rows)


def standings(rows: Any) -> list[Standing]:
    """The sums of these postings, by currency."""
    found: dict[str, dict[str, Decimal]] = {}
    sums = rows.order_by().values_list("currency", "account").annotate(sum=Sum("amount"))
    for currency, account, amount in sums:
        found.setdefault(currency, {})[account] = amount
    return [Standing(currency, **held) for currency, held in sorted(found.items())]


def steps_of(partner: Partner, case: Case) -> list[Done]:
    """All that was done about a partner's part of a case, the oldest first."""
    entries = (
        Entry.objects.filter(case=case, postings__partner=partner)
        .distinct()
        .order_by("id")
        .prefetch_related("postings")[:MOST_STEPS]
    )
    return [step for entry in entries for step in _steps(entry, partner)]


def _steps(entry: Entry, partner: Partner) -> list[Done]:
    moved: dict[str, Decimal] = {}
    for each in entry.postings.all():
        if each.partner_id == partner.pk and each.amount > 0:
            moved[each.currency] = moved.get(each.currency, NOTHING) + each.amount
    if entry.kind == "reversed":
        own = [each for each in entry.postings.all() if each.partner_id == partner.pk]
        moved = {each.currency: NOTHING for each in own}
        for each in own:
            moved[each.currency] += each.amount
    reason = str(entry.because.get("reason", ""))
    return [
        Done(entry.at, entry.kind, amount, currency, entry.by, reason)
        for currency, amount in moved.items()
    ]


def answer_by(partner: Partner, case: Case) -> date | None:
    """The last day on which the partner may answer what it was asked for last."""
    last = (
        Entry.objects.filter(case=case, kind="approved", postings__partner=partner)
        .order_by("-id")
        .first()
    )
    said: Mapping[str, Any] = last.because if last else {}
    return date.fromisoformat(said["answer_by"]) if "answer_by" in said else None


def demands_of(case: Case) -> list[tuple[Partner, Sequence[Standing]]]:
    """Every partner with an account in this case, and how it stands."""
    partners = Partner.objects.filter(postings__entry__case=case).distinct().order_by("id")
    return [(partner, standing_of(partner, case)) for partner in partners]
