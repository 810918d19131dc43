"""One HTTP call with one deadline for all of it, and the knowledge whether anything was sent."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

import httpx

from amends.app.connectors.shop.reading import Response

LONGEST_ANSWER = 64 * 1024


class NotReached(Exception):
    """Nothing was sent: the other side surely did not act."""


class NoAnswer(Exception):
    """Something was sent and no complete answer came back: the other side may have acted."""


@dataclass(slots=True)
class _Sending:
    """Follows the connection, to know whether the first byte of the request was written."""

    begun: bool = field(default=False)

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        if event.endswith(".send_request_headers.started"):
            self.begun = True


def post(url: str, *, headers: Mapping[str, str], body: bytes, within: timedelta) -> Response:
    """Send ``body``; raise ``NotReached`` or ``NoAnswer`` when there is no complete answer.

    Redirects are not followed, proxies of the environment not used, and the whole call, however
    slowly the other side drips, ends after ``within``.
    """
    sending = _Sending()
    try:
        return asyncio.run(_post(url, headers, body, within.total_seconds(), sending))
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError) as error:
        detail = f"{type(error).__name__}: {error}"
        raise (NoAnswer(detail) if sending.begun else NotReached(detail)) from error


async def _post(
    url: str, headers: Mapping[str, str], body: bytes, seconds: float, sending: _Sending
) -> Response:
    async with asyncio.timeout(seconds), _client(seconds) as client:
        request = client.build_request(
            "POST", url, headers=dict(headers), content=body, extensions={"trace": sending}
        )
        response = await client.send(request, stream=True)
        try:
            return Response(response.status_code, _lower(response.headers), await _read(response))
        finally:
            await response.aclose()


def _client(seconds: float) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        timeout=seconds, verify=_trusted(), trust_env=False, headers={"accept-encoding": "identity"}
    )


@cache
def _trusted() -> ssl.SSLContext:
    return httpx.create_ssl_context()


async def _read(response: httpx.Response) -> bytes:
    """The body as it came; longer than ``LONGEST_ANSWER`` is not an answer of ours."""
    parts = bytearray()
    async for part in response.aiter_raw():
        parts += part
        if len(parts) > LONGEST_ANSWER:
            raise ValueError(f"an answer of more than {LONGEST_ANSWER} bytes")
    return bytes(parts)


def _lower(headers: httpx.Headers) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
