"""Café and store orders: made while the customer waits, or a few hours later."""

from __future__ import annotations

from amends.simulate.clock import HOUR, MINUTE
from amends.simulate.staff import Employee
from amends.simulate.stories.claims import complain, honest, reported
from amends.simulate.stories.falsehoods import lie_about_waiting
from amends.simulate.stories.order import other_item, place_order
from amends.simulate.stories.story import Story

DUE = {"restaurant": 15 * MINUTE, "store": 2 * HOUR}
STAFF_NOTICE = 0.3


def tell_counter(story: Story) -> None:
    """Tell a café or store order from beginning to end."""
    place, maker, party = _where(story)
    due = story.placed + DUE[story.kind]
    promise = {"kind": "made_right", "due": story.clock.text(due)}
    place_order(story, location=place, fulfilment="counter", delivery_price=0, promises=[promise])
    late = story.cause("slow_kitchen")
    ready = (
        due + story.between(4, 40) * MINUTE
        if late
        else due - int(story.rng.random() * DUE[story.kind] * 0.8)
    )
    if late:
        _late(story, due + 1, ready, party, maker.code)
    key = story.say(place, "order.ready", ready, staff=maker.code)
    story.say(place, "order.handed_over", ready + story.between(1, 8) * MINUTE, staff=maker.code)
    if story.cause("wrong_dish", maker.errors):
        _wrong(story, place, ready + 8 * MINUTE, party, maker.code)
    if not late:
        lie_about_waiting(story, ready + 9 * MINUTE, key)


def _where(story: Story) -> tuple[str, Employee, str]:
    town, cafe = story.town, story.kind == "restaurant"
    place = story.rng.choice(town.cafes if cafe else town.stores)
    team = town.cooks if cafe else town.assistants
    crew = len(team) // len(town.cafes if cafe else town.stores)
    maker = team[place.number * crew + int(story.rng.random() * crew)]
    return place.code, maker, "kitchen" if cafe else "store"


def _late(story: Story, over: int, ready: int, party: str, who: str) -> None:
    failure = "ready_late" if ready <= story.record.until else "not_ready"
    if story.fail(failure, "made_right", over, shares={party: 1.0}, who=who):
        minutes = (ready - story.placed) // MINUTE
        complain(story, "waited", ready, judged=honest("kitchen_log"), fields={"minutes": minutes})


def _wrong(story: Story, place: str, at: int, party: str, who: str) -> None:
    item = story.items[0].title
    by_staff = story.rng.random() < STAFF_NOTICE
    at += story.between(1, 10) * MINUTE
    fields = {"item": item, "expected": item, "got": other_item(story)}
    key = story.say(
        place, "item.wrong", at, **fields, reported_by="staff" if by_staff else "customer"
    )
    if not story.fail(
        "wrong_item",
        "right_item",
        at,
        shares={party: 1.0},
        who=who,
        events=(key,),
        cause="wrong_dish",
    ):
        return
    if not by_staff:
        reported(story, key, "got_other", at, true=True, intent="honest")
    judged = honest("seen_by_staff", [key]) if by_staff else honest()
    complain(story, "got_other", at, judged=judged, fields=fields)
