"""Scorecards: how each keeps its word, whether that changes, what it costs, and whom to take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from amends.app.actions.policy import current_policy
from amends.app.actions.scorecards.counting import Count, count
from amends.app.actions.scorecards.lanes import Lane, lanes_of
from amends.app.actions.scorecards.money import Cost, Step, costs, steps
from amends.core.scorecards import Kept, Period, Rules, Trend, kept, trend

KINDS = ("carriers", "points", "sellers", "suppliers", "lines")
PARTIES: Mapping[str, tuple[str, ...]] = {
    "carriers": ("carrier",),
    "points": ("point",),
    "sellers": ("seller", "warehouse"),
    "suppliers": ("supplier",),
    "lines": ("call_centre",),
}
"""Whose shares of failures are the cost on a card."""


class Done(NamedTuple):
    """How often a step was taken with a partner, and of how much by currency."""

    times: int
    amounts: Mapping[str, float]


class Card(NamedTuple):
    """One carrier, point, seller, supplier or line; ``cost`` is by currency; the earliest period
    first. ``done`` has what was approved, disputed, accepted, rejected and paid.
    """

    code: str
    kept: Kept
    trend: Trend
    periods: tuple[Period, ...]
    cost: Mapping[str, float]
    done: Mapping[str, Done]


class Scorecards(NamedTuple):
    """All cards by kind, the most promises first, and the lanes."""

    since: datetime
    until: datetime
    cards: Mapping[str, tuple[Card, ...]]
    lanes: tuple[Lane, ...]


def scorecards(*, now: datetime, kinds: Sequence[str] = KINDS) -> Scorecards:
    """Count anew, as the record stands."""
    policy = current_policy()
    rules = policy.scorecards
    since = now - timedelta(days=rules.days)
    cost, taken = costs(since=since, until=now), steps(since=since, until=now)
    cards: dict[str, tuple[Card, ...]] = {}
    lanes: tuple[Lane, ...] = ()
    for kind in kinds:
        found = count(
            kind, since=since, until=now, days=rules.period_days, rules=policy.responsibility
        )
        cards[kind] = _cards(kind, found, cost, taken, rules)
        if kind == "carriers":
            lanes = lanes_of(found, [each for each in cost if each.party == "carrier"], rules)
    return Scorecards(since, now, cards, lanes)


def _cards(
    kind: str, found: Iterable[Count], cost: Iterable[Cost], taken: Iterable[Step], rules: Rules
) -> tuple[Card, ...]:
    periods: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for each in found:
        sums = periods[each.code][each.period]
        sums[0] += each.kept
        sums[1] += each.total
    parties = PARTIES[kind]
    paid = _paid(each for each in cost if each.party in parties)
    done = _done(each for each in taken if each.party in parties)
    of = len(periods)
    cards = [
        _card(code, each, rules, of)._replace(cost=paid.get(code, {}), done=done.get(code, {}))
        for code, each in periods.items()
    ]
    return tuple(sorted(cards, key=lambda card: (-card.kept.total, card.code)))


def _card(code: str, sums: Mapping[int, Sequence[int]], rules: Rules, of: int) -> Card:
    periods = tuple(Period(number, *sums[number]) for number in sorted(sums))
    all_kept, total = (sum(each[place] for each in sums.values()) for place in (0, 1))
    held = kept(all_kept, total, sure=rules.sure)
    return Card(code, held, trend(periods, rules=rules, of=of), periods, {}, {})


def _paid(cost: Iterable[Cost]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for each in cost:
        found[each.who][each.currency] += each.amount
    return {
        who: {currency: round(amount, 2) for currency, amount in sorted(paid.items())}
        for who, paid in found.items()
    }


def _done(taken: Iterable[Step]) -> dict[str, dict[str, Done]]:
    found: dict[str, dict[str, Done]] = defaultdict(dict)
    for each in taken:
        before = found[each.who].get(each.kind, Done(0, {}))
        amount = before.amounts.get(each.currency, 0.0) + each.amount
        amounts = {**before.amounts, each.currency: round(amount, 2)}
        found[each.who][each.kind] = Done(before.times + each.times, amounts)
    return found
