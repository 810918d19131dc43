"""From events in a file to promises and failures in the database, and the floor beside it."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import orjson

from bench.feed import write_feed
from bench.ground import installation
from bench.results import Result

if TYPE_CHECKING:
    from amends.app.actions.promises import Judged


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--hashed", action="store_true", help="order numbers at random")
    parser.add_argument("--live", action="store_true", help="load as live events, not as history")


def run(*, events: int, live: bool, hashed: bool) -> list[Result]:
    with installation() as home:
        path = home / "feed.jsonl"
        after = write_feed(path, events=events, hashed=hashed)
        floor = _plain_copy(path)
        return [*_load(path, as_of=None if live else after, events=events, floor=floor)]


def _load(path: Path, *, as_of: datetime | None, events: int, floor: float) -> list[Result]:
    from amends.app.actions.file_loads import begin_file, load_file
    from amends.app.actions.ingest.files import EventFile
    from amends.app.actions.loads import Tally

    now = datetime.now(UTC)
    found: list[Judged] = []
    reading = [0.0]
    start = perf_counter()

    def say(tally: Tally) -> None:
        if not tally.judged:
            reading[0] = perf_counter() - start

    def later(judged: Judged, *, now: datetime) -> None:
        found.append(judged)

    load = begin_file(path, as_of=as_of, now=now)
    load_file(load, EventFile(path), now=now, say=say, after=later)
    seconds = perf_counter() - start
    beside = {
        "seconds": seconds,
        "seconds reading": reading[0],
        "seconds judging": seconds - reading[0],
        "floor: plain COPY of the same rows, events/s": floor,
        "cases opened afterwards, per second": _cases_per_second(found, now),
        "counts": _counts(),
    }
    name = "events to promises and failures"
    return [Result(name, events / seconds, "events/s", 15_000, None, beside)]


def _cases_per_second(found: list[Judged], now: datetime) -> float:
    """How fast the cases of the first few thousand failures are opened and decided."""
    from amends.app.actions.record import follow

    start = perf_counter()
    opened = 0
    for judged in found:
        if opened < SOME_CASES:
            follow(judged, now=now)
            opened += len(judged.new_failures)
    return opened / (perf_counter() - start)


def _counts() -> dict[str, int]:
    from amends.app.ledger.models import Event, Failure, Order, Promise

    return {model.__name__: model.objects.count() for model in (Event, Order, Promise, Failure)}


def _plain_copy(path: Path) -> float:
    """Events per second of a bare COPY into a table with the same columns and indexes."""
    from django.db import connection

    count, seconds = 0, 0.0
    with connection.cursor() as cursor, path.open("rb") as file:
        cursor.execute("CREATE TABLE floor (LIKE ledger_event INCLUDING ALL)")
        while lines := list(islice(file, AT_ONCE)):
            rows = [_row(line) for line in lines]
            start = perf_counter()
            with cursor.copy(COPY) as copy:
                for row in rows:
                    copy.write_row(row)
            seconds += perf_counter() - start
            count += len(rows)
        cursor.execute("DROP TABLE floor")
        cursor.execute("CHECKPOINT")
    return count / seconds


def _row(line: bytes) -> list[str]:
    event = orjson.loads(line)
    data = orjson.dumps(event.get("data") or {}).decode()
    return [*(event[name] for name in NAMES), data, RECEIVED]


AT_ONCE = 10_000
SOME_CASES = 5_000
RECEIVED = "2026-11-22T12:00:00Z"
NAMES = ("source", "id", "type", "time", "subject")
COPY = "COPY floor (source, key, type, time, subject, data, received_at) FROM STDIN"
