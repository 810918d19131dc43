"""The simulation itself: orders arrive, each tells its story, and the hours go by."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from random import Random

from amends.simulate.clock import HOUR
from amends.simulate.people import Customer, People
from amends.simulate.record import Batch, Record, encode
from amends.simulate.rhythm import Rhythm
from amends.simulate.settings import Settings
from amends.simulate.stories.after import come_back
from amends.simulate.stories.care import care_for
from amends.simulate.stories.counter import tell_counter
from amends.simulate.stories.parcel import tell_parcel
from amends.simulate.stories.story import Story
from amends.simulate.town import Town, described

PARCELS = frozenset({"online", "marketplace"})


def simulate_town(settings: Settings) -> Iterator[Batch]:
    """Everything that happens, hour by hour; the same settings give the same lines."""
    town = Town(settings, Random(settings.seed))
    world = _World(town)
    _describe(town, world.record)
    for number, (at, planted) in enumerate(_arrivals(world), start=1):
        yield from world.record.flush(at)
        _tell(world, number, at, planted)
    yield from world.record.flush(town.until + HOUR)


class _World:
    """What every order needs."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.rng = Random(town.settings.seed + 1)
        self.rhythm = Rhythm(town.clock)
        self.record = Record(town.clock, town=town.name, until=town.until)
        self.people = People(town, self.rng)


def _tell(world: _World, number: int, at: int, planted: bool) -> None:
    """One order: who places it, what happens to it, what is done about it and what comes of it."""
    known = world.people.count
    customer = world.people.next(at)
    if world.people.count > known:
        _introduce(world.record, customer, at)
    story = Story(
        world.town,
        world.record,
        world.rng,
        number=f"{world.town.name}-{number:07}",
        customer=customer,
        kind="online" if planted else world.rhythm.kind(world.rng, at),
        placed=at,
    )
    story.planted = planted
    (tell_parcel if story.kind in PARCELS else tell_counter)(story)
    care_for(story)
    come_back(story, world.people)


def _introduce(record: Record, customer: Customer, at: int) -> None:
    row = {
        "truth": "customer",
        "customer": customer.code,
        "character": customer.character,
        "lie": customer.lie,
        "rude": customer.rude,
    }
    record.truth(at, row)


def _arrivals(world: _World) -> Iterator[tuple[int, bool]]:
    """When orders are placed, and which of them are planted at the point that will be closed."""
    town, rng, rhythm = world.town, Random(world.town.settings.seed + 2), world.rhythm
    waiting = town.settings.waiting
    count = town.settings.orders - waiting
    ordinary = (
        (at, False) for at in rhythm.arrivals(rng, count=count, start=town.start, last=town.last)
    )
    if town.planted is None:
        return ordinary
    first, last = town.planted.window
    placed = rhythm.arrivals(world.rng, count=waiting, start=max(first, town.start), last=last)
    return heapq.merge(ordinary, [(at, True) for at in placed])


def _describe(town: Town, record: Record) -> None:
    """The master data and, on the other side, what everybody and everything is really like."""
    at = town.start
    for type_, code, data in described(town):
        record.event("shop", type_, at, code, encode(data))
    record.truth(at, {"truth": "settings", "simulated": True, **town.settings.as_data()})
    for employee in town.staff:
        record.truth(
            at,
            {
                "truth": "staff",
                "staff": employee.code,
                "name": employee.name,
                "team": employee.team,
                "line": employee.line,
                "character": employee.character,
            },
        )
    for carrier in town.carriers.values():
        late = min(1.0, round(town.mix["late_carrier"] * carrier.factor, 4))
        record.truth(at, {"truth": "carrier", "carrier": carrier.code, "late": late})
    _describe_closures(town, record)


def _describe_closures(town: Town, record: Record) -> None:
    planted = town.planted
    for point, closure in town.closures.all():
        on_purpose = planted is not None and closure is planted.closure
        row = {
            "truth": "closure",
            "point": point,
            "from": town.clock.text(closure.start),
            "to": town.clock.text(closure.end),
            "planted": on_purpose,
        }
        if on_purpose:
            row["waiting"] = town.settings.waiting
        record.truth(closure.start, row)
