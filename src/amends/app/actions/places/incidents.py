"""A pickup point stopped working: one incident; who has not come yet is told before they set out.

Each order that waits there gets an event of our own. What follows is the one line: a broken
promise, a case, an offer, a letter (R26).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from amends.app.actions.agreed import SOURCE
from amends.app.actions.ingest.sql import as_names, run
from amends.app.actions.journal import note
from amends.app.actions.places.ended import ended_by
from amends.app.actions.policy import current_policy
from amends.app.actions.record import receive
from amends.app.ledger.models import Incident
from amends.core.places.incidents import Over

log = logging.getLogger(__name__)

FAILED = "order.point_failed"
LOCK = 0x1C1D
AT_ONCE = 200
MOST_TOLD = 2000
"""In one run; the next one goes on. A run that takes minutes would hold up the other timers."""
WAITING = """
    WITH asked(point, since, ended, failed, incident, lately, beyond, at_most) AS (
        SELECT %s::text, %s::timestamptz, ARRAY(SELECT jsonb_array_elements_text(%s)),
               %s::text, %s::text, %s::timestamptz, %s::text, %s::bigint),
    here AS (
        SELECT ref FROM ledger_order, asked
        WHERE ledger_order.point = asked.point AND ledger_order.point <> '' AND NOT history
          AND placed_at > since AND ref > beyond
        UNION
        SELECT moved.ref
        FROM asked JOIN ledger_remedy AS remedy ON remedy.details->>'point' = asked.point
            AND remedy.state = 'done' AND NOT remedy.is_gesture
        JOIN ledger_case AS known ON known.id = remedy.case_id
        JOIN ledger_order AS moved ON moved.ref = known.order_id
        WHERE NOT moved.history AND moved.placed_at > since AND moved.ref > beyond)
    SELECT here.ref FROM asked, here
    LEFT JOIN LATERAL (
        SELECT remedy.details->>'point' AS point
        FROM ledger_case AS known JOIN ledger_remedy AS remedy ON remedy.case_id = known.id
        WHERE known.order_id = here.ref AND remedy.state = 'done' AND NOT remedy.is_gesture
        ORDER BY remedy.state_at DESC, remedy.id DESC LIMIT 1) AS mended ON true
    WHERE (mended IS NULL OR mended.point IS NOT DISTINCT FROM asked.point)
      AND NOT EXISTS (
            SELECT FROM ledger_event AS event WHERE event.subject = here.ref AND (
                event.type = ANY(asked.ended)
                OR (event.type = asked.failed AND (
                    event.data->>'incident' = asked.incident
                    OR (event.data->>'point' = asked.point AND event.time > asked.lately)))))
      AND NOT EXISTS (
            SELECT FROM ledger_case AS open WHERE open.order_id = here.ref
              AND (open.state = 'mending'
                   OR (open.failing_point = asked.point AND open.state IN ('open', 'offered'))))
    ORDER BY here.ref LIMIT (SELECT at_most FROM asked)
"""
"""Orders at a point, or moved there last, that the customer neither has nor was told of: not of
this incident, and not of another one of this point lately.

Left out: ended orders, those being mended, those whose customers stood there in vain and have their
offer, and those that were mended in another way.
"""


def begin(point: str, *, at: datetime, because: Sequence[dict[str, str]]) -> None:
    """The point stopped working, as its record shows; its record is locked."""
    Incident.objects.get_or_create(
        point=point, closed_at=None, defaults={"opened_at": at, "because": list(because)}
    )


def end(point: str, *, at: datetime) -> None:
    """The point works again, as its record shows; its record is locked."""
    for incident in Incident.objects.filter(point=point, closed_at=None):
        close(incident, at=at, over=Over.WORKS)


def close(incident: Incident, *, at: datetime, over: Over) -> None:
    """Close an incident of which the point's record is locked, and write down why."""
    incident.closed_at, incident.over = at, over.value
    incident.save(update_fields=["closed_at", "over"])
    number, point = incident.pk, incident.point
    note(action="incident closed", now=at, case=None, incident=number, point=point, over=over.value)


def anybody_waits(incident: Incident, *, now: datetime) -> bool:
    """Whether somebody is still to be told of an incident."""
    return bool(_waiting(incident, now, ""))


def tell_who_waits(*, now: datetime, at_most: int = MOST_TOLD) -> int:
    """Tell the customers of open incidents who were not told yet; return how many.

    May be called at any time, and by many at once: an order is told of an incident once. An
    incident at which something breaks keeps the others waiting no longer than this.
    """
    told = 0
    for incident in Incident.objects.filter(closed_at=None).order_by("id"):
        try:
            told += _tell(incident, now, at_most - told)
        except Exception as error:
            log.error("incident %s could not be told: %s", incident.pk, type(error).__name__)
        if told >= at_most:
            break
    return told


def _tell(incident: Incident, now: datetime, at_most: int) -> int:
    told, last = 0, ""
    while told < at_most:
        orders, recorded = _tell_some(incident, now, last)
        if not orders:
            break
        told, last = told + recorded, orders[-1]
    return told


@transaction.atomic
def _tell_some(incident: Incident, now: datetime, beyond: str) -> tuple[Sequence[str], int]:
    """The next orders after one, and of how many it was news; none while somebody else tells them.

    Two who told the same at once would say it with two times, and that of the second is refused.
    """
    if not run("SELECT pg_try_advisory_xact_lock(%s, %s)", LOCK, incident.pk).fetchall()[0][0]:
        return (), 0
    orders = _waiting(incident, now, beyond)
    recorded = receive([_event(incident, each, now) for each in orders], now=now).recorded
    if recorded:
        more = F("told") + recorded
        Incident.objects.filter(pk=incident.pk).update(told=more, told_at=now)
    return orders, recorded


def _waiting(incident: Incident, now: datetime, beyond: str) -> Sequence[str]:
    limits = current_policy().limits
    since = now - timedelta(days=limits.waits_at_point_days)
    lately = now - timedelta(days=limits.told_again_days)
    about = (incident.point, since, as_names(ended_by()), FAILED, str(incident.pk), lately)
    return [ref for (ref,) in run(WAITING, *about, beyond, AT_ONCE).fetchall()]


def _event(incident: Incident, order: str, now: datetime) -> dict[str, Any]:
    return {
        "id": f"incident/{incident.pk}/{order}",
        "source": SOURCE,
        "type": FAILED,
        "time": now.isoformat(),
        "subject": order,
        "data": {"point": incident.point, "incident": incident.pk},
    }
