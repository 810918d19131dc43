"""Which action follows, besides judging promises, when a new event of a type comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from amends.app.actions.money import types_of_money
from amends.app.actions.places.counts import point_counted, slot_described
from amends.app.actions.places.holds import fetched
from amends.app.actions.pointless import stop_pointless, types_of_news
from amends.app.actions.remedies import shop_reported
from amends.core.events import Event


def _remedy_done(event: Event, now: datetime) -> None:
    shop_reported(remedy_key=event.data["remedy"], done=True, detail="", now=now)


def _remedy_failed(event: Event, now: datetime) -> None:
    reason = str(event.data.get("reason") or "")
    shop_reported(remedy_key=event.data["remedy"], done=False, detail=reason, now=now)


def _fetched(event: Event, now: datetime) -> None:
    fetched(event.subject, now=now)


REACTIONS: Mapping[str, Callable[[Event, datetime], None]] = {
    "remedy.done": _remedy_done,
    "remedy.failed": _remedy_failed,
    "order.handed_over": _fetched,
    "point.counted": point_counted,
    "slot.described": slot_described,
}


def react(events: Iterable[Event], *, now: datetime) -> set[str]:
    """Do what follows from each event, in the order in which the events happened.

    Return the orders whose case may have to be decided anew: what was under way is pointless, or
    money went back or was promised.
    """
    of_money, news = types_of_money(), types_of_news()
    types = REACTIONS.keys() | of_money | news
    wired = [event for event in events if event.type in types]
    wired.sort(key=lambda event: (event.time, event.key))
    for event in wired:
        if event.type in REACTIONS:
            REACTIONS[event.type](event, now)
    moved = {event.subject for event in wired if event.type in of_money}
    return moved | stop_pointless((e for e in wired if e.type in news), now=now)
