"""Signed as Standard Webhooks says, so that any of its libraries can verify what we send."""

from __future__ import annotations

import base64
from datetime import datetime

from standardwebhooks import Webhook

from amends.core.errors import AmendsError

PREFIX = "whsec_"


class BadSecret(AmendsError):
    """The shop's secret is not one that Standard Webhooks can sign with."""

    code = "bad_secret"


def read_secret(secret: str) -> Webhook:
    """The signer for a secret like ``whsec_…``."""
    if not _is_good(secret):
        raise BadSecret(
            "not a secret of Standard Webhooks",
            where="AMENDS_SHOP_SECRET",
            hint="whsec_ followed by 24 to 64 random bytes in base64",
        )
    return Webhook(secret)


def _is_good(secret: str) -> bool:
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except ValueError:
        return False
    return secret.startswith(PREFIX) and 24 <= len(key) <= 64


def sign(signer: Webhook, *, message_id: str, at: datetime, body: str) -> dict[str, str]:
    """The headers that prove who sent this body, and when."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signer.sign(message_id, at, body),
    }
