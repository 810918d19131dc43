"""The facts of a customer's record, each with the claims that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from amends.core.customers.peers import Bought, Peers
from amends.core.customers.rules import Rules
from amends.core.customers.stories import (
    CONFIRMED,
    CONTRADICTED,
    UNCONFIRMED,
    Told,
    corrected_tellings,
    earlier_tellings,
)
from amends.core.places.reliability.beta import share_below

DIGITS = 3


class Fact(NamedTuple):
    """A number, and the numbers of the claims it rests on."""

    value: float
    rests_on: tuple[int, ...] = ()


class Record(NamedTuple):
    """What a customer's claims show; older ones count less.

    ``contradicted``: stories that the record contradicts, one for each order and kind;
    ``repeats``: times that such a story was told again after it was answered; ``claims_excess``:
    the probability that the true share of orders with a claim that nothing confirms is more than so
    many times that of the peers; ``unproven_worth``: the worth of orders with a claim that nothing
    confirms or contradicts, in the rulebook's currency; ``confirmed_share``: of all claims, those
    that were confirmed (1 without claims). What was confirmed never counts against anybody, nor
    what the customer has corrected.
    """

    contradicted: Fact
    repeats: Fact
    claims_excess: Fact
    unproven_worth: Fact
    confirmed_share: Fact
    peers: Peers
    bought: Bought

    def as_facts(self) -> dict[str, float]:
        """The numbers by the names that the rulebook has for them."""
        return {name: fact.value for name, fact in self._named()}

    def rests_on(self) -> dict[str, list[int]]:
        """The numbers of the claims by the fact that rests on them."""
        return {name: list(fact.rests_on) for name, fact in self._named()}

    def _named(self) -> Iterator[tuple[str, Fact]]:
        yield "contradicted_claims", self.contradicted
        yield "story_repeats", self.repeats
        yield "claims_excess", self.claims_excess
        yield "unproven_worth", self.unproven_worth
        yield "confirmed_share", self.confirmed_share


def record_of(
    told: Sequence[Told], bought: Bought, peers: Peers, *, rules: Rules, now: datetime
) -> Record:
    """The record of one customer at ``now``; claims that were made later are not seen."""
    before = [each for each in told if each.said_at <= now]
    corrected = corrected_tellings(before)
    seen = [each for each in before if each.number not in corrected]
    stories = _latest_of_each(each for each in seen if each.verdict == CONTRADICTED)
    again = earlier_tellings(seen, rules)
    repeats = [each for each in seen if each.number in again]
    doubted = _by_order(each for each in seen if each.verdict in (UNCONFIRMED, CONTRADICTED))
    unproven = _by_order(each for each in seen if each.verdict == UNCONFIRMED)
    return Record(
        contradicted=_fact(((1.0, each) for each in stories), rules, now),
        repeats=_fact(((1.0, each) for each in repeats), rules, now),
        claims_excess=_excess(doubted, bought, peers, rules, now),
        unproven_worth=_fact(((each.worth or 0.0, each) for each in unproven), rules, now),
        confirmed_share=_confirmed(seen),
        peers=peers,
        bought=bought,
    )


def _latest_of_each(told: Iterable[Told]) -> list[Told]:
    """One for each order and kind: who insists on one thing has not claimed two."""
    latest: dict[tuple[str, str], Told] = {}
    for each in sorted(told, key=lambda one: (one.said_at, one.number)):
        latest[each.order, each.kind] = each
    return list(latest.values())


def _by_order(told: Iterable[Told]) -> list[Told]:
    orders: dict[str, Told] = {each.order: each for each in told}
    return list(orders.values())


def _fact(weighed: Iterable[tuple[float, Told]], rules: Rules, now: datetime) -> Fact:
    pieces = list(weighed)
    total = sum(much * rules.weight(each.said_at, now) for much, each in pieces)
    return Fact(round(total, DIGITS), tuple(each.number for _, each in pieces))


def _excess(
    doubted: Sequence[Told], bought: Bought, peers: Peers, rules: Rules, now: datetime
) -> Fact:
    """Beta posterior of this customer's share: P(share > times x peers' share).

    Gelman et al., "Bayesian Data Analysis", 2.4 and 5.3: prior Beta(share x worth, rest) of the
    peers, orders as trials. Nobody who claimed nothing stands out.
    """
    limit = rules.times * peers.share
    if not doubted or limit >= 1:
        return Fact(0.0)
    claimed = sum(rules.weight(each.placed_at, now) for each in doubted)
    orders = max(bought.orders, claimed)
    a = peers.share * peers.worth + claimed
    b = (1 - peers.share) * peers.worth + orders - claimed
    above = 1 - share_below(limit, a, b)
    return Fact(
        round(min(max(above, 0.0), 1.0), DIGITS), tuple(sorted(each.number for each in doubted))
    )


def _confirmed(seen: Sequence[Told]) -> Fact:
    judged = [each for each in seen if each.verdict in VERDICTS]
    confirmed = [each for each in judged if each.verdict == CONFIRMED]
    share = len(confirmed) / len(judged) if judged else 1.0
    return Fact(round(share, DIGITS), tuple(each.number for each in confirmed))


VERDICTS = (CONFIRMED, UNCONFIRMED, CONTRADICTED)
