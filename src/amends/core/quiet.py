"""When a customer may be written to: never at night where they are, unless it helps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class QuietHours:
    """The hours in which nobody is written to, from and to whole local hours.

    ``wake`` lifts them, since the message saves a wasted trip. Equal hours mean no quiet at all.
    """

    wake: bool
    quiet_from: int
    quiet_to: int


def earliest(now: datetime, *, zone: tzinfo, quiet: QuietHours) -> datetime:
    """The first moment from ``now`` at which a customer in ``zone`` may be written to."""
    local = now.astimezone(zone)
    if quiet.wake or not _is_quiet(local.hour, quiet):
        return now
    morning = datetime.combine(local.date(), time(quiet.quiet_to % 24), tzinfo=zone)
    if morning <= local:
        next_day = local.date() + timedelta(days=1)
        morning = datetime.combine(next_day, time(quiet.quiet_to % 24), tzinfo=zone)
    return morning.astimezone(now.tzinfo)


def _is_quiet(hour: int, quiet: QuietHours) -> bool:
    if quiet.quiet_from <= quiet.quiet_to:
        return quiet.quiet_from <= hour < quiet.quiet_to
    return hour >= quiet.quiet_from or hour < quiet.quiet_to
