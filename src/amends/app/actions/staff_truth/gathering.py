"""What staff did, counted by person, stratum and day: in the database, whatever there is of it.

A case is a customer's trouble. Of the call centre it is one that somebody wrote a note about; of
whoever makes or packs orders, an order of theirs of which a promise was broken; of the console, one
that somebody handled.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, LiteralString

from django.db import transaction

from amends.app.actions.ingest.sql import as_json, run
from amends.app.actions.policy import current_policy
from amends.core.staff import Tally

TOLD: LiteralString = """
    CREATE TEMP TABLE staff_told ON COMMIT DROP AS
    SELECT event.id, event.type, event.subject, event.time,
           coalesce(event.data->>'agent', event.data->>'staff') AS who,
           coalesce(event.data->>'failure', '') AS failure,
           coalesce(event.data->>'blames', '') AS blames,
           (event.time AT TIME ZONE 'UTC')::date - date '1970-01-01' AS day
    FROM ledger_event AS event
    WHERE event.type = ANY(%s) AND event.time >= %s
      AND coalesce(event.data->>'agent', event.data->>'staff', '') <> ''
"""
ORDERS: LiteralString = """
    CREATE TEMP TABLE staff_orders ON COMMIT DROP AS
    SELECT ref, kind, fulfilment, coalesce(width_bucket((
        total / nullif((%s::jsonb->>currency)::numeric, 0))::float8, %s::float8[]), 0)::text AS band
    FROM ledger_order WHERE ref IN (SELECT subject FROM staff_told)
"""
GIVES: LiteralString = """
    SELECT 'gives_away', 'call_centre', note.who,
           concat_ws('.', note.failure, orders.kind, orders.band), note.day,
           count(*), count(*) FILTER (WHERE gift.who IS NOT NULL), count(*)
    FROM staff_told AS note JOIN staff_orders AS orders ON orders.ref = note.subject
    LEFT JOIN (SELECT DISTINCT subject, who FROM staff_told WHERE type = 'gesture.given') AS gift
      ON gift.subject = note.subject AND gift.who = note.who
    WHERE note.type = 'staff.noted' GROUP BY 1, 2, 3, 4, 5
"""
GIVES_ON_CONSOLE: LiteralString = """
    WITH worked AS (
        SELECT case_id, by_id, min(day) AS day FROM ledger_timespent GROUP BY 1, 2
        UNION SELECT case_id, by_id, min(at AT TIME ZONE 'UTC')::date FROM ledger_kindness
        GROUP BY 1, 2
        UNION SELECT id, handled_by_id, (opened_at AT TIME ZONE 'UTC')::date FROM ledger_case
        WHERE handled_by_id IS NOT NULL),
    looked AS (SELECT case_id, by_id, min(day) AS day FROM worked GROUP BY 1, 2)
    SELECT 'gives_away', 'console', staff.username,
           concat_ws('.', one.failure_kind, placed.kind, coalesce(width_bucket((
               placed.total / nullif((%s::jsonb->>placed.currency)::numeric, 0))::float8,
               %s::float8[]), 0)::text),
           looked.day - date '1970-01-01',
           count(*), count(*) FILTER (WHERE EXISTS (
               SELECT FROM ledger_kindness AS kindness
               WHERE kindness.case_id = looked.case_id AND kindness.by_id = looked.by_id
                 AND kindness.state = 'given' AND kindness.amount > 0)), count(*)
    FROM looked JOIN ledger_case AS one ON one.id = looked.case_id
    JOIN ledger_order AS placed ON placed.ref = one.order_id
    JOIN auth_user AS staff ON staff.id = looked.by_id
    WHERE NOT one.history AND looked.day >= %s::timestamptz::date GROUP BY 1, 2, 3, 4, 5
