"""Claims that are not true: said knowingly, or by honest people who err."""

from __future__ import annotations

from amends.simulate.clock import DAY, HOUR, MINUTE
from amends.simulate.places import Point
from amends.simulate.stories.calls import recorded_call, soon
from amends.simulate.stories.claims import judge, reported, say_claim, settle_closed
from amends.simulate.stories.goods_trouble import TROUBLES, follow_goods
from amends.simulate.stories.order import other_item
from amends.simulate.stories.plan import Parcel
from amends.simulate.stories.story import Story

LIES_PER_ORDER = 0.6
CALL_WAS_RECORDED = 0.7
GOODS = {claim: type_ for type_, _, claim in TROUBLES.values()}


def lies(story: Story, *claims: str) -> bool:
    """Whether this customer now tells one of these false stories; theirs is always the same."""
    customer = story.customer
    if not customer.dishonest or story.planted or story.failures or story.false_claims:
        return False
    return customer.lie in claims and story.rng.random() < LIES_PER_ORDER


def errs(story: Story, part: float) -> bool:
    """Whether an honest customer who errs does so here: ``part`` of those who still may."""
    if not story.mistaken or story.false_claims or story.rng.random() >= part:
        return False
    story.mistaken = False
    story.causes.append("mistaken")
    return True


def pretend_delay(story: Story, parcel: Parcel) -> None:
    """Before the parcel comes: ordered long ago, or told on the phone that it would be there."""
    if lies(story, "ordered_on"):
        at = story.daytime(story.placed + story.between(18 * HOUR, 30 * HOUR))
        _ordered_on(story, at, days=story.between(8, 11), intent="dishonest")
    elif not story.called and lies(story, "was_told"):
        _was_told(story, parcel)
    elif errs(story, 0.5):
        at = story.daytime(story.placed + story.between(2 * DAY, 3 * DAY))
        ago = story.clock.day(at) - story.clock.day(story.placed)
        _ordered_on(story, at, days=ago + story.between(2, 4), intent="mistaken")


def _ordered_on(story: Story, at: int, *, days: int, intent: str) -> None:
    day = story.clock.day(at) - days
    judged = judge(
        true=False, intent=intent, refutable=True, how="order_log", evidence=[story.placed_key]
    )
    fields = {"ordered_on": story.clock.date(day)}
    say_claim(
        story, "ordered_on", at, judged, fields=fields, happened=story.clock.at(day, 12 * HOUR)
    )


def _was_told(story: Story, parcel: Parcel) -> None:
    told = story.daytime(story.placed + story.between(DAY, 2 * DAY))
    if told >= parcel.reached_at:
        return
    keys = [recorded_call(story, told)] if story.rng.random() < CALL_WAS_RECORDED else []
    said, _ = soon(story, told)
    judged = judge(
        true=False,
        intent="dishonest",
        refutable=bool(keys),
        how="call_record" if keys else "",
        evidence=keys,
    )
    fields = {"said": said, "told_at": story.clock.text(told)}
    at = story.daytime(told + story.between(10 * HOUR, 30 * HOUR))
    say_claim(story, "was_told", at, judged, fields=fields, happened=told)


def err_about_delivery(story: Story) -> bool:
    """Whether the family signs for the parcel and the customer does not know."""
    return errs(story, 1.0)


def lie_about_delivery(story: Story, at: int, key: str, *, signed: bool, errs: bool) -> None:
    """After a delivery at the door: it never came, or the goods were wrong."""
    if not errs and not lies(story, "not_received", "was_closed"):
        lie_about_goods(story, at)
        return
    judged = judge(
        true=False,
        intent="mistaken" if errs else "dishonest",
        refutable=signed,
        how="signed_delivery" if signed else "",
        evidence=[key] if signed else [],
    )
    say_claim(story, "not_received", story.daytime(at + story.between(6 * HOUR, 60 * HOUR)), judged)


def lie_about_goods(story: Story, at: int) -> None:
    """Something is said to be broken, missing or wrong that was not; the record cannot tell."""
    claim = story.customer.lie
    if claim not in GOODS or not lies(story, *GOODS):
        return
    item = story.items[0].title
    fields = {"item": item}
    if claim == "got_other":
        fields |= {"expected": item, "got": other_item(story)}
    seen_at = at + story.between(HOUR, 20 * HOUR)
    key = story.say("shop", GOODS[claim], seen_at, **fields, reported_by="customer")
    reported(story, key, claim, seen_at, true=False, intent="dishonest")
    story.false_claims.append((seen_at, claim))
    follow_goods(story, claim, seen_at, judge(true=False, intent="dishonest"), fields)


def claims_closed(story: Story, point: Point, at: int) -> bool:
    """The point is said to have been closed when it was not; others may have been served."""
    if not lies(story, "was_closed", "not_received"):
        return False
    judged = judge(true=False, intent="dishonest")
    _say_closed(story, point, at, judged, settled=True)
    return True


def came_after_hours(story: Story, point: Point, after: int) -> int:
    """An honest customer comes outside the posted hours and says that the point was closed."""
    if not errs(story, 1.0):
        return after
    day = story.clock.day(after)
    hours = point.hours.on(day)
    if hours is None or story.clock.at(day, hours[1] * MINUTE) < after:
        return after
    at = story.clock.at(day, hours[1] * MINUTE + story.between(15, 70) * MINUTE)
    judged = judge(true=False, intent="mistaken", refutable=True, how="posted_hours")
    _say_closed(story, point, at, judged, settled=False)
    return story.next_morning(at)


def _say_closed(
    story: Story, point: Point, came: int, judged: dict[str, object], *, settled: bool
) -> None:
    say_claim(
        story,
        "was_closed",
        story.daytime(came + story.between(HOUR, 20 * HOUR)),
        judged,
        settle=settle_closed if settled else None,
        fields={"point": point.code, "came_at": story.clock.text(came)},
        slots={"point": point.name},
        happened=came,
    )


def lie_about_waiting(story: Story, ready: int, key: str) -> None:
    """At the counter: far longer than the kitchen's log says; or the dish is said to be wrong."""
    knowingly = lies(story, "ordered_on", "not_received", "was_closed", "was_told", "got_broken")
    if not knowingly and not errs(story, 1.0):
        if story.customer.lie != "got_broken":
            lie_about_goods(story, ready)
        return
    minutes = (ready - story.placed) // MINUTE + story.between(25, 50)
    judged = judge(
        true=False,
        intent="dishonest" if knowingly else "mistaken",
        refutable=True,
        how="kitchen_log",
        evidence=[story.placed_key, key],
    )
    at = story.daytime(ready + story.between(HOUR, 8 * HOUR))
    say_claim(story, "waited", at, judged, fields={"minutes": minutes})
