"""Asking an outside map service, which may be slow, away, wrong or hostile.

One deadline for a whole question, a limit on the answer, no redirects, no proxies of the
environment. After a failure the service rests for a while: it is not asked, so nobody waits for it.
What was asked stands in no error text.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

import httpx

from amends import __version__

LONGEST_ANSWER: Final = 4 * 1024 * 1024
UNDERSTOOD: Final = (200, 400)
"""Statuses with an answer to read: routers say with 400 that no way leads there."""


class NoService(Exception):
    """There is no answer; the text says why, without what was asked."""


@dataclass
class Service:
    """One service.

    ``seconds`` is the deadline of a question, ``rest`` how long the service is left alone after a
    failure, ``gap`` the least time between two questions of this process.
    """

    url: str
    seconds: float = 3.0
    rest: float = 30.0
    gap: float = 0.0
    user_agent: str = f"amends/{__version__}"
    clock: Callable[[], float] = time.monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _next: float = field(default=float("-inf"), repr=False)
    _awake: float = field(default=float("-inf"), repr=False)

    def get(self, path: str, params: Mapping[str, str]) -> Any:
        """The answer's JSON. Raises ``NoService``."""
        return self._ask("GET", path, params=dict(params))

    def post(self, path: str, body: object) -> Any:
        """The answer's JSON. Raises ``NoService``."""
        return self._ask("POST", path, json=body)

    def _ask(self, method: str, path: str, **content: Any) -> Any:
        if self.clock() < self._awake:
            raise NoService("the service failed a moment ago and is not asked again yet")
        until = self.clock() + self.seconds
        self._wait_for_turn(until)
        try:
            return _in_time(
                lambda left: asyncio.run(self._sent(method, path, left, content)),
                until - self.clock(),
            )
        except NoService:
            self._awake = self.clock() + self.rest
            raise
        except TimeoutError as error:
            self._awake = self.clock() + self.rest
            raise NoService(f"no answer within {self.seconds:g} s") from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, RecursionError) as error:
            self._awake = self.clock() + self.rest
            raise NoService(f"no answer that can be read ({type(error).__name__})") from error

    def _wait_for_turn(self, until: float) -> None:
        """Take the next free moment; if that is too late, nobody waits for it."""
        with self._lock:
            now = self.clock()
            turn = max(now, self._next)
            if turn >= until:
                raise NoService("too many questions at once")
            self._next = turn + self.gap
        if turn > now:
            time.sleep(turn - now)

    async def _sent(
        self, method: str, path: str, seconds: float, content: Mapping[str, Any]
    ) -> Any:
        headers = {"user-agent": self.user_agent, "accept-encoding": "identity"}
        async with (
            asyncio.timeout(seconds),
            httpx.AsyncClient(
                timeout=seconds, verify=_trusted(), trust_env=False, headers=headers
            ) as client,
            client.stream(method, self.url.rstrip("/") + path, **content) as response,
        ):
            if response.status_code not in UNDERSTOOD:
                raise NoService(f"the service answered {response.status_code}")
            return json.loads(await _read(response))


def _in_time(ask: Callable[[float], Any], seconds: float) -> Any:
    """The answer, or ``TimeoutError`` after some seconds, whatever is still being waited for.

    A name that nobody resolves keeps a thread busy far beyond any deadline of a connection, so the
    question is asked in a thread that may be left alone.
    """
    said: Future[Any] = Future()

    def answer() -> None:
        try:
            said.set_result(ask(seconds))
        except Exception as error:
            said.set_exception(error)

    threading.Thread(target=answer, daemon=True).start()
    return said.result(timeout=max(seconds, 0) + _A_MOMENT)


_A_MOMENT: Final = 0.1
"""So that what is told of the deadline itself is heard."""


async def _read(response: httpx.Response) -> bytes:
    parts = bytearray()
    async for part in response.aiter_raw():
        parts += part
        if len(parts) > LONGEST_ANSWER:
            raise NoService("the answer is too long")
    return bytes(parts)


@cache
def _trusted() -> ssl.SSLContext:
    return httpx.create_ssl_context()
