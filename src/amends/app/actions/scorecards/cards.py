"""Scorecards: how each keeps its word, whether that changes, what it costs, and whom to take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from amends.app.actions.policy import current_policy
from amends.app.actions.scorecards.counting import Cost, Count, costs, count
from amends.core.scorecards import Bidder, Chance, Kept, Period, Rules, Trend, best_of, kept, trend

KINDS = ("carriers", "points", "sellers", "lines")
PARTIES: Mapping[str, tuple[str, ...]] = {
    "carriers": ("carrier",),
    "points": ("point",),
    "sellers": ("seller", "warehouse"),
    "lines": ("call_centre",),
}
"""Whose shares of failures are the cost on a card."""


class Card(NamedTuple):
    """One carrier, point, seller or line; ``cost`` is by currency; the earliest period first."""

    code: str
    kept: Kept
    trend: Trend
    periods: tuple[Period, ...]
    cost: Mapping[str, float]


class Lane(NamedTuple):
    """One lane (order kind/fulfilment), and its carriers, the likeliest best first."""

    lane: str
    carriers: tuple[Chance, ...]


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
    waiting = frozenset(policy.responsibility.waits_for)
    cost = costs(since=since, until=now)
    cards: dict[str, tuple[Card, ...]] = {}
    lanes: tuple[Lane, ...] = ()
    for kind in kinds:
        found = count(kind, since=since, until=now, days=rules.period_days, waiting=waiting)
        cards[kind] = _cards(found, [each for each in cost if each.party in PARTIES[kind]], rules)
        if kind == "carriers":
            lanes = _lanes(found, cost, rules)
    return Scorecards(since, now, cards, lanes)


def _cards(found: Iterable[Count], cost: Iterable[Cost], rules: Rules) -> tuple[Card, ...]:
    periods: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for each in found:
        sums = periods[each.code][each.period]
        sums[0] += each.kept
        sums[1] += each.total
    paid: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for one in cost:
        paid[one.who][one.currency] += one.amount
    cards = [_card(code, each, paid[code], rules, len(periods)) for code, each in periods.items()]
    return tuple(sorted(cards, key=lambda card: (-card.kept.total, card.code)))


def _card(
    code: str,
    sums: Mapping[int, Sequence[int]],
    cost: Mapping[str, float],
    rules: Rules,
    of: int,
) -> Card:
    periods = tuple(Period(number, *sums[number]) for number in sorted(sums))
    all_kept, total = (sum(each[place] for each in sums.values()) for place in (0, 1))
    rounded = {currency: round(amount, 2) for currency, amount in cost.items()}
    return Card(
        code,
        kept(all_kept, total, sure=rules.sure),
        trend(periods, rules=rules, of=of),
        periods,
        rounded,
    )


def _lanes(found: Iterable[Count], cost: Iterable[Cost], rules: Rules) -> tuple[Lane, ...]:
    here: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    all_: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for each in found:
        for sums in (here[each.lane][each.code], all_[each.code]):
            sums[0] += each.kept
            sums[1] += each.total
    paid: dict[tuple[str, str], float] = defaultdict(float)
    for one in cost:
        paid[one.lane, one.who] += one.amount
    lanes = []
    for lane, carriers in sorted(here.items()):
        bidders = [
            _bidder(code, sums, all_[code], paid[lane, code], rules)
            for code, sums in carriers.items()
        ]
        lanes.append(Lane(lane, tuple(best_of(bidders, sure=rules.sure))))
    return tuple(lanes)


def _bidder(
    code: str, here: Sequence[int], all_: Sequence[int], cost: float, rules: Rules
) -> Bidder:
    """Its record on other lanes stands in where it has little on this one."""
    good, total = all_[0] - here[0], all_[1] - here[1]
    share = (good + rules.start_share * rules.start_worth) / (total + rules.start_worth)
    return Bidder(code, here[0], here[1], share, rules.start_worth, cost)
