"""Signed links: each opens one case or one order only, and only until it expires.

One that staff made names its maker, so that what comes through it is not taken for the customer's
own word.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing

from amends.app.ledger.models import Case, Order
from amends.core.errors import AmendsError

SALT = "amends.customer.link"
ORDER_SALT = "amends.customer.order"


class BadLink(AmendsError):
    """A link that this shop did not make."""

    code = "bad_link"


class LinkExpired(AmendsError):
    """A link of this shop that has run out; ``case`` is the one it opened."""

    code = "link_expired"


class Opened(NamedTuple):
    """What a token opens, and the number of the member of staff who made it, if one did.

    A link to an order opens a ``case`` that is not stored: there may be none yet.
    """

    case: Case
    maker: int | None


def make_token(case: Case, *, now: datetime, days: int, maker: User | None = None) -> str:
    """A signed token that opens this case until ``days`` from now."""
    made_by = [maker.pk] if maker else []
    return signing.dumps([case.public_id.hex, _expires(now, days), *made_by], salt=SALT)


def make_link(case: Case, *, now: datetime, days: int, maker: User | None = None) -> str:
    """The absolute address of the customer's page for this case."""
    token = make_token(case, now=now, days=days, maker=maker)
    return f"{settings.AMENDS_PUBLIC_URL.rstrip('/')}/c/{token}/"


def make_order_link(order: Order, *, now: datetime, days: int, maker: User | None = None) -> str:
    """The absolute address of the page on which the customer says what went wrong."""
    made_by = [maker.pk] if maker else []
    signed = [order.ref, _expires(now, days), *made_by]
    token = signing.dumps(signed, salt=ORDER_SALT, compress=True)
    return f"{settings.AMENDS_PUBLIC_URL.rstrip('/')}/o/{token}/"


def open_link(token: str, *, now: datetime) -> Opened:
    """The case that a token opens, and its maker; raise ``BadLink`` or ``LinkExpired``."""
    public_id, maker = _signed(token, SALT, now)
    try:
        case = Case.objects.select_related("order", "customer", "promise").get(public_id=public_id)
    except Case.DoesNotExist:
        raise BadLink("this link opens nothing here") from None
    return Opened(case, maker)


def open_order_link(token: str, *, now: datetime) -> Opened:
    """The order that a token opens, and its maker; raise ``BadLink`` or ``LinkExpired``."""
    ref, maker = _signed(token, ORDER_SALT, now)
    order = Order.objects.select_related("customer").filter(ref=ref).first()
    if order is None:
        raise BadLink("this link opens nothing here")
    return Opened(Case(order=order, customer=order.customer), maker)


def _signed(token: str, salt: str, now: datetime) -> tuple[str, int | None]:
    try:
        named, expires, *made_by = signing.loads(token, salt=salt)
    except (signing.BadSignature, ValueError):
        raise BadLink("this link is not valid", hint="open it from the message again") from None
    if now.timestamp() > expires:
        raise LinkExpired("this link has run out", hint="ask the shop for a new one")
    return named, made_by[0] if made_by else None


def _expires(now: datetime, days: int) -> int:
    return int((now + timedelta(days=days)).timestamp())
