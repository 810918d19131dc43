"""Where requests are handled: act, or say what was done."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from amends.shop.behaviour import Behaviour
from amends.shop.book import Book, Line
from amends.shop.reports import Report, Reporter
from amends.shop.slips import Job, Reply, reply
from amends.shop.tricks import TRICKS

IN_ITS_TIME = "in_its_time"
BEFORE_THE_END = timedelta(minutes=5)
"""Done at the very end of the agreed time would be reported after it."""


class Desk:
    """Handles requests, many at a time. Whatever is being handled is ``accepted`` to who asks."""

    def __init__(self, book: Book, behaviour: Behaviour, reporter: Reporter) -> None:
        self.book = book
        self.behaviour = behaviour
        self.reporter = reporter
        self._under_way: Counter[str] = Counter()
        self._lock = threading.Lock()

    def act(self, job: Job) -> Reply:
        """Carry the remedy out, as well as this shop can today."""
        with self._at_work(job.key):
            if datetime.now(UTC) > job.act_before:
                return reply(408, job.key, "busy", reason="too late to begin")
            if self.behaviour.keeps_time and job.agreed and job.agreed > datetime.now(UTC):
                return self._accept(job)
            return TRICKS[self.behaviour.draw()](self, job)

    def ask(self, key: str) -> Reply:
        """What became of it, truthfully."""
        with self._lock:
            state = self.book.state(key)
            if state in (None, "accepted") and self._under_way[key]:
                state = "accepted"
        if state is None:
            return reply(404, key, "unknown")
        return reply(409 if state == "refused" else 200, key, state)

    def write(self, word: str, job: Job, trick: str) -> None:
        at = datetime.now(UTC).isoformat()
        agreed = job.agreed.isoformat() if job.agreed else ""
        self.book.write(Line(at, word, job.key, job.kind, job.order, trick, agreed))

    def finish_later(self, job: Job, trick: str, *, times: int = 1) -> None:
        """Carry out what was accepted, after a while, and report it ``times`` times."""
        self.reporter.after(self._wait(job, trick), lambda: self._finish(job, trick, times))

    def report(self, job: Job, number: int = 1) -> None:
        self.reporter.report(Report(job.key, job.order, number))

    def take_up_again(self) -> None:
        """After a restart: finish what was accepted before it."""
        for line in self.book.unfinished():
            agreed = datetime.fromisoformat(line.agreed) if line.agreed else None
            job = Job(line.key, line.kind, line.order, datetime.max.replace(tzinfo=UTC), agreed)
            self.finish_later(job, line.trick)

    def _accept(self, job: Job) -> Reply:
        """The courier comes when it was agreed, and it is done when they have been there."""
        self.write("accepted", job, IN_ITS_TIME)
        self.finish_later(job, IN_ITS_TIME)
        return reply(202, job.key, "accepted")

    def _wait(self, job: Job, trick: str) -> float:
        if trick != IN_ITS_TIME or job.agreed is None:
            return self.behaviour.wait()
        return max((job.agreed - BEFORE_THE_END - datetime.now(UTC)).total_seconds(), 0)

    def _finish(self, job: Job, trick: str, times: int) -> None:
        self.write("done", job, trick)
        for number in range(1, times + 1):
            self.report(job, number)

    @contextmanager
    def _at_work(self, key: str) -> Iterator[None]:
        with self._lock:
            self._under_way[key] += 1
        try:
            yield
        finally:
            with self._lock:
                self._under_way[key] -= 1
