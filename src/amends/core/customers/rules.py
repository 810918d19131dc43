"""The numbers by which a customer's record is read; a rulebook gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Rules:
    """How what a customer claimed is weighed.

    After ``half_life`` an order and what was claimed of it count half: time heals. Peers are the
    customers whose first order lies equally long ago (``tenure_days`` are the limits between such
    groups) and who mostly order the same way. A record stands out by the probability that the true
    share of orders with a claim is more than ``times`` that of the peers. ``start_share`` and
    ``start_worth`` (in orders) are taken for granted of peers who are fewer than
    ``least_customers``; what peers are worth lies between ``least_worth`` and ``most_worth``.

    Two claims of one kind tell the same story where what both say agrees: days and numbers within
    ``near_days`` or ``near_share``, words in the share ``alike`` of their pieces. A claim counts as
    answered ``answered_hours`` after it was made at the latest.
    """

    half_life: timedelta
    tenure_days: tuple[int, ...]
    times: float
    start_share: float
    start_worth: float
    least_worth: float
    most_worth: float
    least_customers: int
    alike: float
    near_days: float
    near_share: float
    answered_hours: float

    def __post_init__(self) -> None:
        good = (
            self.half_life > timedelta(0)
            and list(self.tenure_days) == sorted(set(self.tenure_days))
            and self.times >= 1
            and 0 < self.start_share < 1
            and self.start_worth > 0
            and 0 < self.least_worth <= self.most_worth
            and 0 < self.alike <= 1
            and min(self.near_days, self.near_share, self.answered_hours) >= 0
        )
        if not good:
            raise ValueError(
                "customers needs a half-life and worths above 0, shares between 0 and 1, times of "
                "1 or more, and rising tenure_days"
            )

    def weight(self, then: datetime, now: datetime) -> float:
        """What is left of something that happened then: 1 now, a half after one half-life."""
        return float(0.5 ** (max(now - then, timedelta(0)) / self.half_life))
