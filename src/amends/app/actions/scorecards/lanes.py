"""Which carrier for this lane: an order's kind and fulfilment, and where it is sent from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from amends.app.actions.scorecards.counting import Count
from amends.app.actions.scorecards.money import Cost
from amends.core.scorecards import Advice, Bidder, Chance, Rules, advice, best_of

MOST_LANES = 1_000
"""The lanes with the most promises; beyond them nobody reads on."""

Sums = dict[str, list[int]]


class Option(NamedTuple):
    """A carrier on a lane, and whether to take it."""

    chance: Chance
    advice: Advice


class Lane(NamedTuple):
    """One lane (order kind/fulfilment/location) and its carriers, the likeliest best first.

    ``currency`` is that of the cost; empty where nothing was spent, or money of several kinds,
    which is not added up.
    """

    lane: str
    total: int
    currency: str
    options: tuple[Option, ...]


def lanes_of(found: Iterable[Count], cost: Iterable[Cost], rules: Rules) -> tuple[Lane, ...]:
    """The lanes, the most promises first."""
    here: dict[str, Sums] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    all_: Sums = defaultdict(lambda: [0, 0])
    for each in found:
        for sums in (here[each.lane][each.code], all_[each.code]):
            sums[0] += each.kept
            sums[1] += each.total
    paid: dict[str, list[Cost]] = defaultdict(list)
    for one in cost:
        paid[one.lane].append(one)
    totals = {lane: sum(sums[1] for sums in each.values()) for lane, each in here.items()}
    largest = sorted(totals, key=lambda lane: (-totals[lane], lane))[:MOST_LANES]
    return tuple(_lane(lane, totals[lane], here[lane], all_, paid[lane], rules) for lane in largest)


def _lane(
    lane: str, total: int, here: Sums, all_: Sums, cost: Sequence[Cost], rules: Rules
) -> Lane:
    currencies = {each.currency for each in cost}
    currency = currencies.pop() if len(currencies) == 1 else ""
    paid = {each.who: each.amount for each in cost if each.currency == currency}
    bidders = [
        _bidder(code, sums, all_[code], paid.get(code, 0.0), rules) for code, sums in here.items()
    ]
    chances = best_of(bidders, sure=rules.sure)
    options = tuple(Option(each, advice(each, rules=rules)) for each in chances)
    return Lane(lane, total, currency, options)


def _bidder(
    code: str, here: Sequence[int], all_: Sequence[int], cost: float, rules: Rules
) -> Bidder:
    """Its record on other lanes stands in where it has little on this one."""
    good, total = all_[0] - here[0], all_[1] - here[1]
    share = (good + rules.start_share * rules.start_worth) / (total + rules.start_worth)
    return Bidder(code, here[0], here[1], share, rules.start_worth, cost)
