"""What staff do afterwards: write whose fault it was, and give something."""

from __future__ import annotations

from amends.simulate.clock import HOUR
from amends.simulate.staff import Employee
from amends.simulate.stories.claims import judge, say_claim
from amends.simulate.stories.story import Failure, Story
from amends.simulate.town import amount
from amends.simulate.words import words

HANDLED = 0.7
KNOWS_THE_CAUSE = 0.96
SHIFTS = 0.8
TREATS_BADLY = 0.05


def care_for(story: Story) -> None:
    """Members of the call centre handle most failures and most claims."""
    for failure in list(story.failures):
        if story.rng.random() < HANDLED:
            _handle(story, failure)
    for at, claim in story.false_claims:
        if story.rng.random() < HANDLED:
            agent = story.rng.choice(story.town.agents)
            _give(
                story,
                agent,
                story.daytime(at + story.between(HOUR, 8 * HOUR)),
                claim,
                deserved=False,
            )


def _handle(story: Story, failure: Failure) -> None:
    agent = story.rng.choice(story.town.agents)
    at = story.daytime(failure.at + story.between(HOUR, 16 * HOUR))
    blames = _blames(story, agent, failure.party)
    text = story.rng.choice(words(story.town.preset.staff_language)["notes"][blames])
    data = {
        "agent": agent.code,
        "line": agent.line,
        "failure": failure.failure,
        "blames": blames,
        "text": text,
    }
    key = story.say("calls", "staff.noted", at, **data)
    story.true("note", at, event=key, agent=agent.code, blames=blames, responsible=failure.party)
    _give(story, agent, at, failure.failure, deserved=True)
    if agent.character != "careful" and story.rng.random() < TREATS_BADLY:
        later = story.daytime(at + story.between(HOUR, 10 * HOUR))
        say_claim(story, "treated_so", later, judge(true=True, intent="honest"))


def _blames(story: Story, agent: Employee, party: str) -> str:
    if agent.blame_shifting and party != "carrier" and story.rng.random() < SHIFTS:
        return "carrier"
    return party if story.rng.random() < KNOWS_THE_CAUSE else "unclear"


def _give(story: Story, agent: Employee, at: int, reason: str, *, deserved: bool) -> None:
    """A gesture: careful staff give seldom and little, careless staff often and much."""
    often, most = (0.6, 0.5) if agent.careless else (0.2 if deserved else 0.02, 0.12)
    if story.rng.random() >= often:
        return
    step = story.town.preset.step
    sum_ = max(step, round(story.total * most * (0.4 + 0.6 * story.rng.random()) / step) * step)
    key = story.say(
        "calls",
        "gesture.given",
        at,
        agent=agent.code,
        line=agent.line,
        amount=amount(sum_),
        currency=story.town.preset.currency,
        reason=reason,
    )
    story.true("gesture", at, event=key, agent=agent.code, deserved=deserved)
    story.deed = story.deed or deserved
