"""The call centre: what was said on the phone, which is a promise, and how it was kept."""

from __future__ import annotations

from amends.simulate.clock import HOUR, short_date
from amends.simulate.staff import Employee
from amends.simulate.stories.claims import complain, honest
from amends.simulate.stories.plan import Parcel, shares_of_delay
from amends.simulate.stories.story import Story
from amends.simulate.words import words

BLINDLY = 0.8
BY_THE_ORDER = 0.5
RECORDED = 0.95
LATEST = 21 * HOUR


def call_about(story: Story, parcel: Parcel) -> None:
    """Perhaps the customer calls about a parcel that is still on its way."""
    if not story.cause("calls"):
        return
    at = _daytime_before(story, parcel.reached_at)
    if at is None:
        return
    story.called = True
    agent = story.rng.choice(story.town.agents)
    if story.planted or story.rng.random() >= (BLINDLY if agent.careless else BY_THE_ORDER):
        recorded_call(story, at, agent)
    elif agent.careless:
        _promise_blindly(story, parcel, agent, at)
    else:
        _promise_by_the_order(story, parcel, agent, at)


def _daytime_before(story: Story, reached: int) -> int | None:
    first = story.placed + 4 * HOUR
    if reached - first < 4 * HOUR:
        return None
    at = first + int(story.rng.random() * (reached - first))
    second = story.clock.second(at)
    return at if 9 * HOUR <= second < 18 * HOUR else None


def recorded_call(story: Story, at: int, agent: Employee | None = None) -> str:
    """A call in which nothing is promised; return the event's id."""
    agent = agent or story.rng.choice(story.town.agents)
    said = story.rng.choice(words(story.customer.language)["calls"]["nothing"])
    return story.say("calls", "call.recorded", at, said=said, agent=agent.code, line=agent.line)


def soon(story: Story, at: int) -> tuple[str, int]:
    """What one says who has not looked, and the moment by which it is then due."""
    latest = story.clock.at(story.clock.day(at), LATEST)
    due = min(latest, (at + story.between(2 * HOUR, 8 * HOUR)) // HOUR * HOUR)
    said: str = story.rng.choice(words(story.customer.language)["calls"]["soon"])
    return said.format(time=story.clock.text(due)[11:16]), due


def _promise_blindly(story: Story, parcel: Parcel, agent: Employee, at: int) -> None:
    said, due = soon(story, at)
    _promise(story, parcel, agent, at, said=said, due=story.clock.text(due), over=due + 1)


def _promise_by_the_order(story: Story, parcel: Parcel, agent: Employee, at: int) -> None:
    day = parcel.due
    if at > story.clock.end(day):
        return
    language = story.customer.language
    date = story.clock.date(day)
    said = story.rng.choice(words(language)["calls"]["plan"]).format(
        date=short_date(date, language)
    )
    _promise(story, parcel, agent, at, said=said, due=date, over=story.clock.end(day) + 1)


def _promise(
    story: Story, parcel: Parcel, agent: Employee, at: int, *, said: str, due: str, over: int
) -> None:
    recorded = story.rng.random() < RECORDED
    kept_by = "parcel.arrived_at_point" if parcel.point else "parcel.delivered"
    keys: tuple[str, ...] = ()
    if recorded:
        data = {
            "said": said,
            "due": due,
            "kept_by": kept_by,
            "agent": agent.code,
            "line": agent.line,
        }
        keys = (story.say("calls", "call.promised", at, **data),)
    broken = not parcel.arrives or parcel.reached_at >= over
    story.true(
        "call",
        at,
        event=keys[0] if keys else "",
        agent=agent.code,
        blindly=agent.careless,
        kept=not broken,
    )
    if broken:
        _break(story, parcel, agent, at, said=said, over=over, keys=keys)


def _break(
    story: Story,
    parcel: Parcel,
    agent: Employee,
    at: int,
    *,
    said: str,
    over: int,
    keys: tuple[str, ...],
) -> None:
    came = parcel.arrives and parcel.reached_at <= story.record.until
    shares, who = {"call_centre": 1.0}, agent.code
    if not agent.careless:
        seen = story.clock.day(min(parcel.reached_at, story.record.until))
        shares = (
            shares_of_delay(parcel, max(seen, parcel.due + 1))
            if parcel.arrives
            else {"carrier": 1.0}
        )
        who = story.failures[-1].who if story.failures else ""
    shown = bool(keys) and not parcel.false_delivery
    failure = "word_kept_late" if came else "word_not_kept"
    if not story.fail(
        failure, "told_by_staff", over, shares=shares, who=who, events=keys, shown=shown
    ):
        return
    complain(
        story,
        "was_told",
        over,
        judged=honest("call_record" if keys else "", keys),
        fields={"said": said, "told_at": story.clock.text(at)},
        happened=at,
    )
