"""Partners in a list and one by one: what is owed, disputed, paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Max, Min, Sum

from amends.app.actions.accounts.answers import AGREE
from amends.app.actions.accounts.claim_file import reference_of
from amends.app.actions.accounts.demands import STEPS
from amends.app.actions.accounts.standing import (
    Done,
    Standing,
    answer_by,
    demands_of,
    standing_of,
    steps_of,
)
from amends.app.actions.desk.pages import Page, cut, mark, read_mark
from amends.app.ledger.models import Case, Contract, Partner, PartnerAnswer, Posting

NOTHING = Decimal(0)
MOST_MONTHS = 24
MOST = 100
BARS = ("recovered", "charged", "disputed", "prepared", "written_off")


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a bar of 100: where it begins and how wide it is."""

    bucket: str
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in one currency, with its picture."""

    held: Standing
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner in the list."""

    partner: Partner
    shown: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class DemandRow:
    """A case in a partner's account."""

    case: Case
    held: Standing


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """One partner with its account."""

    row: PartnerRow
    contracts: Sequence[Contract]
    months: Sequence[str]
    demands: Page[DemandRow]


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked of a partner for one case, and which steps make sense now."""

    partner: Partner
    case: Case
    reference: str
    shown: Sequence[Shown]
    answer_by: date | None
    history: Sequence[Done]
    agreed: Sequence[PartnerAnswer]
    steps: Sequence[tuple[str, str, Decimal]]


def list_partners(after: str) -> Page[PartnerRow]:
    """Partners in the order in which they were loaded."""
    from_here = read_mark(after, 1) or (0,)
    found = Partner.objects.filter(pk__gt=from_here[0]).order_by("pk")[:51]
    rows, last = cut(found, lambda each: mark(each.pk))
    return Page([PartnerRow(each, _shown(standing_of(each))) for each in rows], last)


def partner_page(number: int, after: str) -> PartnerPage:
    """One partner. Raise ``Partner.DoesNotExist``."""
    partner = Partner.objects.get(pk=number)
    latest = Contract.objects.filter(partner=partner).order_by("number", "-version")
    return PartnerPage(
        row=PartnerRow(partner, _shown(standing_of(partner))),
        contracts=list(latest.distinct("number")),
        months=_months(partner),
        demands=_demands(partner, after),
    )


def demand(number: int, public_id: UUID) -> Demand:
    """One demand. Raise ``Partner.DoesNotExist`` or ``Case.DoesNotExist``."""
    partner = Partner.objects.get(pk=number)
    cases = Case.objects.select_related("order", "promise").filter(
        entries__postings__partner=partner
    )
    case = cases.distinct().get(public_id=public_id)
    held = standing_of(partner, case)
    return Demand(
        partner=partner,
        case=case,
        reference=reference_of(partner, case),
        shown=_shown(held),
        answer_by=answer_by(partner, case),
        history=steps_of(partner, case),
        agreed=list(PartnerAnswer.objects.filter(partner=partner, case=case, answer=AGREE)[:MOST]),
        steps=[step for each in held for step in _possible(each)],
    )


def in_case(case: Case) -> list[tuple[Partner, Sequence[Shown]]]:
    """What each partner has in the accounts of a case."""
    return [(partner, _shown(held)) for partner, held in demands_of(case)]


def borne_by_shop(case: Case) -> list[tuple[str, Decimal]]:
    """What the shop bears of a case, by currency; what was let go is among it."""
    rows = Posting.objects.filter(entry__case=case, account__in=("shop", "written_off"))
    sums = rows.order_by().values_list("currency").annotate(sum=Sum("amount"))
    return sorted((currency, amount) for currency, amount in sums if amount)


def _possible(held: Standing) -> list[tuple[str, str, Decimal]]:
    """The steps for which something stands there: name, currency, at most."""
    found = []
    for name, step in STEPS.items():
        there: Decimal = getattr(held, step.source.value)
        if (-there if name == "pay_back" else there) > 0:
            found.append((name, held.currency, abs(there)))
    return found


def _shown(held: Sequence[Standing]) -> list[Shown]:
    return [Shown(each, _bars(each)) for each in held]


def _bars(held: Standing) -> list[Bar]:
    amounts = {name: max(getattr(held, name), NOTHING) for name in BARS}
    whole = sum(amounts.values(), NOTHING)
    bars, left = [], 0.0
    for name, amount in amounts.items():
        width = float(100 * amount / whole) if whole else 0.0
        if width:
            bars.append(Bar(name, round(left, 2), round(width, 2)))
            left += width
    return bars


def _months(partner: Partner) -> list[str]:
    rows = Posting.objects.filter(partner=partner, account__in=("charged", "disputed"))
    ends = rows.aggregate(first=Min("entry__at"), last=Max("entry__at"))
    first: datetime | None = ends["first"]
    last: datetime | None = ends["last"]
    if first is None or last is None:
        return []
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    numbers = [last.year * 12 + last.month - 1 - back for back in range(min(count, MOST_MONTHS))]
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers]


def _demands(partner: Partner, after: str) -> Page[DemandRow]:
    """The cases of a partner's account, the newest first."""
    cases = Case.objects.select_related("order").filter(entries__postings__partner=partner)
    before = read_mark(after, 1)
    if before:
        cases = cases.filter(pk__lt=before[0])
    rows, last = cut(cases.distinct().order_by("-pk")[:51], lambda each: mark(each.pk))
    return Page(
        [DemandRow(case, held) for case in rows for held in standing_of(partner, case)], last
    )
