"""What events tell of pickup points, written down beside them; `records.py` counts it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from amends.app.actions.ingest.sql import as_names, as_rows, run
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Load
from amends.core.events import Event

LONGEST_CODE = 200
WHERE_IT_WAS = """
    LEFT JOIN LATERAL (
        SELECT CASE WHEN remedy.details ? 'point' AND remedy.state = 'done'
                    THEN remedy.details->>'point'
                    WHEN remedy.details ?| ARRAY['point', 'address', 'window'] THEN '' END AS point
        FROM ledger_case AS known JOIN ledger_remedy AS remedy ON remedy.case_id = known.id
        WHERE known.order_id = placed.ref AND NOT remedy.is_gesture
          AND remedy.state NOT IN ('failed', 'cancelled') AND remedy.planned_at <= new.at
        ORDER BY remedy.planned_at DESC, remedy.id DESC LIMIT 1
    ) AS moved ON true
"""
"""The point that a remedy moved the order to; "" while it moves, or where it was brought home."""

NOTE = f"""
    INSERT INTO ledger_pointsign (event_id, point, "order", sign, at, state, because)
    SELECT new.id, COALESCE(NULLIF(new.point, ''), moved.point, placed.point, ''), new."order",
           new.sign, new.at,
           CASE WHEN new.point = '' AND placed.ref IS NULL THEN 'early' ELSE %s END, ''
    FROM jsonb_to_recordset(%s)
        AS new(id bigint, point text, "order" text, sign text, at timestamptz)
    LEFT JOIN ledger_order AS placed ON placed.ref = new."order"
    {WHERE_IT_WAS}
    WHERE COALESCE(NULLIF(new.point, ''), moved.point, placed.point, '') <> ''
       OR placed.ref IS NULL
"""
PLACED = """
    UPDATE ledger_pointsign AS sign
    SET point = placed.point,
        state = CASE WHEN placed.point = '' THEN 'passed_over'
                     WHEN load.id IS NOT NULL AND load.finished_at IS NULL THEN 'loading'
                     ELSE 'waiting' END,
        because = CASE WHEN placed.point = '' THEN 'no_point' ELSE '' END
    FROM ledger_order AS placed, ledger_event AS event LEFT JOIN ledger_load AS load
        ON load.id = event.load_id
    WHERE sign.state = 'early' AND placed.ref = sign."order" AND event.id = sign.event_id
      AND sign."order" = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
"""
READ_IN = """
    UPDATE ledger_pointsign AS sign SET state = 'waiting' FROM ledger_event AS event
    WHERE sign.state = 'loading' AND event.id = sign.event_id AND event.load_id = %s
"""


def note_signs(
    events: Iterable[tuple[int, Event]], *, placed: Iterable[str] = (), load: Load | None = None
) -> None:
    """Write down what new events, each with its number, tell of the point of their order.

    Only written here: points are counted apart, so that two senders never wait for one another.
    What came before its order is understood once that is ``placed``. What a ``load`` says waits
    until all of it is read: half a history would find failures that never were.
    """
    named = list(placed)
    if named:
        run(PLACED, as_names(named))
    rows = list(_rows(events))
    if rows:
        run(NOTE, "waiting" if load is None else "loading", as_rows(rows))


def all_read(load: Load) -> None:
    """The whole load is read: what it says of points may be counted."""
    run(READ_IN, load.pk)


def _rows(events: Iterable[tuple[int, Event]]) -> Iterator[dict[str, Any]]:
    types = current_policy().declarations.events
    for id_, event in events:
        type_ = types[event.type]
        if type_.sign:
            is_point = bool(type_.describes)
            yield {
                "id": id_,
                "point": event.subject if is_point else _point(event),
                "order": "" if is_point else event.subject,
                "sign": type_.sign,
                "at": event.time,
            }


def _point(event: Event) -> str:
    named = event.data.get("point")
    return named if isinstance(named, str) and len(named) <= LONGEST_CODE else ""
