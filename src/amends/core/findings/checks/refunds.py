"""Money that was to go back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal, InvalidOperation

from amends.core.claims import Claim
from amends.core.findings.evidence import Evidence
from amends.core.findings.record import Happening, Record
from amends.core.findings.rules import Rules
from amends.core.findings.seen import due_of, seen, told

PROMISED = frozenset({"refund.promised"})
PAID = frozenset({"refund.paid"})
ENDED = frozenset({"order.called_off", "order.cancelled_by_customer", "parcel.lost"})


def refund_not_paid(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """Promised and due without a payment; or paid, so long ago that the bank must have it.

    Less than the customer speaks of, or paid before the order ended, may be another sum.
    """
    promised, paid = seen(claim, record, PROMISED), seen(claim, record, PAID)
    ended = seen(claim, record, ENDED)
    if promised and _sum(paid) < _sum(promised):
        yield _unpaid(claim, promised, paid, record, rules)
    elif paid and _sum(paid) >= (claim.fields.get("amount") or 0):
        if promised or not ended or paid[-1].time >= ended[0].time:
            yield _paid(claim, paid, record, rules)
    elif record.order.prepaid and ended and not paid:
        facts = {"how": "not_promised", "at": told(ended[0].time, record)}
        weight = rules.weights.refund_not_due
        yield Evidence("no_refund_recorded", "for", weight, (ended[0].id,), facts)


def _paid(claim: Claim, paid: list[Happening], record: Record, rules: Rules) -> Evidence:
    at, weights = paid[-1].time, rules.weights
    is_there = claim.said_at - at >= timedelta(days=rules.windows.bank_days)
    facts = {
        "how": "paid" if is_there else "under_way",
        "at": told(at, record),
        "amount": str(_sum(paid)),
    }
    weight = weights.refund_paid if is_there else weights.refund_under_way
    return Evidence("refund_recorded", "against", weight, _ids(paid), facts)


def _unpaid(
    claim: Claim, promised: list[Happening], paid: list[Happening], record: Record, rules: Rules
) -> Evidence:
    dues = [due for due in (due_of(each, record) for each in promised) if due]
    soonest = min(dues, key=lambda due: due.over, default=None)
    facts = {"amount": str(_sum(promised)), "paid": str(_sum(paid)), "how": "no_date"}
    weight = rules.weights.refund_not_due
    if soonest:
        is_over = soonest.over <= claim.said_at
        facts |= {"how": "overdue" if is_over else "not_due", "due": told(soonest.last, record)}
        weight = rules.weights.refund_overdue if is_over else weight
    return Evidence("no_refund_recorded", "for", weight, _ids([*promised, *paid]), facts)


def _sum(happened: Iterable[Happening]) -> Decimal:
    return sum((_amount(each) for each in happened), start=Decimal(0))


def _amount(happening: Happening) -> Decimal:
    try:
        return Decimal(str(happening.data.get("amount") or 0))
    except InvalidOperation:
        return Decimal(0)


def _ids(happened: Iterable[Happening]) -> tuple[int, ...]:
    return tuple(each.id for each in happened)
