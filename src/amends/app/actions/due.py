"""Promises whose time has passed: found by the mere passing of it, not by an event."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.app.actions.ingest.sql import run
from amends.app.actions.policy import current_policy
from amends.app.actions.promises import Judged, judge
from amends.app.actions.record import follow

AT_ONCE = 500


@transaction.atomic
def take_due(*, now: datetime, limit: int = AT_ONCE) -> int:
    """Judge the promises whose time has passed and open the cases of what is broken.

    Returns how many promises were due; call it until that is 0.
    """
    due, judged = _judge_due(now, limit)
    follow(judged, now=now)
    return due


@transaction.atomic
def find_due(*, now: datetime, limit: int = AT_ONCE) -> list[int]:
    """Judge the promises whose time has passed; the numbers of the new failures."""
    return _judge_due(now, limit)[1].new_failures


def _judge_due(now: datetime, limit: int) -> tuple[int, Judged]:
    refs = lock_due(now, limit)
    return len(refs), judge(refs, declarations=current_policy().declarations, now=now)


def lock_due(now: datetime, limit: int) -> list[str]:
    """The orders with a promise that is due, passing over those that somebody else works on."""
    rows = run(
        """
        WITH due AS (
            SELECT order_id FROM ledger_promise WHERE check_at < %s ORDER BY check_at LIMIT %s
        )
        SELECT ref FROM ledger_order WHERE ref IN (SELECT order_id FROM due)
        ORDER BY ref FOR NO KEY UPDATE SKIP LOCKED
        """,
        now,
        limit,
    )
    return [ref for (ref,) in rows]
