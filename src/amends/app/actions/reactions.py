"""Which action follows, besides judging promises, when a new event of a type comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from amends.app.actions.accounts.settling import turned_up, types_of_turning_up
from amends.app.actions.money import types_of_money
from amends.app.actions.places.counts import point_counted, slot_described
from amends.app.actions.places.ended import ended_by
from amends.app.actions.places.holds import lock_ahead, no_longer_needed
from amends.app.actions.pointless import stop_pointless, types_of_news
from amends.app.actions.remedies import shop_reported
from amends.app.actions.remedies.reports import Told
from amends.core.events import Event


def _remedy_done(event: Event, now: datetime) -> None:
    shop_reported(
        remedy_key=event.data["remedy"],
        done=True,
        detail="",
        now=now,
        cost=Told(event.time, event.data["cost"]) if "cost" in event.data else None,
    )


def _remedy_failed(event: Event, now: datetime) -> None:
    reason = str(event.data.get("reason") or "")
    shop_reported(remedy_key=event.data["remedy"], done=False, detail=reason, now=now)


REACTIONS: Mapping[str, Callable[[Event, datetime], None]] = {
    "remedy.done": _remedy_done,
    "remedy.failed": _remedy_failed,
}
COUNTS: Mapping[str, Callable[[Event, datetime], None]] = {
    "point.counted": point_counted,
    "slot.described": slot_described,
}


def react(events: Iterable[Event], *, now: datetime) -> set[str]:
    """Do what follows from each event, in the order in which the events happened.

    Return the orders whose case may have to be decided anew: what was under way is pointless, or
    money went back or was promised.
    """
    of_money, news, ends = types_of_money(), types_of_news(), ended_by()
    found = types_of_turning_up()
    types = REACTIONS.keys() | COUNTS.keys() | of_money | news | ends
    happened = list(events)
    wired = [event for event in happened if event.type in types]
    wired.sort(key=lambda event: (event.time, event.key))
    _lock(wired)
    for event in wired:
        if event.type in REACTIONS:
            REACTIONS[event.type](event, now)
    moved = {event.subject for event in wired if event.type in of_money}
    moved |= stop_pointless((e for e in wired if e.type in news), now=now)
    no_longer_needed({event.subject for event in wired if event.type in ends}, now=now)
    turned_up({event.subject for event in happened if event.type in found})
    for event in sorted(wired, key=lambda event: event.subject):
        if event.type in COUNTS:
            COUNTS[event.type](event, now)
    return moved


def _lock(events: Sequence[Event]) -> None:
    named = {type_: {e.subject for e in events if e.type == type_} for type_ in COUNTS}
    lock_ahead(
        {event.subject for event in events if event.type not in COUNTS},
        points=named["point.counted"],
        slots=named["slot.described"],
    )
