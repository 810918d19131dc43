"""The shop's web server: two signed addresses and one page."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

from amends.shop.behaviour import Behaviour
from amends.shop.book import Book
from amends.shop.desk import Desk
from amends.shop.page import render
from amends.shop.reports import Reporter
from amends.shop.slips import Job, Reply, reply

LONGEST_REQUEST = 256 * 1024
_REMEDY = re.compile(r"/remedies/([0-9a-f-]{36})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How one shop is run."""

    port: int
    secret: str
    data: Path
    behaviour: Behaviour
    host: str = "127.0.0.1"
    amends_url: str = ""
    amends_token: str = ""


def open_shop(options: Options) -> ShopServer:
    """A shop that is ready to serve; its book is ``deeds.jsonl`` in the data folder."""
    reporter = Reporter(options.amends_url, options.amends_token)
    desk = Desk(Book(options.data / "deeds.jsonl"), options.behaviour, reporter)
    server = ShopServer((options.host, options.port), desk, Webhook(options.secret))
    desk.take_up_again()
    return server


class ShopServer(ThreadingHTTPServer):
    """One thread per request."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], desk: Desk, verifier: Webhook) -> None:
        self.desk = desk
        self.verifier = verifier
        super().__init__(address, Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hung up is no news."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Reads one request, lets the desk handle it, writes the reply."""

    server: ShopServer
    timeout = 10
    server_version = "DemoShop"
    sys_version = ""

    def do_GET(self) -> None:
        if self.path != "/":
            return self._send(_plain(404, "only / is for people"))
        page = render(self.server.desk.book.lines()).encode()
        return self._send(Reply(200, page, {"content-type": "text/html; charset=utf-8"}))

    def do_POST(self) -> None:
        self._send(self._handle())

    def _handle(self) -> Reply:
        body = self._body()
        if body is None:
            return _plain(413, "too long, or without a length")
        message = self._verified(body)
        if message is None:
            return _plain(401, "the signature is not ours")
        asked = _REMEDY.fullmatch(self.path)
        if asked:
            return self._ask(asked[1], message)
        return self._act(message) if self.path == "/remedies" else _plain(404, "not found")

    def _act(self, message: dict[str, Any]) -> Reply:
        job = _read_job(message)
        if job is None or self.headers["webhook-id"] != job.key:
            return _refused(message, "not a remedy with its key as the webhook-id")
        return self.server.desk.act(job)

    def _ask(self, key: str, message: dict[str, Any]) -> Reply:
        data = message.get("data")
        if not isinstance(data, dict) or data.get("key") != key:
            return _plain(400, "another key is signed than asked for")
        return self.server.desk.ask(key)

    def _body(self) -> bytes | None:
        length = self.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > LONGEST_REQUEST:
            return None
        return self.rfile.read(int(length))

    def _verified(self, body: bytes) -> dict[str, Any] | None:
        try:
            message = self.server.verifier.verify(body, dict(self.headers.items()))
        except (WebhookVerificationError, ValueError):
            return None
        return message if isinstance(message, dict) else None

    def _send(self, reply: Reply) -> None:
        if reply.status:
            self.send_response(reply.status)
            headers = {"content-type": "application/json", **reply.headers}
            for name, value in {**headers, "content-length": str(len(reply.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the book and the page tell what happened."""


def _read_job(message: dict[str, Any]) -> Job | None:
    data = message.get("data")
    if message.get("type") != "remedy.requested" or not isinstance(data, dict):
        return None
    try:
        before = datetime.fromisoformat(message["act_before"]).astimezone(UTC)
        key, kind, order = (str(data[name]) for name in ("key", "kind", "order"))
        return Job(key, kind, order, before, _agreed(data))
    except (KeyError, TypeError, ValueError):
        return None


def _agreed(data: dict[str, Any]) -> datetime | None:
    details = data.get("details") or {}
    if not data.get("due_at") or not ({"window", "point"} & set(details)):
        return None
    return datetime.fromisoformat(data["due_at"]).astimezone(UTC)


def _refused(message: dict[str, Any], why: str) -> Reply:
    """A no for good; without the key that it is about nobody could believe it."""
    data = message.get("data")
    key = data.get("key") if isinstance(data, dict) else None
    return reply(400, str(key), "refused", reason=why) if key else _plain(400, why)


def _plain(status: int, text: str) -> Reply:
    body = json.dumps({"error": text, "status": HTTPStatus(status).phrase}).encode()
    return Reply(status, body)
