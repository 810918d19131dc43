"""All promises of one order and where each stands, from nothing but the order's events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from amends.core.declarations import Declarations
from amends.core.promises import Promise, Standing, State, assess, due_moment
from amends.core.promising import RULES, Made, promises_implied, promises_made

OPEN = Standing(State.OPEN)


class Order(NamedTuple):
    """What judging needs to know of an order."""

    ref: str
    placed_at: datetime
    time_zone: str
    history: bool


class Told(NamedTuple):
    """An event of the order, with its data where that may hold promises or name a remedy."""

    id: int
    type: str
    time: datetime
    key: str
    data: Mapping[str, Any] | None


class Pledge(NamedTuple):
    """A promise of the order and its standing; ``id`` is 0 where it is not in the record yet.

    ``event`` is the number of the event that made it, if one did.
    """

    id: int
    made: Made
    due_at: datetime | None
    made_at: datetime
    event: int | None
    standing: Standing = OPEN


def viewpoint(order: Order, told: Sequence[Told], *, now: datetime, as_of: date | None) -> datetime:
    """A history is judged at its date, a live order now (or later, by a sender's fast clock)."""
    if as_of is not None and order.history:
        return seen_from(as_of, order.time_zone, now=now)
    return max(now, max((each.time for each in told), default=now))


def seen_from(as_of: date, time_zone: str, *, now: datetime) -> datetime:
    """The moment as of which something in that zone is seen: a day is seen from its end there."""
    return min(due_moment(as_of, ZoneInfo(time_zone)).astimezone(UTC), now)


def pledges(
    order: Order,
    told: Sequence[Told],
    known: Sequence[Pledge],
    *,
    at: datetime,
    declarations: Declarations,
) -> list[Pledge]:
    """The known promises, and those that the events up to ``at`` make besides.

    Two sources may use the same key: then the later promise is told apart by its event's number.
    """
    found = {(each.made.kind, each.made.ref): each for each in known}
    for each, made in _made(told, at, declarations):
        new = _pledge(made, each, order)
        same = found.setdefault((made.kind, made.ref), new)
        if made.made_by != RULES and same.event != each.id:
            own = made._replace(ref=f"{made.ref}#{each.id}")
            found.setdefault((own.kind, own.ref), new._replace(made=own))
    return list(found.values())


def _made(
    told: Sequence[Told], at: datetime, declarations: Declarations
) -> Iterable[tuple[Told, Made]]:
    implying = declarations.implying
    makers = [each for each in told if each.data is not None or implying.get(each.type)]
    for each in sorted(makers, key=_by_time) if len(makers) > 1 else makers:
        if each.time > at:
            break
        declared = declarations.events.get(each.type)
        if declared is not None and each.data is not None:
            for made in promises_made(declared, key=each.key, time=each.time, data=each.data):
                yield each, made
        for made in promises_implied(declarations, each.type):
            yield each, made


def _by_time(told: Told) -> tuple[datetime, int]:
    return told.time, told.id


def _pledge(made: Made, told: Told, order: Order) -> Pledge:
    due_at = None if made.due is None else due_moment(made.due, ZoneInfo(order.time_zone))
    if made.made_by == RULES:
        return Pledge(0, made, due_at, order.placed_at, None)
    return Pledge(0, made, due_at, told.time, told.id)


def stand(
    order: Order, pledge: Pledge, told: Sequence[Told], *, at: datetime, declarations: Declarations
) -> Standing:
    """Where the promise stands at that moment; the time of a history is not watched."""
    made = pledge.made
    kind = declarations.promises.get(made.kind)
    if kind is None or pledge.made_at > at:
        return OPEN
    promise = Promise(made.kind, pledge.due_at, made.kept_by, made.given_at)
    telling = _about_the_same(pledge, told, kind.about) if kind.about else told
    standing = assess(kind, promise, telling, now=at)
    return standing._replace(check_at=None) if order.history else standing


def _about_the_same(pledge: Pledge, told: Sequence[Told], field: str) -> list[Told]:
    """The events that name the same thing as the one that made the promise."""
    maker = next((each for each in told if each.id == pledge.event), None)
    thing = _named(maker, field) if maker else None
    return [each for each in told if thing is not None and _named(each, field) == thing]


def _named(told: Told, field: str) -> Any:
    return (told.data or {}).get(field)
