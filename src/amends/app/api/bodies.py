"""What a request carries, within limits."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from amends.app.actions.ingest.parsing import parse
from amends.core.errors import AmendsError, BadEvent

MOST_BYTES = 5 * 2**20
MOST_EVENTS = 1000
ONE = frozenset({"application/cloudevents+json", "application/json"})
MANY = frozenset({"application/cloudevents-batch+json", "application/json"})


class Refusal(AmendsError):
    """A request that is refused as a whole, with its HTTP status."""

    def __init__(self, status: int, code: str, message: str, *, hint: str = "") -> None:
        super().__init__(message, where="request", hint=hint, code=code)
        self.status = status


def read_body(request: HttpRequest) -> list[object]:
    """The events of a request, as JSON values; raise ``Refusal``."""
    form = request.content_type or ""
    if form not in ONE | MANY:
        raise Refusal(
            415, "media_type", f"{form or 'nothing'} is not understood", hint=f"send {min(ONE)}"
        )
    value = _json(_bytes(request))
    events = value if isinstance(value, list) else [value]
    if isinstance(value, list) != (form in MANY) and form not in ONE & MANY:
        raise Refusal(400, "batch", "a batch is a list, one event is an object")
    if len(events) > MOST_EVENTS:
        raise Refusal(
            413, "too_many", f"{len(events)} events", hint=f"send at most {MOST_EVENTS} at once"
        )
    return events


def read_raw(request: HttpRequest) -> bytes:
    """The body as it came, within the limit; raise ``Refusal``."""
    return _bytes(request)


def _bytes(request: HttpRequest) -> bytes:
    too_large = Refusal(
        413, "too_large", "the request is too large", hint=f"send at most {MOST_BYTES} bytes"
    )
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        raise too_large
    try:
        body = request.body
    except RequestDataTooBig:
        raise too_large from None
    if len(body) > MOST_BYTES:
        raise too_large
    return body


def _json(body: bytes) -> object:
    try:
        return parse(body)
    except BadEvent as error:
        raise Refusal(400, error.code, error.message, hint=error.hint) from None
