"""A pickup point stopped working: one incident; who has not come yet is told before they set out.

Each order that waits there gets an event of our own. What follows is the one line: a broken
promise, a case, an offer, a letter (R26).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from amends.app.actions.agreed import SOURCE
from amends.app.actions.ingest.sql import as_names, run
from amends.app.actions.policy import current_policy
from amends.app.actions.record import receive
from amends.app.ledger.models import Incident

FAILED = "order.point_failed"
AT_ONCE = 200
WAITING = """
    WITH asked(point, since, ended, failed, incident, at_most) AS (
        SELECT %s::text, %s::timestamptz, ARRAY(SELECT jsonb_array_elements_text(%s)),
               %s::text, %s::text, %s::bigint),
    mended AS (
        SELECT known.order_id AS ref, remedy.details->>'point' AS point
        FROM ledger_remedy AS remedy JOIN ledger_case AS known ON known.id = remedy.case_id
        WHERE remedy.state = 'done' AND NOT remedy.is_gesture)
    SELECT waits.ref FROM asked, ledger_order AS waits
    WHERE (waits.point = asked.point
           OR waits.ref IN (SELECT mended.ref FROM mended WHERE mended.point = asked.point))
      AND NOT waits.history AND waits.placed_at > asked.since
      AND NOT EXISTS (
            SELECT FROM ledger_event AS event WHERE event.subject = waits.ref AND (
                event.type = ANY(asked.ended)
                OR (event.type = asked.failed AND event.data->>'incident' = asked.incident)))
      AND NOT EXISTS (
            SELECT FROM ledger_case AS open WHERE open.order_id = waits.ref
              AND (open.state = 'mending'
                   OR (open.failing_point = asked.point AND open.state IN ('open', 'offered'))))
      AND NOT EXISTS (
            SELECT FROM mended
            WHERE mended.ref = waits.ref AND mended.point IS DISTINCT FROM asked.point)
    ORDER BY waits.ref LIMIT (SELECT at_most FROM asked)
"""
"""Orders at a point, or moved there, that the customer neither has nor was told of.

Left out: ended orders, those being mended, those whose customers stood there in vain and have their
offer, and those that were mended in another way.
"""


def begin(point: str, *, at: datetime) -> None:
    """The point stopped working, as its record shows; its record is locked."""
    Incident.objects.get_or_create(point=point, closed_at=None, defaults={"opened_at": at})


def end(point: str, *, at: datetime) -> None:
    """The point works again, as its record shows; its record is locked."""
    Incident.objects.filter(point=point, closed_at=None).update(closed_at=at)


def tell_who_waits(*, now: datetime) -> int:
    """Tell the customers of every open incident who were not told yet; return how many.

    May be called at any time: an order is told of an incident once.
    """
    return sum(_tell(each, now) for each in Incident.objects.filter(closed_at=None).order_by("id"))


def _tell(incident: Incident, now: datetime) -> int:
    told = 0
    while orders := _waiting(incident, now):
        receipt = receive([_event(incident, order, now) for order in orders], now=now)
        told += receipt.recorded
        if not receipt.recorded:
            break
    if told:
        Incident.objects.filter(pk=incident.pk).update(told=F("told") + told, told_at=now)
    return told


def _waiting(incident: Incident, now: datetime) -> Sequence[str]:
    days = current_policy().limits.waits_at_point_days
    since = now - timedelta(days=days)
    about = (incident.point, since, as_names(_ended()), FAILED, str(incident.pk), AT_ONCE)
    return [ref for (ref,) in run(WAITING, *about).fetchall()]


def _ended() -> set[str]:
    """The types of event after which nobody comes for an order any more."""
    declared = current_policy().declarations
    with_customer = {
        name for name, each in declared.events.items() if each.stage == "with_customer"
    }
    called_off = (k.called_off_by | k.withdrawn_by for k in declared.promises.values())
    return with_customer.union({"parcel.lost"}, *called_off) - {"remedy.cancelled"}


def _event(incident: Incident, order: str, now: datetime) -> dict[str, Any]:
    return {
        "id": f"incident/{incident.pk}/{order}",
        "source": SOURCE,
        "type": FAILED,
        "time": now.isoformat(),
        "subject": order,
        "data": {"point": incident.point, "incident": incident.pk},
    }
