"""Promises kept and broken, counted in the database: one row for each who, lane and period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import LiteralString, NamedTuple

from amends.app.actions.ingest.sql import as_names, run

ASKED = """
    WITH asked(since, until, days) AS (
        SELECT %s::timestamptz, %s::timestamptz, %s::double precision),
"""
COUNTED = """
    SELECT code, lane, floor(extract(epoch FROM at - asked.since) / 86400 / asked.days)::int,
           count(*) FILTER (WHERE good), count(*)
    FROM found, asked WHERE at >= asked.since AND at <= asked.until AND good IS NOT NULL
    GROUP BY 1, 2, 3
"""
CARRIERS = (
    ASKED
    + """
    sent AS (
        SELECT DISTINCT ON (subject) subject, time, data->>'carrier' AS code,
               left(data->>'due', 10) AS due
        FROM ledger_event, asked
        WHERE type = 'parcel.handed_to_carrier' AND time >= asked.since AND time <= asked.until
          AND data ? 'carrier' AND data->>'due' ~ '^\\d{4}-\\d\\d-\\d\\d'
        ORDER BY subject, time),
    found AS (
        SELECT sent.code, placed.kind || '/' || placed.fulfilment AS lane,
               sent.due::date::timestamp AT TIME ZONE placed.time_zone AS at,
               CASE WHEN ends.lost THEN false
                    WHEN ends.time IS NOT NULL
                    THEN (ends.time AT TIME ZONE placed.time_zone)::date <= sent.due::date
                    WHEN (asked.until AT TIME ZONE placed.time_zone)::date > sent.due::date
                    THEN false END AS good
        FROM asked, sent JOIN ledger_order AS placed ON placed.ref = sent.subject
        LEFT JOIN LATERAL (
            SELECT min(event.time) AS time, bool_or(event.type = 'parcel.lost') AS lost
            FROM ledger_event AS event
            WHERE event.subject = sent.subject
              AND event.time >= sent.time AND event.time <= asked.until
              AND (event.type = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
                   OR event.data->>'status' = ANY(ARRAY(SELECT jsonb_array_elements_text(%s))))
        ) AS ends ON true)
"""
    + COUNTED
)
"""The carrier's own leg: from the hand-over to its own last day; it ends as well where the parcel
waits for somebody else (nobody at home, road closed, point full)."""
SELLERS = (
    ASKED
    + """
    found AS (
        SELECT coalesce(nullif(placed.data->>'seller', ''), nullif(known.location, ''), 'own')
                   AS code,
               known.kind || '/' || known.fulfilment AS lane,
               left(placed.data->>'ship_by', 10)::date::timestamp AT TIME ZONE known.time_zone
                   AS at,
               CASE WHEN sent.time IS NOT NULL
                    THEN (sent.time AT TIME ZONE known.time_zone)::date
                         <= left(placed.data->>'ship_by', 10)::date
                    WHEN (asked.until AT TIME ZONE known.time_zone)::date
                         > left(placed.data->>'ship_by', 10)::date
                         AND NOT EXISTS (
                            SELECT FROM ledger_event AS off WHERE off.subject = placed.subject
                              AND off.type IN ('order.called_off', 'order.cancelled_by_customer'))
                    THEN false END AS good
        FROM asked, ledger_event AS placed
        JOIN ledger_order AS known ON known.ref = placed.subject
        LEFT JOIN LATERAL (
            SELECT min(event.time) AS time FROM ledger_event AS event
            WHERE event.subject = placed.subject
              AND event.type = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
        ) AS sent ON true
        WHERE placed.type = 'order.placed' AND placed.time >= asked.since
          AND placed.data->>'ship_by' ~ '^\\d{4}-\\d\\d-\\d\\d')
"""
    + COUNTED
)
"""Whoever sends: handed over on the own last day of shipping, or before."""
POINTS = (
    ASKED
    + """
    found AS (
        SELECT point AS code, '' AS lane, sign.at, sign.sign = 'handed_over' AS good
        FROM ledger_pointsign AS sign, asked
        WHERE sign.at >= asked.since AND state = 'counted'
          AND sign.sign IN ('handed_over', 'closed', 'not_found', 'full', 'refused'))
"""
    + COUNTED
)
"""Each visit or parcel that came: handed over, or in vain."""
LINES = (
    ASKED
    + """
    found AS (
        SELECT coalesce(nullif(told.data->>'line', ''), '?') AS code, '' AS lane,
               coalesce(promise.due_at, promise.since) AS at,
               CASE promise.state WHEN 'kept' THEN true WHEN 'broken' THEN false END AS good
        FROM asked, ledger_promise AS promise JOIN ledger_event AS told
            ON told.id = promise.event_id
        WHERE promise.kind = 'told_by_staff' AND promise.made_at >= asked.since)
"""
    + COUNTED
)
"""What a call-centre line told customers."""
COST = """
    SELECT share.party, share.who, placed.kind || '/' || placed.fulfilment, remedy.currency,
           sum(remedy.amount * share.share)
    FROM ledger_remedy AS remedy
    JOIN ledger_case AS known ON known.id = remedy.case_id
    JOIN ledger_order AS placed ON placed.ref = known.order_id
    JOIN ledger_responsibility AS share ON share.promise_id = known.promise_id
        AND share.number = (SELECT max(number) FROM ledger_responsibility AS latest
                            WHERE latest.promise_id = known.promise_id)
    WHERE remedy.amount > 0 AND remedy.state NOT IN ('failed', 'cancelled', 'dead')
      AND remedy.planned_at >= %s AND remedy.planned_at <= %s
    GROUP BY 1, 2, 3, 4
"""
"""What remedies and gestures cost, by the shares of who caused it."""
CARRIED = ("parcel.delivered", "parcel.arrived_at_point", "order.handed_over", "parcel.lost")
WAITS = ("parcel.point_full", "parcel.point_refused")
SENT = ("parcel.handed_to_carrier", "order.ready", "order.handed_over")


class Count(NamedTuple):
    """Promises of one who, on one lane, in one period."""

    code: str
    lane: str
    period: int
    kept: int
    total: int


class Cost(NamedTuple):
    """What the failures of one who cost on one lane, by currency."""

    party: str
    who: str
    lane: str
    currency: str
    amount: float


def count(
    kind: str, *, since: datetime, until: datetime, days: int, waiting: frozenset[str]
) -> list[Count]:
    """Count one kind of card; ``waiting`` are scans after which somebody else is waited for."""
    more: Mapping[str, tuple[LiteralString, tuple[object, ...]]] = {
        "carriers": (CARRIERS, (as_names((*CARRIED, *WAITS)), as_names(sorted(waiting)))),
        "sellers": (SELLERS, (as_names(SENT),)),
        "points": (POINTS, ()),
        "lines": (LINES, ()),
    }
    statement, values = more[kind]
    return [Count(*row) for row in run(statement, since, until, days, *values)]


def costs(*, since: datetime, until: datetime) -> list[Cost]:
    """What was given to customers in that time, by who caused it."""
    rows = run(COST, since, until)
    return [Cost(*row)._replace(amount=float(row[4])) for row in rows.fetchall()]
