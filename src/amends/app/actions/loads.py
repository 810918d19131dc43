"""Loads: files and queries read into the record in batches, each kept or not as a whole.

A load that was killed goes on where its last kept batch ended. When everything is read, the orders
that it named are judged, in batches too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import count
from typing import NamedTuple, Protocol

from django.db import DatabaseError, transaction
from django.db.models import F

from amends.app.actions.claims.noting import all_judged, first_judged
from amends.app.actions.dates import end_of
from amends.app.actions.ingest.ahead import ahead
from amends.app.actions.ingest.garbage import collected_rarely
from amends.app.actions.ingest.memory import Memory
from amends.app.actions.ingest.reading import NameRow, Reading, read_all
from amends.app.actions.ingest.sql import run
from amends.app.actions.ingest.whole import record_whole
from amends.app.actions.places.signs import all_read
from amends.app.actions.policy import current_policy
from amends.app.actions.promises import Judged
from amends.app.actions.record import Receipt, follow, judge_heard_of, merged, record_reading
from amends.app.actions.seals import seal_all
from amends.app.ledger.models import Load
from amends.core.declarations import Declarations
from amends.core.errors import AmendsError

BATCH_ROWS = 10_000
BATCH_BYTES = 8 * 2**20
JUDGE_ORDERS = 2_500
LOCK_NAMESPACE = 0x10AD


class LoadBusy(AmendsError):
    """Another process is loading the same thing."""

    code = "load_busy"


class Item(NamedTuple):
    """A value to record: its number where it came from, and its size in bytes."""

    number: int
    value: object
    size: int


@dataclass(slots=True)
class Tally:
    """What a run of a load did, as far as it got."""

    seen: int = 0
    recorded: int = 0
    repeated: int = 0
    quarantined: int = 0
    judged: int = 0
    failures: int = 0

    def add(self, receipt: Receipt) -> None:
        self.seen += receipt.events_seen
        self.recorded += receipt.recorded
        self.repeated += receipt.repeated
        self.quarantined += receipt.quarantined


Progress = Callable[[Tally], None]


class After(Protocol):
    """What follows when promises were judged, in the same transaction."""

    def __call__(self, judged: Judged, *, now: datetime) -> None: ...


def begin(*, kind: str, name: str, digest: str, as_of: date | None, now: datetime) -> Load:
    """The load of this content seen from this date: a new one, or the one that was begun."""
    load, _ = Load.objects.get_or_create(
        digest=digest,
        as_of=None if as_of is None else end_of(as_of),
        as_of_day=None if isinstance(as_of, datetime) else as_of,
        defaults={"kind": kind, "name": name[:500], "started_at": now},
    )
    return load


@contextmanager
def alone(load: Load) -> Iterator[None]:
    """Keep other processes from running the same load; raise ``LoadBusy`` if one does already."""
    key = _key(load)
    if not run("SELECT pg_try_advisory_lock(%s, %s)", *key).fetchall()[0][0]:
        raise LoadBusy(f"{load.name} is being loaded by another process", hint="wait for it")
    try:
        with collected_rarely():
            yield
    finally:
        run("SELECT pg_advisory_unlock(%s, %s)", *key)


def is_running(load: Load) -> bool:
    """Whether a process is at this load; if not, none begins before this transaction ends."""
    return not run("SELECT pg_try_advisory_xact_lock(%s, %s)", *_key(load)).fetchall()[0][0]


def _key(load: Load) -> tuple[int, int]:
    return LOCK_NAMESPACE, load.pk % 2**31


def first_row(load: Load) -> int:
    """The number of the first row that is still to be read."""
    return load.position + 1 if load.finished_at is None else 1


def read_in(
    load: Load,
    items: Iterable[Item],
    tally: Tally,
    *,
    now: datetime,
    name: Callable[[Item], str],
    say: Progress,
) -> None:
    """Record the items, each named by its number; the first run of a load keeps its place."""
    memory = Memory(hopes_all_new=load.finished_at is None)
    declarations = current_policy().declarations
    for batch, reading in ahead(_readings(items, declarations, now)):
        where = partial(_name_in, batch, name)
        with transaction.atomic():
            record = partial(_record, load=load, now=now, where=where, memory=memory)
            receipt = merged(record_whole(reading, record))
            if load.finished_at is None:
                _keep_place(load, batch[-1].number, receipt)
        tally.add(receipt)
        say(tally)


def _record(
    reading: Reading, *, load: Load, now: datetime, where: NameRow, memory: Memory
) -> Receipt:
    try:
        return record_reading(
            reading, now=now, load=load, as_of=load.viewpoint, where=where, memory=memory
        )
    except DatabaseError:
        memory.forget()  # what this batch named is not named: it is read again
        raise


def _readings(
    items: Iterable[Item], declarations: Declarations, now: datetime
) -> Iterator[tuple[list[Item], Reading]]:
    """Batches as they are read; made in the reader's thread, so the database is not asked here."""
    for batch in _batches(items):
        values = [item.value for item in batch]
        yield batch, read_all(values, declarations=declarations, now=now)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Batches of bounded size; where the source fails, what came before it is still given."""
    batch: list[Item] = []
    size = 0
    try:
        for item in items:
            batch.append(item)
            size += item.size
            if len(batch) >= BATCH_ROWS or size >= BATCH_BYTES:
                yield batch
                batch, size = [], 0
    except AmendsError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _name_in(batch: list[Item], name: Callable[[Item], str], index: int) -> str:
    return name(batch[index])


def _keep_place(load: Load, position: int, receipt: Receipt) -> None:
    load.position = position
    Load.objects.filter(pk=load.pk).update(
        position=position,
        recorded=F("recorded") + receipt.recorded,
        repeated=F("repeated") + receipt.repeated,
        quarantined=F("quarantined") + receipt.quarantined,
    )


def judge_named(
    load: Load, tally: Tally, *, now: datetime, say: Progress, after: After = follow
) -> None:
    """Judge the orders that the load named, and open the cases of what is found."""
    last = ""
    run("ANALYZE ledger_event, ledger_order, ledger_customer")
    for batch in count():
        with transaction.atomic():
            refs, last = _take_named(load, last)
            failures = _judge(load, refs, now, after, count_anew=_is_power_of_two(batch))
        if not refs:
            return
        tally.judged += len(refs)
        tally.failures += failures
        say(tally)


def _take_named(load: Load, last: str) -> tuple[set[str], str]:
    """The next orders after ``last``, so that rows taken before are never passed over again."""
    rows = run(
        """
        WITH taken AS (
            DELETE FROM ledger_namedorder WHERE load_id = %s AND "order" IN (
                SELECT "order" FROM ledger_namedorder WHERE load_id = %s AND "order" > %s
                ORDER BY "order" LIMIT %s)
            RETURNING "order")
        SELECT "order", max("order") OVER () FROM taken
        """,
        load.pk,
        load.pk,
        last,
        JUDGE_ORDERS,
    ).fetchall()
    return {ref for ref, _ in rows}, rows[0][1] if rows else last


def _judge(load: Load, refs: set[str], now: datetime, after: After, *, count_anew: bool) -> int:
    """Judge a history's orders as of its date, and live orders that it also names as of now.

    The database plans by what it counted last: tables that a load fills are counted anew as they
    double, or it would take them for empty.
    """
    judged = judge_heard_of(refs, now=now, as_of=load.viewpoint)
    if count_anew and refs:
        run("ANALYZE ledger_promise, ledger_failure, ledger_case, ledger_responsibility")
    after(judged, now=now)
    return len(judged.new_failures)


def _is_power_of_two(number: int) -> bool:
    return number & (number - 1) == 0


def finish(load: Load, *, now: datetime) -> None:
    """Say that everything was read and judged; what it says of points is counted from now on.

    What it wrote is sealed, whether a worker runs or not.
    """
    with transaction.atomic():
        if load.finished_at is None:
            load.finished_at = now
            load.save(update_fields=["finished_at"])
            first_judged(load)
        all_read(load)
        all_judged(load)
    seal_all(now=now)
