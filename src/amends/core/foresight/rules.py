"""The numbers by which customers are warned; a rulebook gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Rules:
    """From when on a customer is told that a promise is at risk.

    ``promises`` are the kinds that are watched, from ``days_ahead`` before the day they are due
    until ``least_ahead`` before the moment they are due. Told is who has a probability of at least
    ``told_from``. ``half_life``: after so long an order counts half. A group of orders is held
    against the wider group it is part of, which is worth ``least_worth`` to ``most_worth`` orders.
    Nobody is told by a record of fewer than ``least_looks``, nor by one that foretold the latest
    ``tested_share`` of the looks no better than the base rate by ``least_skill`` (Brier skill
    score).
    ``orders`` is how many of the newest are learnt from; ``at_most`` how many are told at once.
    """

    promises: tuple[str, ...]
    told_from: float
    days_ahead: int
    least_ahead: timedelta
    half_life: timedelta
    least_worth: float
    most_worth: float
    least_looks: int
    least_skill: float
    tested_share: float
    orders: int
    at_most: int

    def __post_init__(self) -> None:
        good = (
            self.promises
            and 0 < self.told_from < 1
            and 0 < self.tested_share < 1
            and 0 <= self.days_ahead <= 60
            and self.half_life > timedelta(0)
            and self.least_ahead >= timedelta(0)
            and 0 < self.least_worth <= self.most_worth
            and min(self.least_looks, self.orders, self.at_most) > 0
            and -1 <= self.least_skill < 1
        )
        if not good:
            raise ValueError(
                "foresight needs kinds of promise, shares between 0 and 1, at most 60 days ahead, "
                "and numbers above 0"
            )
