"""From an accepted event to an offer that the customer can read, at a steady rate of failures.

The whole installation runs as real processes (web, worker, PostgreSQL with its normal settings).
Failures are sent on a fixed schedule, whatever the answers take, so a slow answer never hides the
wait of the next one. The clients share the machine's processors with the installation.
"""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
import threading
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple

import orjson
import psycopg

from amends.app.postgres import Layout
from bench.durability.installation import Installation
from bench.results import Result
from bench.wire import Wire

LINK = re.compile(r"https?://[^/\s]+(/c/[^/\s]+/)")
LETTER = """
    SELECT body FROM ledger_message JOIN ledger_case ON ledger_case.id = case_id
    WHERE order_id = %s
"""
BATCH = 500
CLIENTS = 24
WARM_UP = 2


class Seen(NamedTuple):
    """What one client saw, in seconds."""

    accepted: float
    readable: float


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--rate", type=int, default=50, help="failures a second")
    parser.add_argument("--seconds", type=int, default=30)


def run(*, rate: int, seconds: int) -> list[Result]:
    with _installation() as installation:
        clients = Clients(installation)
        clients.place(rate * (seconds + WARM_UP))
        seen = clients.send(rate, rate * (seconds + WARM_UP))[rate * WARM_UP :]
    readable = _percentiles([each.readable for each in seen])
    accepted = _percentiles([each.accepted for each in seen])
    beside = {
        "p50": f"{readable[49]:.0f} ms",
        "p99": f"{readable[98]:.0f} ms",
        "p95 of the event's own acceptance": f"{accepted[94]:.0f} ms",
        "failures sent": len(seen),
    }
    return [Result("accepted event to readable offer, p95", readable[94], "ms", None, 1000, beside)]


def _noon_zone() -> str:
    """Where it is about noon now, so that every letter goes out at once and the worker works."""
    ahead = 12 - datetime.now(UTC).hour
    return f"Etc/GMT{-ahead:+d}"


def _percentiles(values: list[float]) -> list[float]:
    return [1000 * value for value in quantiles(values, n=100)]


@contextmanager
def _installation() -> Iterator[Installation]:
    home = Path(tempfile.mkdtemp(prefix="amends-bench-"))
    home.chmod(0o711)
    installation = Installation(home, seed=1)
    try:
        installation.start()
        yield installation
    finally:
        installation.stop()
        shutil.rmtree(home, ignore_errors=True)


class Clients:
    """A shop that sends events, and its customers who look at once."""

    def __init__(self, installation: Installation) -> None:
        self._database = Layout.of(installation.home).url()
        self._installation = installation
        self._own = threading.local()
        self._run = secrets.token_hex(4)

    def place(self, orders: int) -> None:
        """Place the orders that will go wrong, before anything is measured."""
        for first in range(0, orders, BATCH):
            some = range(first, min(first + BATCH, orders))
            status, answer = self._wire.post("/api/v1/events", [self._placed(n) for n in some])
            assert status == 202 and orjson.loads(answer)["recorded"] == len(some), answer

    def send(self, rate: int, failures: int) -> list[Seen]:
        """Send the failures on schedule; each client reads its page as soon as it is accepted."""
        began = time.perf_counter() + 0.5
        with ThreadPoolExecutor(CLIENTS) as pool:
            return list(pool.map(lambda n: self._fail(n, began + n / rate), range(failures)))

    def _fail(self, number: int, at: float) -> Seen:
        time.sleep(max(0.0, at - time.perf_counter()))
        status, answer = self._wire.post("/api/v1/events", self._damaged(number))
        accepted = time.perf_counter()
        assert status == 202, answer
        self._read_offer(self._order(number))
        return Seen(accepted - at, time.perf_counter() - accepted)

    def _read_offer(self, order: str) -> None:
        while not (link := self._link(order)):
            time.sleep(0.01)
        status, page = self._wire.get(link)
        assert status == 200, status
        assert b"/choose/send_again/" in page

    @property
    def _wire(self) -> Wire:
        """The connection of this client."""
        if not hasattr(self._own, "wire"):
            self._own.wire = Wire(self._installation.url, self._installation.token)
        wire: Wire = self._own.wire
        return wire

    def _link(self, order: str) -> str | None:
        if not hasattr(self._own, "database"):
            self._own.database = psycopg.connect(self._database, autocommit=True)
        row = self._own.database.execute(LETTER, [order]).fetchone()
        found = LINK.search(row[0]) if row else None
        return found[1] if found else None

    def _order(self, number: int) -> str:
        return f"{self._run}-{number}"

    def _placed(self, number: int) -> dict[str, Any]:
        customer = {
            "id": f"c{number}",
            "name": "Anna",
            "email": f"c{number}@example.test",
            "language": "en",
            "time_zone": _noon_zone(),
            "addresses": [{"label": "home", "text": "Main street 1"}],
        }
        order = {"customer": customer, "currency": "EUR", "total": "50.00", "fulfilment": "home"}
        return self._event("order.placed", number, order | {"delivery_price": "4.00"})

    def _damaged(self, number: int) -> dict[str, Any]:
        return self._event("item.damaged", number, {"item": "Lamp"})

    def _event(self, type_: str, number: int, data: dict[str, Any]) -> dict[str, Any]:
        return {
            "specversion": "1.0",
            "id": f"{type_}/{self._order(number)}",
            "source": "bench",
            "type": type_,
            "time": datetime.now(UTC).isoformat(),
            "subject": self._order(number),
            "data": data,
        }
