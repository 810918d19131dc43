"""Signed links: each opens one case only, and only until it expires."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing

from amends.app.ledger.models import Case
from amends.core.errors import AmendsError

SALT = "amends.customer.link"


class BadLink(AmendsError):
    """A link that this shop did not make."""

    code = "bad_link"


class LinkExpired(AmendsError):
    """A link of this shop that has run out; ``case`` is the one it opened."""

    code = "link_expired"


def make_token(case: Case, *, now: datetime, days: int) -> str:
    """A signed token that opens this case until ``days`` from now."""
    expires = int((now + timedelta(days=days)).timestamp())
    return signing.dumps([case.public_id.hex, expires], salt=SALT)


def make_link(case: Case, *, now: datetime, days: int) -> str:
    """The absolute address of the customer's page for this case."""
    return f"{settings.AMENDS_PUBLIC_URL.rstrip('/')}/c/{make_token(case, now=now, days=days)}/"


def open_link(token: str, *, now: datetime) -> Case:
    """The case that a token opens; raise ``BadLink`` or ``LinkExpired``."""
    try:
        public_id, expires = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise BadLink("this link is not valid", hint="open it from the message again") from None
    if now.timestamp() > expires:
        raise LinkExpired("this link has run out", hint="ask the shop for a new one")
    try:
        return Case.objects.select_related("order", "customer", "promise").get(public_id=public_id)
    except Case.DoesNotExist:
        raise BadLink("this link opens nothing here") from None
