"""One kept-alive connection: a client that takes as little of the machine as it can."""

from __future__ import annotations

import time
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import orjson

IDLE = 4.0
"""Seconds after which a connection is opened anew: the server closes it after five."""


class Wire:
    """Asks one server, one request after another."""

    def __init__(self, url: str, token: str) -> None:
        self._connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._used = 0.0

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body."""
        return self._ask("GET", path, None)

    def post(self, path: str, value: Any) -> tuple[int, bytes]:
        """Status and body; the value goes as JSON."""
        return self._ask("POST", path, orjson.dumps(value))

    def _ask(self, method: str, path: str, body: bytes | None) -> tuple[int, bytes]:
        if time.monotonic() - self._used > IDLE:
            self._connection.close()
        self._connection.request(method, path, body, self._headers)
        answer = self._connection.getresponse()
        content = answer.read()
        self._used = time.monotonic()
        return answer.status, content
