"""Which parties caused a failure, with their shares: by how much each overran its own due time."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from amends.core.responsibility.failure import Failure
from amends.core.responsibility.rules import By, FailureRule, Rules
from amends.core.responsibility.timeline import Happened, Leg, Timeline

PARTS = 10_000
"""Shares are told in so many parts: four decimals."""


class Share(NamedTuple):
    """A party with its part of a failure; the shares of one failure sum to 1.

    ``who`` is the seller's, carrier's, operator's or employee's code, or no text where the record
    does not say it. ``because`` is small and can be JSON: how it was found (``by``), the ``leg``,
    its ``due`` and by how many ``days`` it overran, or what was ``said``, the ``events``.
    """

    party: str
    who: str
    share: Decimal
    because: Mapping[str, Any]


def apportion(failure: Failure, timeline: Timeline, *, rules: Rules) -> tuple[Share, ...]:
    """Who caused it, the largest share first; of equal ones the earlier leg's."""
    rule = rules.failure(failure.kind)
    return _WAYS[rule.by](failure, timeline, rule, rules)


def split(weights: Mapping[Any, float]) -> dict[Any, Decimal]:
    """Parts of 1 by weight, to four decimals, that sum to exactly 1 (largest remainders).

    A larger weight beside the same others never gets a smaller part. At least one weight is above
    0; equal remainders go to whoever is named first.
    """
    total = sum(weights.values())
    quotas = {name: weight / total * PARTS for name, weight in weights.items()}
    parts = {name: int(quota) for name, quota in quotas.items()}
    by_remainder = sorted(quotas, key=lambda name: parts[name] - quotas[name])
    for name in by_remainder[: PARTS - sum(parts.values())]:
        parts[name] += 1
    return {name: Decimal(count) / PARTS for name, count in parts.items() if count}


def _by_legs(
    failure: Failure, timeline: Timeline, rule: FailureRule, rules: Rules
) -> tuple[Share, ...]:
    seen_at, zone = failure.seen_at, timeline.way.zone
    over = [(leg, leg.overrun(seen_at, zone)) for leg in timeline.legs]
    over = [(leg, days) for leg, days in over if days > 0]
    if not over:
        return _by_holder(failure, _without_own_time(timeline), rule, rules)
    weights: dict[str, float] = {}
    for leg, days in over:
        weights[leg.party] = weights.get(leg.party, 0.0) + days
    shares = [
        Share(party, _who(party, timeline, rules), share, _legs_of(party, over))
        for party, share in split(weights).items()
    ]
    return tuple(sorted(shares, key=lambda each: -each.share))


def _without_own_time(timeline: Timeline) -> Timeline:
    """Nobody overran a time of their own: those who had one kept it, so it lies with the others."""
    others = tuple(leg for leg in timeline.legs if leg.due is None)
    return timeline._replace(legs=others) if others else timeline


def _legs_of(party: str, over: list[tuple[Leg, float]]) -> dict[str, Any]:
    own = [(leg, days) for leg, days in over if leg.party == party]
    leg = own[0][0]
    found: dict[str, Any] = {"by": By.LEGS.value, "leg": leg.name, "due": str(leg.due)}
    found["days"] = round(sum(days for _, days in own), 4)
    if leg.status:
        found["said"] = leg.status
    found["events"] = sorted({id_ for leg, _ in own for id_ in leg.events})
    return found


def _by_holder(
    failure: Failure, timeline: Timeline, rule: FailureRule, rules: Rules
) -> tuple[Share, ...]:
    """Whoever had it in hand when the promise was broken."""
    leg = timeline.at(failure.since or failure.seen_at) or timeline.at(failure.seen_at)
    if leg is None:
        return _by_party(failure, timeline, rules.otherwise, rules)
    because = {"by": By.HOLDER.value, "leg": leg.name, "events": list(leg.events)}
    return _all(leg.party, timeline, rules, because)


def _by_word(
    failure: Failure, timeline: Timeline, rule: FailureRule, rules: Rules
) -> tuple[Share, ...]:
    """Whoever gave a word of their own; one that repeats the order's is broken by the legs."""
    word = next((e for e in timeline.happened if e.id == failure.made_by_event), None)
    if _repeats_the_order(failure, timeline, rules):
        return tuple(
            each._replace(because={**each.because, "word": "as_ordered"})
            for each in _by_legs(failure, timeline, rule, rules)
        )
    because = {"by": By.WORD.value, "events": [word.id] if word else []}
    return _all(rule.party, timeline, rules, because, word)


def _repeats_the_order(failure: Failure, timeline: Timeline, rules: Rules) -> bool:
    """Whether it says no earlier time than the order did, of the same, while that time ran."""
    ends = {type_ for leg in rules.legs for type_ in leg.ends}
    return (
        timeline.due_at is not None
        and failure.due_at is not None
        and (not failure.kept_by or failure.kept_by in ends)
        and failure.due_at >= timeline.due_at
        and (failure.given_at is None or failure.given_at <= timeline.due_at)
    )


def _by_what_is_said(
    failure: Failure, timeline: Timeline, rule: FailureRule, rules: Rules
) -> tuple[Share, ...]:
    """The party for which the last word that means one stands, else the one that is declared."""
    for place in rule.places:
        said = [each for each in timeline.all_said(place) if each[0] in rule.means]
        if said:
            word, event = said[-1]
            party = rules.party(rule.means[word], timeline.way.kind)
            because = {"by": By.SAID.value, "said": word, "events": [event.id]}
            return _all(party, timeline, rules, because)
    return _by_party(failure, timeline, rule, rules)


def _by_party(
    failure: Failure, timeline: Timeline, rule: FailureRule, rules: Rules
) -> tuple[Share, ...]:
    party = rules.party(rule.party, timeline.way.kind)
    return _all(party, timeline, rules, {"by": By.PARTY.value})


def _all(
    party: str,
    timeline: Timeline,
    rules: Rules,
    because: Mapping[str, Any],
    event: Happened | None = None,
) -> tuple[Share, ...]:
    return (Share(party, _who(party, timeline, rules, event), Decimal(1), because),)


def _who(party: str, timeline: Timeline, rules: Rules, event: Happened | None = None) -> str:
    """The party's code: from the ``event`` at hand, else from the first that says it."""
    rule = rules.parties.get(party)
    if rule is None:
        return ""
    if event is not None:
        own = [event.data.get(place.partition(":")[2]) for place in rule.who]
        found = next((str(each) for each in own if each), "")
        if found:
            return found
    return next(filter(None, (_at(place, timeline) for place in rule.who)), rule.named)


OPERATOR = "point:operator"


def _at(place: str, timeline: Timeline) -> str:
    return timeline.way.operator if place == OPERATOR else timeline.said(place)


_WAYS = {
    By.LEGS: _by_legs,
    By.HOLDER: _by_holder,
    By.WORD: _by_word,
    By.SAID: _by_what_is_said,
    By.PARTY: _by_party,
}
