"""What is told again or corrected while a case is open: it is answered, or the case goes by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from amends.app.actions.claims.retold import retold
from amends.app.actions.letters import waiting_offer
from amends.app.actions.telling import FIRST, tell
from amends.app.ledger.models import Case, Claim, Decision
from amends.core.circumstances import CONTRADICTED

if TYPE_CHECKING:
    from amends.app.actions.claims.taking import Held

COMPLAINT = "complaint.made"
TOLD_AGAIN = "told_again"


def correct(held: Sequence[Held], *, now: datetime) -> None:
    """A complaint that the record contradicted goes by what its customer says now instead."""
    orders = {
        each.order.ref: each.order
        for each in held
        if each.finding is not None and each.finding.verdict != CONTRADICTED
    }
    complaints = Claim.objects.filter(order__in=orders, shows__type=COMPLAINT)
    for first in complaints.exclude(pk__in=[each.claim.pk for each in held]):
        right = retold(orders[first.order], now=now).corrected.get(first.pk)
        if right is not None:
            Claim.objects.filter(pk=right.number, shows=None).update(shows=first.shows_id)


def answer_again(held: Sequence[Held], before: Mapping[str, Case], *, now: datetime) -> None:
    """Who tells again, while the offer stands, what was contradicted and answered before reads
    when and how: in the letter that still waits, or in one of its own."""
    for each in held:
        known = before.get(each.order.ref)
        if known is None or known.history:
            continue
        if each.finding is None or each.finding.verdict != CONTRADICTED:
            continue
        case = Case.objects.select_related("order", "customer", "promise").get(pk=known.pk)
        if case.state != Case.State.OFFERED or not _is_told_again(each, now):
            continue
        decision = Decision.objects.filter(case=case).latest("number")
        waits = bool(waiting_offer(case))
        tell(case, FIRST if waits else TOLD_AGAIN, decision=decision, now=now, silently=waits)


def _is_told_again(held: Held, now: datetime) -> bool:
    return held.claim.pk in retold(held.order, now=now).before
