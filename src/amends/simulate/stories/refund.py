"""Money back: promised by the call centre, paid in time, late or never."""

from __future__ import annotations

from amends.simulate.clock import HOUR
from amends.simulate.stories.claims import complain, honest
from amends.simulate.stories.story import Story
from amends.simulate.town import amount

PROMISED_DAYS = 5
NEVER = 0.25


def refund(story: Story, at: int, *, share: float = 1.0) -> None:
    """The shop promises a ``share`` of the total back, if the order was prepaid."""
    if not story.prepaid:
        return
    step = story.town.preset.step
    sum_ = amount(max(step, round(story.total * share / step) * step))
    agent = story.rng.choice(story.town.agents)
    promised = story.daytime(at + story.between(HOUR, 12 * HOUR))
    due = story.clock.day(promised) + PROMISED_DAYS
    day = story.clock.date(due)
    story.say(
        "calls",
        "refund.promised",
        promised,
        amount=sum_,
        due=day,
        agent=agent.code,
        line=agent.line,
    )
    if promised > story.record.until:
        return
    if story.cause("refund_late"):
        _pay_late(story, due, sum_)
    else:
        story.say("bank", "refund.paid", _paid(story, due - story.between(0, 3)), amount=sum_)


def _pay_late(story: Story, due: int, sum_: str) -> None:
    paid = None if story.rng.random() < NEVER else _paid(story, due + story.between(1, 10))
    over = story.clock.end(due) + 1
    came = paid is not None and paid <= story.record.until
    failure = "refund_late" if came else "refund_overdue"
    if story.fail(failure, "refunded_by", over, shares={"shop": 1.0}, who="accounts"):
        complain(story, "refund_not_paid", over, before=paid, judged=honest("no_refund_recorded"))
    if paid is not None:
        story.say("bank", "refund.paid", paid, amount=sum_)


def _paid(story: Story, day: int) -> int:
    return story.clock.at(day, story.between(9 * HOUR, 18 * HOUR))
