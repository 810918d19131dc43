"""What the shop tells Amends on its own: events, sent until they are taken."""

from __future__ import annotations

import heapq
import itertools
import json
import logging
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException
from urllib.parse import urlsplit

log = logging.getLogger(__name__)

HOPELESS = frozenset({400, 404, 413, 415, 422})
"""Answers that will be the same however often the same report is sent."""

Work = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Report:
    """A remedy was carried out; ``number`` tells repeated reports of one deed apart."""

    key: str
    order: str
    number: int = 1

    def as_event(self) -> dict[str, object]:
        return {
            "specversion": "1.0",
            "id": f"{self.key}-done-{self.number}",
            "source": "demo-shop",
            "type": "remedy.done",
            "time": datetime.now(UTC).isoformat(),
            "subject": self.order,
            "data": {"remedy": self.key},
        }


class Reporter:
    """One thread that does things later, in order of time; without a url it reports nothing."""

    def __init__(self, url: str, token: str, *, again_after: float = 1.0) -> None:
        if url and urlsplit(url).scheme not in ("http", "https"):
            raise ValueError(f"{url!r} is not a web address")
        self._url = url.rstrip("/")
        self._token = token
        self._again_after = again_after
        self._due: list[tuple[float, int, Work]] = []
        self._numbers = itertools.count()
        self._wake = threading.Condition()
        threading.Thread(target=self._run, daemon=True, name="reporter").start()

    def after(self, seconds: float, work: Work) -> None:
        with self._wake:
            heapq.heappush(self._due, (time.monotonic() + seconds, next(self._numbers), work))
            self._wake.notify()

    def report(self, report: Report) -> None:
        """Send it now, and again until it is taken."""
        if self._url:
            event = json.dumps(report.as_event()).encode()
            self.after(0, lambda: self._send(event))

    def _send(self, event: bytes) -> None:
        status = self._post(event)
        if status in HOPELESS:
            log.error("a report was not understood: HTTP %s", status)
        elif not 200 <= status < 300:
            self.after(self._again_after, lambda: self._send(event))

    def _post(self, event: bytes) -> int:
        headers = {
            "content-type": "application/cloudevents+json",
            "authorization": f"Bearer {self._token}",
        }
        request = urllib.request.Request(f"{self._url}/api/v1/events", event, headers)
        try:
            with urllib.request.urlopen(request, timeout=5) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code
        except (OSError, HTTPException):
            return 0

    def _run(self) -> None:
        while True:
            work = self._next()
            try:
                work()
            except Exception:
                log.exception("something that was to be done later was not done")

    def _next(self) -> Work:
        with self._wake:
            while True:
                wait = self._due[0][0] - time.monotonic() if self._due else None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._due)[2]
                self._wake.wait(wait)
