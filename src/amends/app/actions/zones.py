"""One clock for one customer."""

from __future__ import annotations

from datetime import tzinfo
from zoneinfo import ZoneInfo

from amends.app.ledger.models import Case


def zone_of(case: Case) -> tzinfo:
    """The time zone of a case: the customer's if it is known, else the order's."""
    return ZoneInfo(case.customer.time_zone or case.order.time_zone)
