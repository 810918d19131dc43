"""Signed links: each opens one case only, and only until it expires.

One that staff made names its maker, so that what comes through it is not taken for the customer's
own word.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
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


class Opened(NamedTuple):
    """What a token opens, and the number of the member of staff who made it, if one did."""

    case: Case
    maker: int | None


def make_token(case: Case, *, now: datetime, days: int, maker: User | None = None) -> str:
    """A signed token that opens this case until ``days`` from now."""
    expires = int((now + timedelta(days=days)).timestamp())
    made_by = [maker.pk] if maker else []
    return signing.dumps([case.public_id.hex, expires, *made_by], salt=SALT)


def make_link(case: Case, *, now: datetime, days: int, maker: User | None = None) -> str:
    """The absolute address of the customer's page for this case."""
    token = make_token(case, now=now, days=days, maker=maker)
    return f"{settings.AMENDS_PUBLIC_URL.rstrip('/')}/c/{token}/"


def open_link(token: str, *, now: datetime) -> Opened:
    """The case that a token opens, and its maker; raise ``BadLink`` or ``LinkExpired``."""
    try:
        public_id, expires, *made_by = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise BadLink("this link is not valid", hint="open it from the message again") from None
    if now.timestamp() > expires:
        raise LinkExpired("this link has run out", hint="ask the shop for a new one")
    try:
        case = Case.objects.select_related("order", "customer", "promise").get(public_id=public_id)
    except Case.DoesNotExist:
        raise BadLink("this link opens nothing here") from None
    return Opened(case, made_by[0] if made_by else None)
