"""Promises kept and broken, counted in the database: one row for each who, lane and period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import LiteralString, NamedTuple

from amends.app.actions.ingest.sql import as_names, run
from amends.core.responsibility import Rules

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
        SELECT sent.code, concat_ws(
                   '/', placed.kind, placed.fulfilment, nullif(placed.location, '')) AS lane,
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
        WHERE promise.kind = 'told_by_staff' AND promise.made_at >= asked.since
          AND promise.made_at <= asked.until)
"""
    + COUNTED
)
"""What a call-centre line told customers."""
SUPPLIERS = (
    ASKED
    + """
    placed AS (
        SELECT event.subject, event.time, event.data FROM ledger_event AS event, asked
        WHERE event.type = 'order.placed' AND event.time >= asked.since
          AND event.time <= asked.until),
    supplied AS (
        SELECT subject, time, nullif(data->>'supplier', '') AS code FROM placed
        WHERE NOT coalesce(jsonb_path_exists(data, '$.items[*].supplier'), false)
        UNION
        SELECT subject, time, nullif(item->>'supplier', '')
        FROM placed CROSS JOIN LATERAL jsonb_array_elements(
            CASE jsonb_typeof(data->'items') WHEN 'array' THEN data->'items' ELSE '[]' END) AS item
        WHERE jsonb_typeof(item) = 'object' AND item ? 'supplier'),
    wrong AS (
        SELECT promise.order_id, array_agg(share.who::text) AS who
        FROM ledger_responsibility AS share
        JOIN ledger_promise AS promise ON promise.id = share.promise_id
        WHERE share.party = 'supplier' AND share.number = (
            SELECT max(number) FROM ledger_responsibility AS latest
            WHERE latest.promise_id = share.promise_id)
        GROUP BY 1),
    found AS (
        SELECT coalesce(supplied.code, '?') AS code, known.kind || '/' || known.fulfilment AS lane,
               supplied.time AS at,
               CASE WHEN wrong.who && ARRAY['', supplied.code] THEN false
                    WHEN EXISTS (SELECT FROM ledger_event AS event
                                 WHERE event.subject = supplied.subject
                                   AND event.type = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
                                 ) THEN true END AS good
        FROM supplied JOIN ledger_order AS known ON known.ref = supplied.subject
        LEFT JOIN wrong ON wrong.order_id = supplied.subject
        WHERE supplied.code IS NOT NULL
           OR known.kind = ANY(ARRAY(SELECT jsonb_array_elements_text(%s))))
"""
    + COUNTED
)
"""Goods of a supplier: there, and as they should be, as far as who caused a failure says so. Where
no supplier is named, those that the shop sends itself count together."""
CARRIED = ("parcel.delivered", "parcel.arrived_at_point", "order.handed_over", "parcel.lost")
WAITS = ("parcel.point_full", "parcel.point_refused")
GOT = ("parcel.delivered", "order.handed_over")
SENT = ("parcel.handed_to_carrier", "order.ready", "order.handed_over")


class Count(NamedTuple):
    """Promises of one who, on one lane, in one period."""

    code: str
    lane: str
    period: int
    kept: int
    total: int


def count(kind: str, *, since: datetime, until: datetime, days: int, rules: Rules) -> list[Count]:
    """Count one kind of card; ``rules`` say after which scans somebody else is waited for, and
    which orders the shop sends itself."""
    waiting = as_names(sorted(rules.waits_for))
    own = [kind for kind, party in rules.sends.items() if party == "warehouse"]
    more: Mapping[str, tuple[LiteralString, tuple[object, ...]]] = {
        "carriers": (CARRIERS, (as_names((*CARRIED, *WAITS)), waiting)),
        "sellers": (SELLERS, (as_names(SENT),)),
        "suppliers": (SUPPLIERS, (as_names(GOT), as_names(own))),
        "points": (POINTS, ()),
        "lines": (LINES, ()),
    }
    statement, values = more[kind]
    return [Count(*row) for row in run(statement, since, until, days, *values)]
