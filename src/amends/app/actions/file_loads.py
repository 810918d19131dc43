"""Load a file of events: the whole run from its digest to the last judged order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from amends.app.actions.ingest.files import FIRST_ROWS, BadFile, EventFile, digest_of, parsed
from amends.app.actions.ingest.parsing import Unreadable
from amends.app.actions.loads import (
    After,
    Item,
    Progress,
    Tally,
    alone,
    begin,
    finish,
    first_row,
    judge_named,
    read_in,
)
from amends.app.actions.record import follow
from amends.app.ledger.models import Load


def begin_file(path: Path, *, as_of: date | None, now: datetime) -> Load:
    """The load of this file, new or begun before; the same content is the same load."""
    EventFile(path).check()
    return begin(kind="events", name=path.name, digest=digest_of(path), as_of=as_of, now=now)


def is_done(load: Load) -> bool:
    """Whether there is nothing to do: a live file is loaded once, a history is judged anew."""
    return load.finished_at is not None and load.as_of is None


def load_file(
    load: Load, file: EventFile, *, now: datetime, say: Progress, after: After = follow
) -> Tally:
    """Record and judge what the file holds; a fault of the file is raised at the end."""
    with alone(load):
        tally = Tally()
        fault = None
        try:
            read_in(
                load,
                _items(load, file),
                tally,
                now=now,
                name=lambda item: file.name_row(item.number),
                say=say,
            )
        except BadFile as error:
            fault = error
        judge_named(load, tally, now=now, say=say, after=after)
        if fault:
            raise fault
        finish(load, now=now)
    return tally


def _items(load: Load, file: EventFile) -> Iterator[Item]:
    start, bad = first_row(load), 0
    for row in file.rows():
        if row.number < start:
            continue
        value = parsed(row)
        bad += isinstance(value, Unreadable)
        yield Item(row.number, value, len(row.text))
        if bad == row.number == FIRST_ROWS:
            raise file.fault(
                f"none of the first {FIRST_ROWS} rows is JSON",
                "one JSON object per line is expected",
            )
