"""From events in a file to promises and failures in the database, and the floor beside it."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from bench.feed import write_feed
from bench.ground import installation
from bench.results import Result


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
    from amends.app.actions.promises import Judged
    from amends.app.actions.record import follow

    now = datetime.now(UTC)
    found: list[tuple[Judged, datetime]] = []
    reading = [0.0]
    start = perf_counter()

    def say(tally: Tally) -> None:
        if not tally.judged:
            reading[0] = perf_counter() - start

    load = begin_file(path, as_of=as_of, now=now)
    load_file(
        load,
        EventFile(path),
        now=now,
        say=say,
        after=lambda judged, now: found.append((judged, now)),
    )
    seconds = perf_counter() - start
    failures = sum(len(judged.new_failures) for judged, _ in found)
    start = perf_counter()
    for judged, moment in found[: 10_000 // 100]:
        follow(judged, now=moment)
    cases = sum(len(judged.new_failures) for judged, _ in found[: 10_000 // 100])
    beside = {
        "seconds": seconds,
        "seconds reading": reading[0],
        "seconds judging": seconds - reading[0],
        "failures": failures,
        "floor: plain COPY of the same rows, events/s": floor,
        "cases opened afterwards, per second": cases / (perf_counter() - start),
        "counts": _counts(),
    }
    return [
        Result(
            "events to promises and failures", events / seconds, "events/s", 15_000, None, beside
        )
    ]


def _counts() -> dict[str, int]:
    from amends.app.ledger.models import Event, Failure, Order, Promise

    return {model.__name__: model.objects.count() for model in (Event, Order, Promise, Failure)}


def _plain_copy(path: Path) -> float:
    """Events per second of a bare COPY into a table with the same columns and indexes."""
    import orjson
    from django.db import connection

    with path.open("rb") as file:
        rows = [orjson.loads(line) for line in file]
    now = datetime.now(UTC).isoformat()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE floor (LIKE ledger_event INCLUDING ALL)")
        start = perf_counter()
        for first in range(0, len(rows), 10_000):
            with cursor.copy(COPY) as copy:
                for row in rows[first : first + 10_000]:
                    data = orjson.dumps(row.get("data") or {}).decode()
                    copy.write_row([*(row[name] for name in NAMES), data, now])
        seconds = perf_counter() - start
        cursor.execute("DROP TABLE floor")
    return len(rows) / seconds


NAMES = ("source", "id", "type", "time", "subject")
COPY = "COPY floor (source, key, type, time, subject, data, received_at) FROM STDIN"
