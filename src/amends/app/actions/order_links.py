"""A link by which the customer of an order says what went wrong, made for the shop to show."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from django.contrib.auth.models import User

from amends.app.actions.journal import SYSTEM, note
from amends.app.actions.links import make_order_link
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Order
from amends.core.errors import AmendsError


class NoSuchOrder(AmendsError):
    """An order that was never placed here."""

    code = "no_such_order"


class OrderLink(NamedTuple):
    """The address, and the moment from which it does not work any more."""

    url: str
    expires_at: datetime


def link_for_customer(
    ref: str, *, now: datetime, days: int | None = None, maker: User | None = None
) -> OrderLink:
    """A signed link to this order; raise ``NoSuchOrder``. The journal keeps that it was made."""
    order = Order.objects.filter(ref=ref).first()
    if order is None:
        raise NoSuchOrder(
            f"there is no order {ref!r}", where="order", hint="send its order.placed first"
        )
    days = days or current_policy().limits.order_link_days
    actor = maker.get_username() if maker else SYSTEM
    note(action="order link made", now=now, case=None, actor=actor, order=ref, days=days)
    url = make_order_link(order, now=now, days=days, maker=maker)
    return OrderLink(url, now + timedelta(days=days))
