"""What is asked of a partner for one case: said yes to, disputed, answered, paid, or let go.

Each is one entry in the case's accounts, with who did it and why. Nobody asks a partner for what
went wrong in a case that they handled themselves: that would let anybody blame a partner (R17).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from amends.app.actions.accounts.booking import book, held_in
from amends.app.actions.aftercare import NotNow
from amends.app.actions.agreed import lock_order
from amends.app.ledger.models import Case, Contract, Entry, Partner
from amends.core import accounts
from amends.core.accounts import Account, Balances, Bucket
from amends.core.errors import AmendsError
from amends.core.money import minor_unit

NOTHING = Decimal(0)
LONGEST = 2_000
USUAL_DAYS = 14

Move = Callable[[accounts.Partner, Decimal, str, Balances], accounts.Entry]


class BadDemand(AmendsError):
    """A step with a partner that lacks its words or its amount."""

    code = "bad_demand"


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what it moves, from where, and whether it says why."""

    move: Move
    source: Bucket
    needs_reason: bool = True


STEPS: Mapping[str, Step] = {
    "approve": Step(accounts.approve, Bucket.PREPARED, needs_reason=False),
    "dispute": Step(accounts.dispute, Bucket.CHARGED),
    "accept": Step(accounts.accept, Bucket.DISPUTED),
    "reject": Step(accounts.reject, Bucket.DISPUTED),
    "pay": Step(accounts.pay, Bucket.CHARGED, needs_reason=False),
    "write_off": Step(accounts.write_off, Bucket.CHARGED),
    "pay_back": Step(accounts.pay_back, Bucket.CHARGED, needs_reason=False),
}
"""What staff may do; all but ``approve`` and the answers (``accept``, ``reject``) also in part."""


@transaction.atomic
def take_step(
    name: str,
    *,
    case: Case,
    partner: Partner,
    currency: str,
    amount: Decimal | None = None,
    reason: str = "",
    by: Any,
    now: datetime,
) -> Entry:
    """Take one step; without an amount, of all that stands there.

    Raise ``BadDemand`` for words or an amount that are missing, ``NotThere`` for more than stands
    there (so the same step twice is refused), ``NotNow`` for one's own case.
    """
    step, said = STEPS[name], reason.strip()[:LONGEST]
    if step.needs_reason and not said:
        raise BadDemand("it needs a reason", where="reason", code="reason_needed")
    locked = lock_case(case)
    if name == "approve" and locked.handled_by_id is not None and locked.handled_by_id == by.pk:
        raise NotNow("somebody else says yes, not who handled the case", where="case")
    code = accounts.Partner(partner.party, partner.who)
    held = held_in(locked).get(currency, {})
    standing = held.get(Account(step.source, code), NOTHING)
    moved = _amount(abs(standing) if amount is None else amount, currency)
    because = {"party": code.party, "who": code.who}
    if said:
        because["reason"] = said
    if name == "approve":
        because["answer_by"] = str(_answer_by(locked, partner, now))
    entry = step.move(code, moved, currency, held)
    return book(locked, entry, now=now, by=by.get_username(), because=because)


def _amount(amount: Decimal, currency: str) -> Decimal:
    if not amount.is_finite() or amount % minor_unit(currency):
        raise BadDemand(
            f"an amount in whole {minor_unit(currency)} {currency} is needed", where="amount"
        )
    return amount


def lock_case(case: Case) -> Case:
    """The case as it is now, locked after its order."""
    lock_order(case.order_id)
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("order", "promise")
        .get(pk=case.pk)
    )


def _answer_by(case: Case, partner: Partner, now: datetime) -> date:
    """The last day on which the partner may answer, by its contract and its own clock."""
    numbers = {
        said["contract"]
        for entry in Entry.objects.filter(case=case, because__has_key="demands").order_by("id")
        for said in entry.because["demands"]
        if (said["party"], said["who"]) == (partner.party, partner.who)
    }
    rows = Contract.objects.filter(partner=partner, number__in=numbers)
    days = rows.order_by("-loaded_at", "-id").values_list("days_to_answer", flat=True).first()
    today = now.astimezone(ZoneInfo(partner.time_zone)).date()
    return today + timedelta(days=days or USUAL_DAYS)
