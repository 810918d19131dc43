"""The shop reports on its own how a remedy ended: in any order, and more than once."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from amends.app.actions.accounts.settling import settle
from amends.app.actions.journal import note
from amends.app.actions.remedies.moves import SETTLED
from amends.app.actions.remedies.record import journal, keep_result, lock, put, take_back_the_offer
from amends.app.ledger.models import Case, Remedy

State = Remedy.State


class Told(NamedTuple):
    """What a remedy really cost, in its own currency, and when that was said."""

    at: datetime
    amount: str | int


@transaction.atomic
def shop_reported(
    *, remedy_key: str, done: bool, detail: str, now: datetime, cost: Told | None = None
) -> bool:
    """Take the shop's word that a remedy is done, or will never be; return whether we know it.

    The first word holds. A later, different one changes nothing and is kept for staff to see,
    except that what we had given up may still turn out to be done, as long as the customer has
    chosen nothing else. What it really cost is taken at any time; the latest that was said counts.
    """
    remedy_id = _find(remedy_key)
    if remedy_id is None:
        note(action="unknown remedy reported", now=now, case=None, key=remedy_key[:200], done=done)
        return False
    remedy = lock(remedy_id)
    said = State.DONE if done else State.FAILED
    is_news = cost is not None and _keep_cost(remedy, cost)
    if remedy.state not in SETTLED or (done and _is_done_after_all(remedy, now)):
        keep_result(remedy, detail, {})
        put(remedy, said, now=now)
    elif remedy.state != said:
        journal(remedy, "remedy reported otherwise", now=now, said=said)
    elif is_news:
        remedy.save(update_fields=["result"])
        settle(Case.objects.select_related("order", "promise").get(pk=remedy.case_id), now=now)
    return True


def _keep_cost(remedy: Remedy, cost: Told) -> bool:
    """Keep what was said; return whether that is new."""
    before = remedy.result.get("cost_said_at", "")
    at = cost.at.isoformat()
    if at < before or (at == before and str(cost.amount) <= remedy.result["cost"]):
        return False
    keep_result(remedy, "", {"cost": str(cost.amount), "cost_said_at": at})
    return True


def _is_done_after_all(remedy: Remedy, now: datetime) -> bool:
    return remedy.state == State.DEAD and take_back_the_offer(remedy, now)


def _find(remedy_key: str) -> int | None:
    try:
        key = UUID(remedy_key)
    except ValueError:
        return None
    return Remedy.objects.filter(key=key).values_list("pk", flat=True).first()
