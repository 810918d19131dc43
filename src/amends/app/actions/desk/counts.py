"""How much there is to do now; every count stops at a limit, so that none is ever slow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from amends.app.actions.desk.doubts import KINDS
from amends.app.actions.desk.unreached import unreached
from amends.app.ledger.models import Case, FollowUp, Quarantined, Remedy, SentBack

MOST = 1000
"""A count of this many means: this many or more."""


def case_counts() -> Mapping[str, int]:
    """Open cases by state, those of a history load left out."""
    live = Case.objects.filter(history=False)
    return {state: _upto(live.filter(state=state)) for state in Case.LIVE}


def unreached_count() -> int:
    """Customers with an open offer of which nobody told them."""
    return _upto(unreached())


def follow_up_count(*, now: datetime) -> int:
    """Follow-ups that are due and not taken by anybody."""
    return _upto(FollowUp.objects.filter(answered_at=None, asked_at=None, due_at__lte=now))


def doubt_counts(*, now: datetime) -> Mapping[str, int]:
    """Remedies that need a person, by kind of doubt."""
    return {kind: _upto(Remedy.objects.filter(of(now))) for kind, of in KINDS.items()}


def sent_back_count() -> int:
    """What reviewers sent back and nobody saw to yet."""
    return _upto(SentBack.objects.filter(seen_at=None))


def quarantine_count() -> int:
    """Input that waits for being mended."""
    return _upto(Quarantined.objects.filter(state=Quarantined.State.WAITING))


def _upto(found: QuerySet[Any]) -> int:
    return found.order_by()[:MOST].count()
