"""Whom and what events describe: brands, locations, points, customers and orders as placed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from psycopg import sql

from amends.app.actions.descriptions import TABLES, Column, Described, Row
from amends.app.actions.ingest.sql import as_json, as_names, as_rows, run
from amends.app.actions.ingest.whole import GaveWayError
from amends.app.actions.places.described import settle_points, stored_points
from amends.core.events import Event


def describe(events: Iterable[tuple[str, Event]], *, now: datetime) -> None:
    """Apply descriptions, each event with what it describes; the latest in time holds.

    What changed at a pickup point is added to its history, and its hours are read.
    What is counted, like slots, is taken up where its events are wired.
    """
    rows: dict[str, dict[str, Row]] = {name: {} for name in TABLES}
    of_ours = ((what, event) for what, event in events if what in TABLES)
    for what, event in sorted(of_ours, key=lambda pair: pair[1].time):
        ref, data = _described(what, event)
        row = TABLES[what].row(ref, event.time, data)
        _merge(rows[what].setdefault(ref, row), row, TABLES[what])
    known = stored_points(rows["point"])
    for what, table in TABLES.items():
        if rows[what]:
            run(_upsert(table), as_rows([rows[what][ref] for ref in sorted(rows[what])]))
    settle_points(rows["point"], known, now=now)


def _described(what: str, event: Event) -> tuple[str, Mapping[str, Any]]:
    if what == "customer" and event.type == "order.placed":
        customer = event.data["customer"]
        return customer["id"], {**customer, "first_order_at": event.time}
    return event.subject, event.data


def _merge(known: Row, later: Row, table: Described) -> None:
    for name, value in later.items():
        column = table.columns.get(name)
        is_settled = column is not None and column.earliest and known[name] is not None
        if value not in (None, "", []) and not is_settled:
            known[name] = value


def _upsert(table: Described) -> sql.Composed:
    columns = [(sql.Identifier(name), column) for name, column in table.columns.items()]
    return sql.SQL(
        """
        INSERT INTO {table} AS known ({key}, described_at, {names})
        SELECT ref, described_at, {values}
        FROM jsonb_to_recordset(%s) AS new(ref text, described_at timestamptz, {types})
        ON CONFLICT ({key}) DO UPDATE SET {settings},
            described_at = GREATEST(known.described_at, EXCLUDED.described_at)
        """
    ).format(
        table=sql.Identifier(table.table),
        key=sql.Identifier(table.key),
        names=sql.SQL(", ").join(name for name, _ in columns),
        values=sql.SQL(", ").join(
            sql.SQL("COALESCE({}, {})").format(name, _sql(column.default or column.empty))
            for name, column in columns
        ),
        types=sql.SQL(", ").join(
            sql.SQL("{} {}").format(name, _sql(column.type)) for name, column in columns
        ),
        settings=sql.SQL(", ").join(_setting(name, column) for name, column in columns),
    )


def _setting(name: sql.Identifier, column: Column) -> sql.Composed:
    if column.earliest:
        return sql.SQL("{name} = LEAST(known.{name}, EXCLUDED.{name})").format(name=name)
    return sql.SQL(
        """{name} = CASE
            WHEN EXCLUDED.{name} IS NOT DISTINCT FROM {empty} THEN known.{name}
            WHEN known.{name} IS NOT DISTINCT FROM {empty}
                OR known.described_at IS NULL OR EXCLUDED.described_at >= known.described_at
            THEN EXCLUDED.{name} ELSE known.{name} END"""
    ).format(name=name, empty=_sql(column.empty))


def _sql(text: str) -> sql.SQL:
    return sql.SQL(text)  # written above, never taken from outside


def wake_orders(refs: Iterable[str]) -> list[str]:
    """Make orders of a history live; return those that were of a history."""
    rows = run(
        """
        UPDATE ledger_order SET history = false
        WHERE ref IN (
            SELECT ref FROM ledger_order
            WHERE history AND ref = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
            ORDER BY ref FOR NO KEY UPDATE)
        RETURNING ref
        """,
        as_names(refs),
    )
    return [ref for (ref,) in rows]


def asleep(heard: Iterable[tuple[str, str]]) -> set[str]:
    """Of orders, each with a type of event, those of a history that promised no such event."""
    rows = [{"ref": ref, "type": type_} for ref, type_ in heard]
    if not rows:
        return set()
    found = run(
        """
        SELECT heard.ref FROM jsonb_to_recordset(%s) AS heard(ref text, type text)
        JOIN ledger_order AS known ON known.ref = heard.ref AND known.history
        GROUP BY heard.ref
        HAVING NOT bool_or(EXISTS (
            SELECT FROM ledger_promise
            WHERE order_id = heard.ref AND kept_by = heard.type))
        """,
        as_rows(rows),
    )
    return {ref for (ref,) in found}


def place_orders(ids: Sequence[int], *, history: bool) -> None:
    """Write orders as the events with these numbers placed them.

    The time zone is the customer's, else the location's. Raise ``GaveWayError`` where another
    sender placed one of them meanwhile: only the first to do so is recorded.
    """
    if ids and run(PLACE, settings.TIME_ZONE, history, as_json(ids)).rowcount < len(ids):
        raise GaveWayError("an order was placed by another sender at this moment")


PLACE = """
    INSERT INTO ledger_order (ref, customer_id, brand, location, kind, fulfilment, point, placed_at,
                              currency, total, delivery_price, prepaid, items, time_zone,
                              jurisdiction, history)
    SELECT event.subject, customer.ref,
           COALESCE(data->>'brand', place.brand, ''),
           COALESCE(data->>'location', ''),
           COALESCE(data->>'kind', 'online'),
           COALESCE(data->>'fulfilment',
                    CASE WHEN data->>'point' IS NULL THEN 'home' ELSE 'pickup_point' END),
           COALESCE(data->>'point', ''),
           event.time,
           data->>'currency',
           (data->>'total')::numeric,
           COALESCE((data->>'delivery_price')::numeric, 0),
           COALESCE((data->>'prepaid')::bool, true),
           COALESCE(NULLIF(data->'items', 'null'), '[]'),
           COALESCE(data->'customer'->>'time_zone', NULLIF(customer.time_zone, ''),
                    place.time_zone, %s),
           COALESCE(place.jurisdiction, ''),
           %s
    FROM ledger_event AS event
    JOIN ledger_customer AS customer ON customer.ref = data->'customer'->>'id'
    LEFT JOIN ledger_location AS place ON place.code = data->>'location'
    WHERE event.id = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)::bigint))
    ORDER BY event.subject
    ON CONFLICT (ref) DO NOTHING
"""
