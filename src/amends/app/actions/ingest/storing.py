"""Events into the append-only record; what is there already stays as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from psycopg.types.json import Jsonb

from amends.app.actions.ingest.memory import Memory
from amends.app.actions.ingest.reading import Incoming, NameRow, Reading, Refused, raw_text
from amends.app.actions.ingest.settling import name_of_refused
from amends.app.actions.ingest.sql import as_json, as_rows, new_ids, run
from amends.app.ledger.models import Load
from amends.core.errors import BadEvent, said
from amends.core.events import Event

CONFLICT = BadEvent(
    said("another event was recorded under this source and id"),
    where="id",
    hint=said("give every event its own id; what was recorded is never edited"),
    code="conflict",
)
PLACED_TWICE = BadEvent(
    said("this order was placed already, by another event"),
    where="subject",
    hint=said("one order.placed for each order; send it again only under the same id"),
    code="placed_twice",
)

INCOMING = """
    (SELECT (event->>0)::bigint AS id, event->>1 AS source, event->>2 AS key, event->>3 AS type,
            (event->>4)::timestamptz AS time, event->>5 AS subject, event->6 AS data
     FROM jsonb_array_elements(%s) AS event) AS incoming
"""
INSERT_NEW = f"""
    INSERT INTO ledger_event (id, source, key, type, time, subject, data, received_at, load_id)
    SELECT id, source, key, type, time, subject, data, %s, %s FROM {INCOMING}
"""
INSERT = f"""{INSERT_NEW}
    ON CONFLICT (source, key) DO NOTHING
"""
FIND_KNOWN = f"""
    SELECT incoming.id,
           (known.type, known.time, known.subject, known.data) IS DISTINCT FROM
           (incoming.type, incoming.time, incoming.subject, incoming.data)
    FROM {INCOMING} JOIN ledger_event AS known USING (source, key)
    WHERE known.id <> incoming.id
"""
QUARANTINE = """
    INSERT INTO ledger_quarantined (load_id, "where", raw, digest, named, times, code, field,
                                    reason, hint, "values", received_at, state, mended, settled_by)
    SELECT %s, "where", raw, digest, named, times, code, field,
           reason, hint, "values", %s, 'waiting', '', ''
    FROM jsonb_to_recordset(%s) AS refused(
        "where" text, raw text, digest text, named text, times int, code text, field text,
        reason text, hint text, "values" jsonb)
"""
QUARANTINE_LOADED = f"""{QUARANTINE}
    ON CONFLICT (load_id, "where") DO NOTHING
"""
QUARANTINE_SENT = f"""{QUARANTINE}
    ON CONFLICT (digest) WHERE load_id IS NULL AND state = 'waiting' AND digest <> ''
    DO UPDATE SET times = ledger_quarantined.times + EXCLUDED.times, code = EXCLUDED.code,
        field = EXCLUDED.field, reason = EXCLUDED.reason, hint = EXCLUDED.hint,
        "values" = EXCLUDED."values"
"""


class Recorded(NamedTuple):
    """An event with its number in the record."""

    id: int
    number: int
    event: Event


@dataclass(slots=True)
class Stored:
    """What became of the events that were understood."""

    new: list[Recorded] = field(default_factory=list)
    repeated: list[Recorded] = field(default_factory=list)


def store_events(reading: Reading, *, now: datetime, load: Load | None, memory: Memory) -> Stored:
    """Insert what is new, sorted by source and key: no two senders wait in a circle."""
    incoming = sorted(reading.accepted, key=lambda each: each.event[:2])
    ids = new_ids("ledger_event", len(incoming))
    rows = as_json([(id_, *each.event) for id_, each in zip(ids, incoming, strict=True)])
    inserted = _insert(rows, now=now, load=load, memory=memory)
    known: dict[int, bool] = {}
    if inserted < len(incoming):
        known = dict(run(FIND_KNOWN, rows).fetchall())
    stored = Stored()
    conflicts = []
    for id_, each in zip(ids, incoming, strict=True):
        recorded = Recorded(id_, each.number, each.event)
        if id_ not in known:
            stored.new.append(recorded)
        elif known[id_]:
            conflicts.append(each)
        else:
            stored.repeated.append(recorded)
    reading.refuse(conflicts, CONFLICT)
    return stored


def _insert(rows: Jsonb, *, now: datetime, load: Load | None, memory: Memory) -> int:
    """How many rows were new. A load hopes that all are, which is cheaper, until one is not."""
    values = (now, load.pk if load else None, rows)
    if memory.hopes_all_new:
        try:
            with transaction.atomic():
                return run(INSERT_NEW, *values).rowcount
        except IntegrityError:
            memory.hopes_all_new = False
    return run(INSERT, *values).rowcount


def refuse_second_orders(reading: Reading, placed: set[str]) -> None:
    """An order is placed once: refuse another event that places it again."""
    first: dict[str, tuple[str, str]] = {}
    suspects: list[Incoming] = []
    for each in reading.accepted:
        event = each.event
        if event.type == "order.placed":
            name = (event.source, event.key)
            if event.subject in placed or first.setdefault(event.subject, name) != name:
                suspects.append(each)
    if suspects:
        known = _known_names(suspects)
        again = [each for each in suspects if (each.event.source, each.event.key) not in known]
        reading.refuse(again, PLACED_TWICE)


def _known_names(incoming: Sequence[Incoming]) -> set[tuple[str, str]]:
    rows = run(
        """
        SELECT source, key FROM unnest(%s::text[], %s::text[]) AS asked(source, key)
        JOIN ledger_event USING (source, key)
        """,
        [each.event.source for each in incoming],
        [each.event.key for each in incoming],
    )
    return {(source, key) for source, key in rows}


def keep_refused(
    refused: Sequence[Refused], *, name_row: NameRow, now: datetime, load: Load | None
) -> None:
    """Put what was not understood into quarantine: once per row of a load, else once per text.

    What is sent again while it waits is counted, and its latest reason is kept.
    """
    if refused:
        rows = [_refused_row(each, name_row) for each in refused]
        if load is None:
            rows = _counted(rows)
        statement = QUARANTINE_SENT if load is None else QUARANTINE_LOADED
        run(statement, load.pk if load else None, now, as_rows(rows))


def _counted(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each text once, with how often it is there; sorted, so that no two senders wait in a ring."""
    times = Counter(row["digest"] for row in rows)
    latest = {row["digest"]: row | {"times": times[row["digest"]]} for row in rows}
    return [latest[digest] for digest in sorted(latest)]


def _refused_row(each: Refused, name_row: NameRow) -> dict[str, Any]:
    error, raw = each.error, raw_text(each.raw)
    return {
        "where": name_row(each.number).replace("\x00", "")[:500],
        "raw": raw,
        "digest": sha256(raw.encode()).hexdigest(),
        "named": name_of_refused(each.raw),
        "times": 1,
        "code": error.code,
        "field": error.where[:300],
        "reason": error.reason,
        "hint": error.hint,
        "values": {name: str(value) for name, value in error.values.items()},
    }
