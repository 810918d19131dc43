"""An outside map service played by a test, in a thread."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Question:
    """What a service was asked."""

    path: str
    params: dict[str, str]
    body: Any
    headers: dict[str, str]


@dataclass
class Played:
    """A service: its address, what it was asked, and how it answers."""

    answer: Callable[[Question], Any]
    url: str = ""
    asked: list[Question] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    """Answers with JSON, with (status, JSON), or by writing to the connection itself."""

    played: Played

    def do_GET(self) -> None:
        self._play(None)

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length", 0))
        self._play(json.loads(self.rfile.read(length)))

    def _play(self, body: Any) -> None:
        parts = urlsplit(self.path)
        params = {key: values[0] for key, values in parse_qs(parts.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        question = Question(parts.path, params, body, headers)
        self.played.asked.append(question)
        told = self.played.answer(question)
        if callable(told):
            told(self)
            return
        status, answer = told if isinstance(told, tuple) else (200, told)
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def played(answer: Callable[[Question], Any]) -> Iterator[Played]:
    """A running service."""
    service = Played(answer)
    handler = type("PlayedHandler", (Handler,), {"played": service})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        service.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield service
        finally:
            server.shutdown()
            thread.join()
