"""The real shop: signed webhooks over HTTP."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from standardwebhooks import Webhook

from amends.app.connectors.answers import Answer, Kind
from amends.app.connectors.patience import Patience
from amends.app.connectors.shop.call import NoAnswer, NotReached, post
from amends.app.connectors.shop.port import RemedyRequest
from amends.app.connectors.shop.reading import read_response
from amends.app.connectors.shop.signing import read_secret, sign


def wall_clock() -> datetime:
    return datetime.now(UTC)


class Call(NamedTuple):
    """One message on its way: ``purpose`` is ``act`` or ``ask``."""

    purpose: str
    key: UUID
    path: str
    message_id: str
    at: datetime
    within: timedelta
    message: Mapping[str, Any]


class WebhookShop:
    """Asks a shop's own endpoint. The clock is real: the shop compares signatures with its own."""

    def __init__(
        self,
        url: str,
        secret: str,
        patience: Patience,
        clock: Callable[[], datetime] = wall_clock,
    ) -> None:
        self._url = url.rstrip("/")
        self._signer: Webhook = read_secret(secret)
        self._patience = patience
        self._clock = clock

    def act(self, request: RemedyRequest) -> Answer:
        """POST /remedies; the webhook-id is the remedy's key in every attempt."""
        now = self._clock()
        within = min(self._patience.answer_within, request.act_before - now)
        if within <= timedelta(0):
            return Answer(Kind.BUSY, "not sent: too late to begin")
        message = {
            "type": "remedy.requested",
            "timestamp": now.isoformat(),
            "act_before": request.act_before.isoformat(),
            "data": request.as_data(),
        }
        call = Call("act", request.key, "/remedies", str(request.key), now, within, message)
        return self._send(call)

    def ask(self, key: UUID) -> Answer:
        """POST /remedies/KEY, under an id of its own: it is another message."""
        now = self._clock()
        message = {
            "type": "remedy.asked",
            "timestamp": now.isoformat(),
            "data": {"key": str(key)},
        }
        own_id = f"ask-{key}-{secrets.token_hex(8)}"
        within = self._patience.answer_within
        return self._send(Call("ask", key, f"/remedies/{key}", own_id, now, within, message))

    def _send(self, call: Call) -> Answer:
        body = json.dumps(call.message, ensure_ascii=False, separators=(",", ":"))
        headers = sign(self._signer, message_id=call.message_id, at=call.at, body=body)
        headers |= {"content-type": "application/json", "user-agent": "Amends"}
        url = self._url + call.path
        try:
            response = post(url, headers=headers, body=body.encode(), within=call.within)
        except NotReached as error:
            return Answer(Kind.BUSY, f"not reached: {error}")
        except NoAnswer as error:
            return Answer(Kind.UNKNOWN, f"no answer: {error}")
        return read_response(call.purpose, call.key, response)
