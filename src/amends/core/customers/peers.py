"""What customers like this one claim: a Beta-Binomial prior, fitted from the shop's own orders."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from amends.core.customers.rules import Rules
from amends.core.places.reliability.prior import pooled_worth


class Bought(NamedTuple):
    """What a customer ordered: the number of orders, with forgetting, how mostly, since when."""

    orders: float
    kind: str
    tenure_days: int


class Peers(NamedTuple):
    """A share of orders with a claim that nothing confirms, and how many orders that is worth.

    ``customers`` is how many it was learned from; 0 where the rulebook's start is used.
    """

    share: float
    worth: float
    customers: int = 0


def peers_of(bought: Bought, rules: Rules) -> str:
    """The name of the peers: the number of the tenure group and the kind of order, "1/online"."""
    return f"{bisect_right(rules.tenure_days, bought.tenure_days)}/{bought.kind}"


def fit_peers(seen: Sequence[tuple[float, float, int]], rules: Rules) -> Peers:
    """Learn from (orders with a claim, orders, customers who are so), both with forgetting.

    The share is that of all their orders, with the rulebook's start added as orders; the worth is
    the a + b of the Beta by the method of moments of Kleinman (JASA 68, 1973). Too few customers:
    the rulebook's start alone.
    """
    customers = sum(many for _, _, many in seen)
    start = Peers(rules.start_share, rules.start_worth)
    if customers < rules.least_customers:
        return start
    orders = sum(all_ * many for _, all_, many in seen)
    claims = sum(claimed * many for claimed, _, many in seen)
    share = (claims + start.share * start.worth) / (orders + start.worth)
    if not 0 < claims < orders:
        return Peers(share, start.worth, customers)
    worth = pooled_worth([(claimed, all_, many) for claimed, all_, many in seen if all_ > 0])
    return Peers(share, min(max(worth, rules.least_worth), rules.most_worth), customers)
