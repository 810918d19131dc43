"""When the order was placed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from amends.core.claims import Claim
from amends.core.findings.evidence import Evidence
from amends.core.findings.record import Record
from amends.core.findings.rules import Rules


def ordered_on(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """The order log against the day that the customer remembers.

    ``ordered_on`` is a day; ``ordered_before`` ("over a week ago") one on or before which it was.
    """
    zone = ZoneInfo(record.order.time_zone)
    placed, said = record.order.placed_at.astimezone(zone), claim.said_at.astimezone(zone).date()
    latest = claim.fields.get("ordered_before")
    remembered: date | None = claim.fields.get("ordered_on") or latest
    if remembered is None:
        return
    off = abs((placed.date() - remembered).days)
    if latest is not None and placed.date() <= latest:
        off = 0
    gone = (said - remembered).days
    allowed = max(rules.windows.ordered_days, rules.windows.ordered_share * gone)
    yield Evidence(
        "order_log",
        "for" if off <= allowed else "against",
        rules.weights.order_log,
        (record.order.placed_id,),
        {"placed": placed.isoformat(), "remembered": remembered.isoformat()},
    )
