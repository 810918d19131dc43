"""By when something is done, and the windows in which a courier comes: always seen from now.

An offer stands for days. It says how many hours something takes and which windows there are; the
moment is told when it is shown, and agreed when it is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from amends.core.quiet import QuietHours, earliest, quiet_since


def by_when(
    option: Mapping[str, Any], details: Mapping[str, str], *, now: datetime, zone: tzinfo
) -> datetime:
    """By when an option or a gesture is done that is chosen ``now`` by a customer in ``zone``.

    The end of the chosen window; else so many hours from now, at a full hour and outside the
    ``quiet`` hours if it has any: they do not count. An older offer holds the moment, ``by``.
    """
    if "window" in details:
        return datetime.fromisoformat(details["window"].split("/")[1])
    if "hours" not in option:
        return datetime.fromisoformat(option["by"])
    hours = timedelta(hours=float(option["hours"]))
    if not option["quiet"]:
        return now + hours
    return _by_day(now, hours, zone=zone, quiet=QuietHours(*option["quiet"]))


def _by_day(now: datetime, hours: timedelta, *, zone: tzinfo, quiet: QuietHours) -> datetime:
    """So many ``hours`` after the first waking moment; what falls into the night is done after it.

    The moment is a full hour.
    """
    limit = earliest(now, zone=zone, quiet=quiet) + hours
    full_hour = limit.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    night = quiet_since(full_hour, zone=zone, quiet=quiet)
    if night is None:
        return full_hour
    return earliest(full_hour, zone=zone, quiet=quiet) + (full_hour - night)


def asked_from(details: Mapping[str, str], *, done: datetime, if_early: str) -> datetime:
    """The moment from which one may ask about a remedy that is said to be done at ``done``.

    What is said to be done before its agreed window has begun was not brought yet: ``if_early``
    is "window_start" or "window_end", the moment to wait for then.
    """
    if not lies_ahead(details, now=done):
        return done
    start, end = details["window"].split("/")
    return datetime.fromisoformat(start if if_early == "window_start" else end)


def lies_ahead(details: Mapping[str, str], *, now: datetime) -> bool:
    """Whether a window was agreed on that has not begun yet."""
    return "window" in details and _start(details["window"]) > now


def windows_of(offer: Mapping[str, Any], *, now: datetime, zone: tzinfo) -> tuple[str, ...]:
    """The windows that an offer, as it was stored, still gives: "start/end", the earliest first.

    An older offer holds a list: what has begun of it is left out.
    """
    possible = offer["possible"]
    if "delivery" not in possible:
        return tuple(w for w in possible["windows"] if _start(w) > now)
    delivery = possible["delivery"]
    return windows(
        now=now,
        zone=zone,
        slots=delivery["slots"],
        days=delivery["days"],
        lead_hours=delivery["lead_hours"],
    )


def windows(
    *, now: datetime, zone: tzinfo, slots: Sequence[str], days: int, lead_hours: float
) -> tuple[str, ...]:
    """Each local slot ("19:00-21:00") of today and of the next ``days`` days.

    A window that begins sooner than ``lead_hours`` from now is left out.
    """
    soonest = now + timedelta(hours=lead_hours)
    today = now.astimezone(zone).date()
    found = []
    for ahead in range(days + 1):
        for slot in slots:
            start, end = _slot(slot, today + timedelta(days=ahead), zone)
            if start >= soonest:
                found.append(f"{start.isoformat()}/{end.isoformat()}")
    return tuple(found)


def _start(window: str) -> datetime:
    return datetime.fromisoformat(window.split("/")[0])


def _slot(slot: str, day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    first, last = (time.fromisoformat(part) for part in slot.split("-"))
    return datetime.combine(day, first, tzinfo=zone), datetime.combine(day, last, tzinfo=zone)
