"""When the order was placed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from amends.core.claims import Claim
from amends.core.findings.evidence import Evidence
from amends.core.findings.record import Record
from amends.core.findings.rules import Rules


def ordered_on(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """The order log against the day that the customer remembers, or the days between which it lies.

    ``fields["within"]["ordered_on"]`` holds the first and the last of these days, None where there
    is no bound: "over a week ago" has no first.
    """
    first, last = _remembered(claim)
    latest = last or first
    if latest is None:
        return
    zone = ZoneInfo(record.order.time_zone)
    placed, said = record.order.placed_at.astimezone(zone), claim.said_at.astimezone(zone).date()
    windows = rules.windows
    allowed = max(windows.ordered_days, windows.ordered_share * (said - latest).days)
    yield Evidence(
        "order_log",
        "for" if _days_off(placed.date(), first, last) <= allowed else "against",
        rules.weights.order_log,
        (record.order.placed_id,),
        {"placed": placed.isoformat(timespec="minutes"), "remembered": latest.isoformat()},
    )


def _remembered(claim: Claim) -> tuple[date | None, date | None]:
    day: date | None = claim.fields.get("ordered_on")
    within: Mapping[str, tuple[date | None, date | None]] = claim.fields.get("within") or {}
    return within.get("ordered_on", (day, day))


def _days_off(placed: date, first: date | None, last: date | None) -> int:
    """How many days the order lies outside of the remembered ones."""
    too_early = (first - placed).days if first else 0
    too_late = (placed - last).days if last else 0
    return max(0, too_early, too_late)