"""
BLAMES: LiteralString = """
    WITH found AS (
        SELECT note.id, note.who, note.day, note.blames,
               max(share.party) FILTER (WHERE share.position = 1) AS party,
               bool_or(share.party = ANY(%s)) AS is_theirs
        FROM staff_told AS note
        JOIN ledger_promise AS promise ON promise.order_id = note.subject
        JOIN ledger_responsibility AS share
          ON share.promise_id = promise.id AND share.failure_kind = note.failure
        WHERE note.type = 'staff.noted' AND share.number = (
            SELECT max(number) FROM ledger_responsibility WHERE promise_id = promise.id)
        GROUP BY 1, 2, 3, 4)
    SELECT 'blames_carriers', 'call_centre', who, party, day,
           count(*), count(*) FILTER (WHERE blames = ANY(%s)), 0
    FROM found WHERE NOT is_theirs GROUP BY 1, 2, 3, 4, 5
"""
WORDS: LiteralString = """
    SELECT 'words_not_kept', 'call_centre', call.who,
           concat_ws('.', orders.kind, orders.fulfilment), call.day,
           count(*), count(*) FILTER (WHERE promise.state = 'broken'), 0
    FROM staff_told AS call JOIN staff_orders AS orders ON orders.ref = call.subject
    JOIN ledger_promise AS promise
      ON promise.order_id = call.subject AND promise.event_id = call.id
    WHERE call.type = 'call.promised' AND promise.state IN ('kept', 'broken')
    GROUP BY 1, 2, 3, 4, 5
"""
GOODS: LiteralString = """
    WITH made AS (
        SELECT DISTINCT ON (subject) subject, who, day FROM staff_told
        WHERE type = ANY(%s) ORDER BY subject, time, id),
    broken AS (
        SELECT order_id, bool_or(failure_kind = ANY(%s)) AS came_back FROM ledger_promise
        WHERE failure_kind <> '' AND order_id IN (SELECT subject FROM made) GROUP BY 1)
    SELECT 'goods_come_back', orders.kind, made.who, orders.band, made.day,
           count(*), count(*) FILTER (WHERE broken.came_back), count(broken.order_id)
    FROM made JOIN staff_orders AS orders ON orders.ref = made.subject
    LEFT JOIN broken ON broken.order_id = made.subject GROUP BY 1, 2, 3, 4, 5
"""
AGAIN: LiteralString = """
    SELECT 'cases_come_back', 'console', staff.username, one.failure_kind,
           (one.opened_at AT TIME ZONE 'UTC')::date - date '1970-01-01' AS day,
           count(*), count(*) FILTER (WHERE one.round > 1), count(*)
    FROM ledger_case AS one JOIN auth_user AS staff ON staff.id = one.handled_by_id
    WHERE NOT one.history AND one.opened_at >= %s GROUP BY 1, 2, 3, 4, 5
"""


@transaction.atomic
def gather(*, now: datetime) -> list[Tally]:
    """All tallies of the days that the rulebook remembers.

    It reads the events once, in one pass: a scan of the whole record, meant for the night.
    """
    policy = current_policy()
    truth = policy.staff_truth
    rates = policy.facts["worth"]["per_unit"]
    since = now - timedelta(days=truth.rules.remembered_days)
    types = ["staff.noted", "gesture.given", "call.promised", *truth.makers]
    makers, errors, blamed = list(truth.makers), list(truth.goods_errors), list(truth.blamed)
    run("DROP TABLE IF EXISTS staff_told, staff_orders")
    run(TOLD, types, since)
    bands = [float(each) for each in truth.rules.value_bands]
    run(ORDERS, as_json(rates), bands)
    run("ANALYZE staff_told")
    run("ANALYZE staff_orders")
    asked: tuple[tuple[LiteralString, tuple[Any, ...]], ...] = (
        (GIVES, ()),
        (BLAMES, (blamed, blamed)),
        (WORDS, ()),
        (GOODS, (makers, errors)),
        (GIVES_ON_CONSOLE, (as_json(rates), bands, since)),
        (AGAIN, (since,)),
    )
    return [Tally(*row) for sql, values in asked for row in run(sql, *values)]
