"""The line starts again at the case: a remedy did not help, or did not come about."""

from __future__ import annotations

from datetime import datetime

from amends.app.actions.deciding import make_offers
from amends.app.actions.telling import tell
from amends.app.ledger.models import Case, FollowUp


def start_again(case: Case, now: datetime, *, silently: bool = False) -> None:
    """The next round: a new offer, knowing what was tried. The case is locked.

    What was to be asked about the last round is not asked any more.
    """
    FollowUp.objects.filter(case=case, answered_at=None).update(answered_at=now)
    case.round += 1
    for made in make_offers([case], now=now):
        tell(case, "again", decision=made.decision, now=now, silently=silently)
