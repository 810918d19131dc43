"""Which action follows, besides judging promises, when a new event of a type comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from amends.app.actions.remedies import shop_reported
from amends.core.events import Event


def _remedy_done(event: Event, now: datetime) -> None:
    shop_reported(remedy_key=event.data["remedy"], done=True, detail="", now=now)


def _remedy_failed(event: Event, now: datetime) -> None:
    reason = str(event.data.get("reason") or "")
    shop_reported(remedy_key=event.data["remedy"], done=False, detail=reason, now=now)


REACTIONS: Mapping[str, Callable[[Event, datetime], None]] = {
    "remedy.done": _remedy_done,
    "remedy.failed": _remedy_failed,
}


def react(events: Iterable[Event], *, now: datetime) -> None:
    """Do what follows from each event, in the order in which the events happened."""
    wired = [event for event in events if event.type in REACTIONS]
    for event in sorted(wired, key=lambda event: (event.time, event.key)):
        REACTIONS[event.type](event, now)
