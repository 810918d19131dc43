"""What was tried for a remedy so far, and for how long it still makes sense to try."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from amends.app.actions.remedies.moves import Past
from amends.app.connectors.answers import Kind
from amends.app.connectors.patience import Patience
from amends.app.ledger.models import Attempt, Journal, Remedy

SET_FREE = "remedy requeued"


def past_of(remedy: Remedy, now: datetime, patience: Patience) -> Past:
    """Everything that the next move depends on, the call just ended included."""
    tried = list(remedy.attempts.order_by("number"))
    acts = [each for each in tried if each.purpose == "act"]
    freed = _set_free_at(remedy)
    return Past(
        state=remedy.state,
        acted=sum(1 for each in acts if freed is None or each.claimed_at >= freed),
        asked=sum(1 for each in tried if each.number > acts[-1].number) if acts else len(tried),
        was_accepted=any(each.answer == Kind.ACCEPTED for each in tried),
        lease_left=_lease_left(acts, now, patience),
        time_left=time_left(remedy, now, patience),
        luck=random.random(),
    )


def _lease_left(acts: list[Attempt], now: datetime, patience: Patience) -> timedelta:
    since = acts[-1].claimed_at if acts else now
    return max(since + patience.lease - now, timedelta(0))


def _set_free_at(remedy: Remedy) -> datetime | None:
    """When staff last gave this remedy a new round of tries."""
    rows = Journal.objects.filter(case=remedy.case_id, action=SET_FREE, detail__key=str(remedy.key))
    return rows.order_by("-at").values_list("at", flat=True).first()


def time_left(remedy: Remedy, now: datetime, patience: Patience) -> timedelta:
    """For how long it makes sense to begin; what staff set free after its time they want still."""
    if remedy.due_at is None:
        return timedelta.max
    last = remedy.due_at + patience.tolerance
    freed = _set_free_at(remedy) if last <= now else None
    return timedelta.max if freed is not None and freed >= last else last - now
