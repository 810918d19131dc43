"""What a customer chose so far, what was tried, and whether the agreed time has passed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from amends.app.ledger.models import Case, Remedy

State = Remedy.State
NONE, NOT_BEGUN, UNDER_WAY = "none", "not_begun", "under_way"
TRIED = (State.DONE, State.FAILED)
OVERDUE: Mapping[str, str] = {
    State.PLANNED: NOT_BEGUN,
    State.DEAD: NOT_BEGUN,
    State.CANCELLED: NOT_BEGUN,
    State.CLAIMED: UNDER_WAY,
    State.ACCEPTED: UNDER_WAY,
    State.IN_DOUBT: UNDER_WAY,
}
"""What a remedy that is not done at its time is; what is done or failed is not waited for."""


@dataclass(frozen=True, slots=True)
class Past:
    """The facts of the same names."""

    tried: str = NONE
    chosen: str = NONE
    overdue: str = NONE


NOTHING_YET = Past()


def past_of(cases: Sequence[Case], *, now: datetime) -> dict[int, Past]:
    """The past of the cases in which something was chosen, in one query at most."""
    chosen_in = [case.pk for case in cases if case.round > 1 or case.state == Case.State.MENDING]
    if not chosen_in:
        return {}
    found: dict[int, list[Remedy]] = defaultdict(list)
    for remedy in Remedy.objects.filter(case__in=chosen_in, is_gesture=False).order_by("id"):
        found[remedy.case_id].append(remedy)
    return {case: _past(remedies, now) for case, remedies in found.items()}


def _past(remedies: Sequence[Remedy], now: datetime) -> Past:
    tried = [each for each in remedies if each.state in TRIED]
    last = remedies[-1]
    return Past(
        tried=max(tried, key=lambda each: (each.state_at, each.pk)).kind if tried else NONE,
        chosen=last.kind,
        overdue=OVERDUE.get(last.state, NONE) if _is_late(last, now) else NONE,
    )


def _is_late(remedy: Remedy, now: datetime) -> bool:
    """What was stopped before its time was not waited for any more."""
    until = remedy.state_at if remedy.state == State.CANCELLED else now
    return remedy.due_at is not None and remedy.due_at < until
