"""What comes of it: a rating, and whether the customer comes back.

The factors follow published findings: a late delivery lowers later spending by 5 to 10 percent, a
failure that led to a complaint more, the second failure more than the first; past purchases
protect; a deed makes up for part of the loss and never for more than that.
"""

from __future__ import annotations

from amends.simulate.clock import DAY, HOUR
from amends.simulate.people import People
from amends.simulate.stories.story import Story

COMES_BACK = 0.62
KEEPS = {
    "late": 0.92,
    "late_at_point": 0.92,
    "ready_late": 0.93,
    "word_kept_late": 0.93,
    "refund_late": 0.9,
    "wrong_item": 0.88,
    "missing_item": 0.88,
    "damaged_item": 0.86,
    "called_off": 0.84,
    "point_closed": 0.84,
    "parcel_not_found": 0.84,
}
KEEPS_OTHERWISE = 0.8
DEED_MENDS = 0.5
PAST_PROTECTS = 0.5
PAUSE_DAYS = {"restaurant": 3.0, "store": 9.0, "online": 14.0, "marketplace": 16.0}


def come_back(story: Story, people: People) -> None:
    """Draw whether and when the customer orders again; write down the truth of the order."""
    customer = story.customer
    _review(story)
    before = customer.failures
    customer.failures += len(story.failures)
    chance = _chance(story, before)
    customer.orders += 1
    back = None
    if story.rng.random() < chance:
        pause = story.rng.expovariate(1 / PAUSE_DAYS[story.kind])
        back = story.end + HOUR + int(pause * DAY)
        people.returns(customer, back)
    _tell(story, chance, back)


def _chance(story: Story, failures_before: int) -> float:
    kept = 1.0
    for number, failure in enumerate(story.failures, start=failures_before + 1):
        loss = 1 - KEEPS.get(failure.failure, KEEPS_OTHERWISE)
        kept *= 1 - min(0.9, loss * (1.6 if number > 1 else 1.0))
    if story.deed:
        kept += (1 - kept) * DEED_MENDS
    protection = PAST_PROTECTS * min(1.0, story.customer.orders / 5)
    return round(COMES_BACK * (1 - (1 - kept) * (1 - protection)), 4)


def _tell(story: Story, chance: float, back: int | None) -> None:
    story.true(
        "order",
        story.placed,
        customer=story.customer.code,
        kind=story.kind,
        fulfilment=story.fulfilment,
        causes=story.causes,
        failures=[failure.failure for failure in story.failures],
        planted=story.planted,
        back_chance=chance,
        back_not_before=None if back is None else story.clock.text(back),
    )


def _review(story: Story) -> None:
    if story.rng.random() >= 0.25:
        return
    score = max(
        1,
        round(4.8 - 1.7 * len(story.failures) - story.rng.random() + (0.6 if story.deed else 0.0)),
    )
    at = story.daytime(story.end + story.between(2 * HOUR, 3 * DAY))
    story.say("shop", "customer.reviewed", at, score=min(5, score))
