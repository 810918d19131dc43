"""Who broke the promises that were broken before anybody wrote that down.

Each batch is a transaction of its own, so that a long history neither holds locks for long nor
begins anew when it is interrupted.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.app.actions.ingest.sql import run
from amends.app.actions.promises import note_missing

AT_ONCE = 500
MISSING = """
    SELECT promise.id, promise.order_id FROM ledger_promise AS promise
    WHERE promise.id > %s AND promise.failure_kind <> '' AND NOT EXISTS (
        SELECT FROM ledger_responsibility AS known WHERE known.promise_id = promise.id)
    ORDER BY promise.id LIMIT %s
"""


def blame_the_past(*, now: datetime) -> int:
    """Write down who caused what is broken and has no record of it; return of how many promises."""
    last, count = 0, 0
    while rows := run(MISSING, last, AT_ONCE).fetchall():
        with transaction.atomic():
            count += note_missing({row[0] for row in rows}, {row[1] for row in rows}, now=now)
        last = rows[-1][0]
    return count
