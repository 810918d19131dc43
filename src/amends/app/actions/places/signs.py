"""What events tell of pickup points, written down beside them; `records.py` counts it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from amends.app.actions.ingest.sql import as_rows, run
from amends.app.actions.policy import current_policy
from amends.core.events import Event

LONGEST_CODE = 200
NOTE = """
    INSERT INTO ledger_pointsign (event_id, point, "order", sign, at, state, because)
    SELECT new.id, COALESCE(NULLIF(new.point, ''), placed.point), new."order", new.sign, new.at,
           'waiting', ''
    FROM jsonb_to_recordset(%s)
        AS new(id bigint, point text, "order" text, sign text, at timestamptz)
    LEFT JOIN ledger_order AS placed ON placed.ref = new."order"
    WHERE COALESCE(NULLIF(new.point, ''), placed.point, '') <> ''
"""


def note_signs(events: Iterable[tuple[int, Event]]) -> None:
    """Write down what new events, each with its number, tell of the point of their order.

    Only written here: points are counted apart, so that two senders never wait for one another.
    """
    rows = list(_rows(events))
    if rows:
        run(NOTE, as_rows(rows))


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
