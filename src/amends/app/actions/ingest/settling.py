"""What waited in quarantine and came again, mended, under the same source and id."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

import orjson

from amends.app.actions.ingest.parsing import Unreadable
from amends.app.actions.ingest.sql import as_rows, run
from amends.app.actions.journal import SYSTEM

ANY_WAITING = """
    SELECT 1 FROM ledger_quarantined WHERE state = 'waiting' AND named <> '' LIMIT 1
"""
SETTLE = """
    WITH found AS (
        SELECT quarantined.id, accepted.id AS event
        FROM jsonb_to_recordset(%s) AS accepted(id bigint, named text)
        JOIN ledger_quarantined AS quarantined
            ON quarantined.named = accepted.named AND quarantined.state = 'waiting'
        ORDER BY quarantined.id FOR UPDATE OF quarantined SKIP LOCKED),
    settled AS (
        UPDATE ledger_quarantined AS row
        SET state = 'replayed', settled_at = %s, settled_by = %s, event_id = found.event
        FROM found WHERE row.id = found.id
        RETURNING row.id)
    INSERT INTO ledger_journal (at, actor, action, detail)
    SELECT %s, %s, 'quarantine came again', jsonb_build_object('number', id)
    FROM settled ORDER BY id
"""


def name_of(source: str, key: str) -> str:
    """A digest that two events of the same source and id share, and no others."""
    return sha256(f"{source}\0{key}".encode()).hexdigest()


def name_of_refused(raw: object) -> str:
    """The same of what was refused, as far as it says its source and id; else no text."""
    value = _as_value(raw)
    named = [value.get(each) for each in ("source", "id")] if isinstance(value, dict) else []
    source, key = named if len(named) == 2 else (None, None)
    return name_of(source, key) if isinstance(source, str) and isinstance(key, str) else ""


def settle_mended(accepted: Iterable[tuple[int, str, str]], *, now: datetime) -> None:
    """Settle the rows that wait for an event which was recorded just now: (number, source, id).

    A row that a person has in their hands at this moment is left to them.
    """
    if run(ANY_WAITING).fetchone():
        rows = [{"id": id_, "named": name_of(source, key)} for id_, source, key in accepted]
        run(SETTLE, as_rows(rows), now, SYSTEM, now, SYSTEM)


def _as_value(raw: object) -> object:
    if not isinstance(raw, Unreadable):
        return raw
    try:
        return orjson.loads(raw.text)
    except orjson.JSONDecodeError:
        return None
