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
# What a false claim looks like to staff: the failure, and whose fault it would be.
LOOKS_LIKE = {
    "ordered_on": ("undelivered", "unclear"),
    "not_received": ("undelivered", "unclear"),
    "was_closed": ("point_closed", "point"),
    "was_told": ("word_not_kept", "call_centre"),
    "got_other": ("wrong_item", "warehouse"),
    "missing": ("missing_item", "warehouse"),
    "got_broken": ("damaged_item", "warehouse"),
    "waited": ("ready_late", "kitchen"),
}


def care_for(story: Story) -> None:
    """Members of the call centre handle most of what they hear of, true or not."""
    for failure in list(story.failures):
        heard_at = failure.at if _is_known(failure) else story.spoke_at
        if heard_at is not None and story.rng.random() < HANDLED:
            _handle(story, failure.failure, heard_at, party=failure.party, apparent=failure.party)
    if story.false_claims and story.rng.random() < HANDLED:
        at, claim = story.false_claims[0]
        reason, apparent = LOOKS_LIKE[claim]
        _handle(story, reason, at, party="", apparent=apparent)


def _is_known(failure: Failure) -> bool:
    return failure.shown or failure.failure == "damaged_item"


def _handle(story: Story, reason: str, heard_at: int, *, party: str, apparent: str) -> None:
    """Write a note and perhaps give something; ``party`` is empty where nothing went wrong."""
    agent = story.rng.choice(story.town.agents)
    at = story.daytime(heard_at + story.between(HOUR, 16 * HOUR))
    blames = _blames(story, agent, apparent)
    notes = words(story.town.preset.staff_language)["notes"]
    data = {"agent": agent.code, "line": agent.line, "failure": reason, "blames": blames}
    key = story.say("calls", "staff.noted", at, **data, text=story.rng.choice(notes[blames]))
    story.true("note", at, event=key, agent=agent.code, blames=blames, responsible=party)
    _give(story, agent, at, reason, deserved=bool(party))
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
