"""Claims of a load that was begun and that nobody goes on with: their customers wait no longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from amends.app.actions.claims.noting import all_judged
from amends.app.actions.ingest.sql import run
from amends.app.actions.loads import is_running
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Load

LEFT = """
    SELECT event.load_id FROM ledger_claim AS claim
    JOIN ledger_event AS event ON event.id = claim.event_id
    WHERE claim.state = 'loading'
    GROUP BY event.load_id HAVING max(event.received_at) < %s
"""


def take_up_left_loads(*, now: datetime) -> int:
    """Let the claims of loads that were left be held against what is known; return how many loads.

    If the load is finished after all, they are held once more.
    """
    since = now - timedelta(hours=current_policy().limits.load_left_hours)
    numbers = [number for (number,) in run(LEFT, since).fetchall()]
    return sum(_take_up(load) for load in Load.objects.filter(pk__in=numbers))


@transaction.atomic
def _take_up(load: Load) -> bool:
    if is_running(load):
        return False
    all_judged(load)
    return True
