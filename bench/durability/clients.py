"""The shop's event sender and the customers, as stubborn as real ones."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import httpx
import psycopg

from bench.durability.installation import Installation

NOON = 13
_LINK = re.compile(r"https?://[^/\s]+(/c/[^/\s]+/)")
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class GaveUp(Exception):
    """A client did not come to its end in time."""


@dataclass(slots=True)
class Told:
    """What clients were told had worked: none of it may ever be missing."""

    events: set[str] = field(default_factory=set)
    choices: set[str] = field(default_factory=set)
    answers: set[str] = field(default_factory=set)
    gave_up: dict[str, str] = field(default_factory=dict)
    again: set[str] = field(default_factory=set)
    retries: int = 0


class Mailbox:
    """What customers have in their mailboxes: one thread reads them all."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._links: dict[tuple[str, str], str] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="mailbox")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def link(self, order: str, *steps: str) -> tuple[str, str] | None:
        """The step and the link of a letter about one of these steps, if it has come."""
        for step in steps:
            if (order, step) in self._links:
                return step, self._links[order, step]
        return None

    def _run(self) -> None:
        while not self._stop.wait(0.25):
            try:
                self._read()
            except psycopg.Error:
                continue

    def _read(self) -> None:
        letters = self._installation.rows(
            """
            SELECT c.order_id AS ref, m.step, m.body FROM ledger_message m
            JOIN ledger_case c ON c.id = m.case_id WHERE m.state = 'sent'
            """
        )
        for letter in letters:
            found = _LINK.search(letter["body"])
            if found:
                self._links[letter["ref"], letter["step"]] = found[1]


@dataclass(slots=True)
class Recovery:
    """One order, one failure and one customer, from the first event to the last answer."""

    ref: str
    installation: Installation
    mailbox: Mailbox
    told: Told
    deadline: float
    by_time: bool

    def run(self) -> None:
        try:
            with httpx.Client(
                base_url=self.installation.url,
                timeout=5,
                trust_env=False,
                event_hooks={"response": [_insist_on_sense]},
            ) as browser:
                self._run(browser)
        except Exception as error:
            self.told.gave_up[self.ref] = f"{type(error).__name__}: {error}"

    def _run(self, browser: httpx.Client) -> None:
        self._send(browser, self._order())
        if not self.by_time:
            self._send(browser, self._event("item.damaged", "damaged", item="lamp"))
        _, link = self._letter("offer")
        self._insist(lambda: self._choose(browser, link, "money_back"))
        self.told.choices.add(self.ref)
        step, link = self._letter("done", "again")
        if step == "again":
            self.told.again.add(self.ref)
            return
        self._insist(lambda: self._answer(browser, link))
        self.told.answers.add(self.ref)

    def _send(self, browser: httpx.Client, event: Mapping[str, Any]) -> None:
        """Send one event, with the same id however often, until it is taken."""
        headers = {
            "authorization": f"Bearer {self.installation.token}",
            "content-type": "application/cloudevents+json",
        }

        def post() -> bool:
            response = browser.post("/api/v1/events", json=event, headers=headers)
            if 400 <= response.status_code < 500 and response.status_code not in (409, 429):
                raise GaveUp(f"{event['type']}: {response.status_code} {response.text[:300]}")
            return response.is_success

        self._insist(post)
        self.told.events.add(event["id"])

    def _choose(self, browser: httpx.Client, link: str, option: str) -> bool:
        """Say yes to exactly what the page shows; true once the page says it was chosen."""
        page = browser.get(f"{link}confirm/{option}/")
        if page.status_code == 302:
            return "not_on_offer" in page.headers["location"]
        form = {name: unescape(value) for name, value in _HIDDEN.findall(page.text)}
        said = browser.post(f"{link}confirm/{option}/", data=form)
        return said.status_code == 302 and "note=" not in said.headers["location"]

    def _answer(self, browser: httpx.Client, link: str) -> bool:
        page = browser.get(link)
        form = {name: unescape(value) for name, value in _HIDDEN.findall(page.text)}
        yes = {"solved": "yes", "satisfied": "5", "recommends": "yes"}
        said = browser.post(f"{link}answer/", data=form | yes)
        return said.status_code == 302 and "note=" not in said.headers["location"]

    def _letter(self, *steps: str) -> tuple[str, str]:
        found: list[tuple[str, str]] = []

        def look() -> bool:
            letter = self.mailbox.link(self.ref, *steps)
            found.extend([letter] if letter else [])
            return letter is not None

        self._insist(look, what=f"a letter: {' or '.join(steps)}")
        return found[0]

    def _insist(self, attempt: Callable[[], bool], what: str = "an answer") -> None:
        while True:
            try:
                if attempt():
                    return
            except (httpx.HTTPError, OSError):
                self.told.retries += 1
            if time.monotonic() > self.deadline:
                raise GaveUp(f"waited in vain for {what}")
            time.sleep(0.3)

    def _order(self) -> dict[str, Any]:
        now = datetime.now(UTC)
        due = now + timedelta(seconds=2) if self.by_time else now + timedelta(days=2)
        zone = _where_it_is_day(now)
        return self._event(
            "order.placed",
            "placed",
            customer={
                "id": self.ref,
                "name": "Anna",
                "email": "anna@example.test",
                "language": "en",
                "time_zone": zone,
            },
            kind="online",
            fulfilment="home",
            currency="EUR",
            total="50.00",
            delivery_price="4.00",
            prepaid=True,
            promises=[{"kind": "delivered_by", "due": due.isoformat()}],
        )

    def _event(self, type_: str, name: str, **data: Any) -> dict[str, Any]:
        return {
            "specversion": "1.0",
            "id": f"{self.ref}-{name}",
            "source": "durability",
            "type": type_,
            "time": datetime.now(UTC).isoformat(),
            "subject": self.ref,
            "data": data,
        }


def _insist_on_sense(response: httpx.Response) -> None:
    """A server that is in trouble is asked again later."""
    if response.is_server_error:
        response.raise_for_status()


def _where_it_is_day(now: datetime) -> str:
    """A time zone where it is early afternoon, since nobody is written to at night."""
    return f"Etc/GMT{now.hour - NOON:+d}"
