"""What the record shows of promises on a day before they are due, many at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from amends.app.actions.ingest.sql import as_names, run
from amends.core.foresight import Rules, Seen

STEPS = ("order.placed", "parcel.handed_to_carrier", "parcel.scanned")
SEEN = """
    SELECT looked.order_id, looked.broken, looked.known, looked.kind,
           (looked.at AT TIME ZONE looked.time_zone)::date,
           (looked.due_at AT TIME ZONE looked.time_zone)::date,
           left(placed.data->>'ship_by', 10),
           (handed.time AT TIME ZONE looked.time_zone)::date,
           left(handed.data->>'due', 10),
           coalesce(step.name, 'order.placed'),
           (coalesce(step.time, looked.at) AT TIME ZONE looked.time_zone)::date,
           looked.way, coalesce(placed.data->>'seller', ''),
           coalesce(handed.data->>'carrier', ''), looked.lane
    FROM looked
    LEFT JOIN LATERAL (
        SELECT data FROM ledger_event
        WHERE subject = looked.order_id AND type = 'order.placed' AND time <= looked.at
        ORDER BY time, id LIMIT 1) AS placed ON true
    LEFT JOIN LATERAL (
        SELECT time, data FROM ledger_event
        WHERE subject = looked.order_id AND type = 'parcel.handed_to_carrier' AND time <= looked.at
        ORDER BY time, id LIMIT 1) AS handed ON true
    LEFT JOIN LATERAL (
        SELECT coalesce(data->>'status', type) AS name, time FROM ledger_event
        WHERE subject = looked.order_id AND time <= looked.at
          AND type = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
        ORDER BY time DESC, id DESC LIMIT 1) AS step ON true
"""
OF_ORDER = """
    told.id, told.order_id, told.kind, told.due_at, placed.time_zone,
    placed.kind || '/' || placed.fulfilment AS way,
    coalesce(nullif(placed.point, ''), placed.location) AS lane
"""
PAST = (
    """
    WITH told AS (
        SELECT id, order_id, kind, due_at, made_at, since, state FROM ledger_promise
        WHERE kind = ANY(ARRAY(SELECT jsonb_array_elements_text(%s))) AND made_by = 'order'
          AND state IN ('kept', 'broken') AND failure_kind <> 'called_off' AND due_at <= %s
        ORDER BY due_at DESC, id DESC LIMIT %s),
    looked AS (
        SELECT """
    + OF_ORDER
    + """, told.state = 'broken' AS broken, least(told.since, told.due_at) AS known,
            (((told.due_at AT TIME ZONE placed.time_zone)::date - days.ahead) + time '12:00')
                AT TIME ZONE placed.time_zone AS at
        FROM told JOIN ledger_order AS placed ON placed.ref = told.order_id
        CROSS JOIN generate_series(0, %s) AS days(ahead)
        WHERE told.made_at <= (((told.due_at AT TIME ZONE placed.time_zone)::date - days.ahead)
                + time '12:00') AT TIME ZONE placed.time_zone
          AND (told.since > (((told.due_at AT TIME ZONE placed.time_zone)::date - days.ahead)
                + time '12:00') AT TIME ZONE placed.time_zone))
"""
    + SEEN
)
"""Promises that are decided, as they looked at noon of each of the last days before."""
OPEN = (
    """
    WITH asked(kinds, least, most, now) AS (
        SELECT ARRAY(SELECT jsonb_array_elements_text(%s)), %s::timestamptz, %s::timestamptz,
               %s::timestamptz),
    told AS (
        SELECT promise.id, order_id, kind, due_at FROM ledger_promise AS promise, asked
        WHERE check_at > asked.least AND check_at < asked.most AND kind = ANY(asked.kinds)
          AND state = 'open' AND made_by = 'order'),
    looked AS (
        SELECT """
    + OF_ORDER
    + """, false AS broken, told.due_at AS known, asked.now AS at
        FROM asked, told JOIN ledger_order AS placed ON placed.ref = told.order_id
        WHERE NOT placed.history
          AND NOT EXISTS (SELECT FROM ledger_event AS event
                          WHERE event.subject = told.order_id AND event.type = 'promise.at_risk')
          AND NOT EXISTS (SELECT FROM ledger_case AS known WHERE known.order_id = told.order_id
                          AND known.state NOT IN ('closed')))
"""
    + SEEN
)
"""Promises that are neither kept nor broken, of orders without a case, not told of yet."""


class Looked(NamedTuple):
    """How an order looked, whether the promise was broken, and when that was known."""

    order: str
    broken: bool
    known: datetime
    seen: Seen


def looks_before(now: datetime, *, rules: Rules) -> Iterator[Looked]:
    """Every look at the newest decided promises."""
    rows = run(PAST, as_names(rules.promises), now, rules.orders, rules.days_ahead, as_names(STEPS))
    return map(_looked, rows)


def looks_now(now: datetime, *, rules: Rules) -> list[Looked]:
    """One look at each promise that is due soon, and not too soon to choose."""
    least, most = now + rules.least_ahead, now + timedelta(days=rules.days_ahead + 1)
    rows = run(OPEN, as_names(rules.promises), least, most, now, as_names(STEPS))
    found = map(_looked, rows)
    return [each for each in found if (each.seen.due - each.seen.today).days <= rules.days_ahead]


def _looked(row: tuple[Any, ...]) -> Looked:
    order, broken, known, kind, today, due, ship_by, handed, carried, step, step_on, *who = row
    way, sender, carrier, lane = who
    seen = Seen(
        promise=kind,
        today=today,
        due=due,
        ship_by=_day(ship_by),
        handed_on=handed,
        carried_by=_day(carried),
        step=step,
        step_on=step_on,
        way=way,
        sender=sender,
        carrier=carrier,
        lane=lane,
    )
    return Looked(order, broken, known, seen)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
