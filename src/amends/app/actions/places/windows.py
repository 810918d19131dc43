"""When a customer may pass at a point: parts of days, none before their parcel can be there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta, tzinfo

from amends.app.actions.places.being_there import nowhere_before
from amends.app.actions.places.live import known_until
from amends.app.actions.policy import current_policy
from amends.app.actions.zones import zone_of
from amends.app.ledger.models import Case
from amends.core.times import windows


def windows_to_pass(case: Case, *, now: datetime) -> Sequence[str]:
    """The parts of days ("start/end") that are not over, as far as hours are known.

    They begin when the parcel may be at another point by the offer, and go on for so many days as
    the rulebook says after that day; where legs say when it is where, they begin today.
    """
    choosing, zone = current_policy().choosing, zone_of(case)
    there = nowhere_before(case, now=now)
    soonest = max(now, there) if there else now
    today = now.astimezone(zone).date()
    days = (soonest.astimezone(zone).date() - today).days + choosing.days
    midnight = datetime.combine(today, time(), zone)
    every = windows(now=midnight, zone=zone, slots=choosing.parts, days=days, lead_hours=0)
    stay, known = timedelta(minutes=choosing.stay_minutes), known_until(now, around=soonest)
    left = (each for each in every if soonest + stay <= ends(each) <= known)
    return [_from(there, each, zone) if there else each for each in left]


def wished_end(window: str, possible: Sequence[str]) -> datetime | None:
    """When a wished window ends; ``None`` for none, and for what never was one."""
    try:
        end = ends(window)
    except (ValueError, IndexError):
        return None
    is_one = end.tzinfo is not None and bool(possible) and end <= ends(possible[-1])
    return end if is_one else None


def begins(window: str) -> datetime:
    return datetime.fromisoformat(window.split("/")[0])


def ends(window: str) -> datetime:
    return datetime.fromisoformat(window.split("/")[1])


def _from(soonest: datetime, window: str, zone: tzinfo) -> str:
    if begins(window) >= soonest:
        return window
    return f"{soonest.astimezone(zone).isoformat()}/{window.split('/')[1]}"
