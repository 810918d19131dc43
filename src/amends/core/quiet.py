"""When a customer may be written to: never at night where they are, unless it helps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class QuietHours:
    """The hours in which nobody is written to, ``start`` to ``end`` as whole local hours.

    ``wake`` lifts them, since the message saves a wasted trip. Equal hours mean no quiet at all.
    """

    start: int
    end: int
    wake: bool = False


def earliest(now: datetime, *, zone: tzinfo, quiet: QuietHours) -> datetime:
    """The first moment from ``now`` at which a customer in ``zone`` may be written to."""
    local = now.astimezone(zone)
    if quiet.wake or not _is_quiet(local.hour, quiet):
        return now
    morning = datetime.combine(local.date(), time(quiet.end % 24), tzinfo=zone)
    if morning <= local:
        next_day = local.date() + timedelta(days=1)
        morning = datetime.combine(next_day, time(quiet.end % 24), tzinfo=zone)
    return morning.astimezone(now.tzinfo)


def quiet_since(moment: datetime, *, zone: tzinfo, quiet: QuietHours) -> datetime | None:
    """When the quiet hours that ``moment`` lies in began, or None if it lies in none."""
    local = moment.astimezone(zone)
    if quiet.wake or not _is_quiet(local.hour, quiet):
        return None
    evening = datetime.combine(local.date(), time(quiet.start % 24), tzinfo=zone)
    if evening > local:
        evening = datetime.combine(local.date() - timedelta(days=1), evening.time(), tzinfo=zone)
    return evening.astimezone(moment.tzinfo)


def _is_quiet(hour: int, quiet: QuietHours) -> bool:
    if quiet.start <= quiet.end:
        return quiet.start <= hour < quiet.end
    return hour >= quiet.start or hour < quiet.end
