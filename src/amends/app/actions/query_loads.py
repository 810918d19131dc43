"""Load what a query makes of a shop's export; it always runs anew, from its first row."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256

from amends.app.actions.ingest.queries import EventQuery
from amends.app.actions.ingest.reading import raw_text
from amends.app.actions.loads import (
    Item,
    Progress,
    Tally,
    alone,
    begin,
    finish,
    judge_named,
    read_in,
)
from amends.app.ledger.models import Load

ROUGH_SIZE = 1000


def begin_query(query: EventQuery, *, as_of: date | None, now: datetime) -> Load:
    """The load of this query over these files, new or run before."""
    return begin(kind="query", name=query.name, digest=query.digest(), as_of=as_of, now=now)


def load_query(load: Load, query: EventQuery, *, now: datetime, say: Progress) -> None:
    """Record and judge every row of the query."""
    with alone(load):
        tally = Tally()
        items = (Item(number, row, ROUGH_SIZE) for number, row in enumerate(query.rows(), start=1))
        read_in(load, items, tally, now=now, name=lambda item: _name(query, item), say=say)
        judge_named(load, tally, now=now, say=say)
        finish(load, now=now)


def _name(query: EventQuery, item: Item) -> str:
    """Name a row by what it says, since a query's rows have no numbers that last."""
    text = raw_text(item.value)
    known = item.value.get("id") if isinstance(item.value, dict) else None
    digest = sha256(text.encode()).hexdigest()[:8]
    return f"{query.name}: {known or 'a row'} ({digest})"
