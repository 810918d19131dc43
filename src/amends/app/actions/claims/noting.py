"""Claims are noted beside the events that tell them; `taking.py` holds them against the record.

Only written here, so that no sender of events waits for what a claim leads to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from amends.app.actions.agreed import SOURCE
from amends.app.actions.ingest.sql import as_names, as_rows, run
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Load
from amends.core.events import Event

CLAIMED = "customer.claimed"
CUSTOMER = "customer"
NOTE = """
    INSERT INTO ledger_claim (event_id, "order", kind, said_at, fields, read, state)
    SELECT new.id, new."order", new.kind, new.at, '{}', '{}',
           CASE WHEN placed.ref IS NULL THEN 'early' ELSE %s END
    FROM jsonb_to_recordset(%s) AS new(id bigint, "order" text, kind text, at timestamptz)
    LEFT JOIN ledger_order AS placed ON placed.ref = new."order"
"""
PLACED = """
    UPDATE ledger_claim AS claim
    SET state = CASE WHEN load.id IS NOT NULL AND load.finished_at IS NULL THEN 'loading'
                     ELSE 'waiting' END
    FROM ledger_event AS event LEFT JOIN ledger_load AS load ON load.id = event.load_id
    WHERE claim.state = 'early' AND event.id = claim.event_id
      AND claim."order" = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
"""
READ_IN = """
    UPDATE ledger_claim AS claim SET state = 'waiting' FROM ledger_event AS event
    WHERE claim.state = 'loading' AND event.id = claim.event_id AND event.load_id = %s
"""
HELD_MEANWHILE = """
    UPDATE ledger_claim AS claim SET again = true
    WHERE claim.id IN (SELECT claim_id FROM ledger_finding WHERE number = 1 AND made_at >= %s)
      AND EXISTS (SELECT FROM ledger_event AS event
                  WHERE event.subject = claim."order" AND event.load_id = %s)
"""


def note_claims(
    events: Iterable[tuple[int, Event]], *, placed: Iterable[str] = (), load: Load | None = None
) -> None:
    """Write down which new events, each with its number, tell what a customer says.

    What came before its order waits until that is ``placed``, what a ``load`` says until all of it
    is judged.
    """
    named = list(placed)
    if named:
        run(PLACED, as_names(named))
    rows = list(_rows(events))
    if rows:
        run(NOTE, "waiting" if load is None else "loading", as_rows(rows))


def all_judged(load: Load) -> None:
    """The whole load is judged: its claims may be held against the record."""
    run(READ_IN, load.pk)


def first_judged(load: Load) -> None:
    """Claims about the load's orders were held while only a part of their history was known: they
    will be once more."""
    run(HELD_MEANWHILE, load.started_at, load.pk)


def _rows(events: Iterable[tuple[int, Event]]) -> Iterator[dict[str, Any]]:
    kinds = _kinds_by_type()
    for id_, event in events:
        kind = _kind(event, kinds)
        if kind is not None:
            yield {"id": id_, "order": event.subject, "kind": kind, "at": event.time}


def _kinds_by_type() -> Mapping[str, str]:
    """The kind of claim that a report of each type makes when the customer is who reports it."""
    return {
        kind.shows: kind.name
        for kind in current_policy().declarations.claims.values()
        if kind.shows
    }


def _kind(event: Event, kinds: Mapping[str, str]) -> str | None:
    """What the event claims; empty where it has to be read from the words, None if it is no claim.

    What Amends records itself because of a claim is no further claim.
    """
    if event.type == CLAIMED:
        return str(event.data.get("claim") or "")
    if event.data.get("reported_by") != CUSTOMER or event.source == SOURCE:
        return None
    return kinds.get(event.type)
