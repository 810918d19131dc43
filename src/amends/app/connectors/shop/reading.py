"""From the shop's HTTP response to an answer. What is not understood is neither a yes nor a no.

Only the shop itself says no: a JSON object with our key and the word ``refused``. A 400, 409 or 422
of something between us (a gateway, a firewall) says nothing about what the shop did.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from amends.app.connectors.answers import Answer, Kind

STATUSES = {
    "done": Kind.DONE,
    "accepted": Kind.ACCEPTED,
    "refused": Kind.REFUSED,
    "busy": Kind.BUSY,
    "unknown": Kind.NEVER_HEARD,
}
"""The word in the body, and what it means to us."""

MAY_SAY = {
    "act": frozenset({Kind.DONE, Kind.ACCEPTED, Kind.REFUSED, Kind.BUSY}),
    "ask": frozenset({Kind.DONE, Kind.ACCEPTED, Kind.REFUSED, Kind.NEVER_HEARD}),
}
"""A word that makes no sense as the answer to that question is not understood."""

NEEDS_2XX = frozenset({Kind.DONE, Kind.ACCEPTED})

THE_DOOR = frozenset({401, 403, 404, 405, 407, 408, 413, 415, 421, 425, 429})
"""Turned away at the door: a wrong address or secret, or too many at once. Nothing was done."""

LONGEST_DETAIL = 500
LONGEST_WAIT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Response:
    """What came back: status, headers in lower case and the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def read_response(purpose: str, key: UUID, response: Response) -> Answer:
    """The answer in a complete response; ``purpose`` is ``act`` or ``ask``."""
    said = _said(key, response) if response.status < 500 else None
    if said is not None and said.kind in MAY_SAY[purpose]:
        return said
    wait = _retry_after(response)
    detail = _describe(response)
    if response.status in THE_DOOR or (response.status == 503 and wait is not None):
        return Answer(Kind.BUSY, detail, retry_after=wait)
    return Answer(Kind.UNKNOWN, detail)


def _said(key: UUID, response: Response) -> Answer | None:
    """What the body says, if it is an answer of ours: a JSON object with our key and a status."""
    try:
        body = json.loads(response.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict) or body.get("key") != str(key):
        return None
    status = body.get("status")
    kind = STATUSES.get(status) if isinstance(status, str) else None
    if kind is None or (kind in NEEDS_2XX and not 200 <= response.status < 300):
        return None
    return Answer(
        kind, _text(body.get("reason")), _storable(body.get("result")), _retry_after(response)
    )


def _text(value: object) -> str:
    return _printable(value)[:LONGEST_DETAIL] if isinstance(value, str) else ""


def _storable(value: object) -> dict[str, Any]:
    """The result, if it is an object that the record can hold: no NUL, no half letter, no NaN."""
    if not isinstance(value, dict):
        return {}
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        text.encode()
    except ValueError:
        return {}
    return {} if "\\u0000" in text else value


def _retry_after(response: Response) -> timedelta | None:
    """The Retry-After header in seconds; its form with a date is left to our own delays."""
    said = response.headers.get("retry-after", "").strip()
    if not re.fullmatch(r"[0-9]{1,9}", said):
        return None
    return min(timedelta(seconds=int(said)), LONGEST_WAIT)


def _describe(response: Response) -> str:
    text = _printable(response.body[:LONGEST_DETAIL].decode("utf-8", "replace"))
    return f"HTTP {response.status}: {text}"[:LONGEST_DETAIL]


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
