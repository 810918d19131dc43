"""The numbers by which a point is judged; a rulebook gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from amends.core.places.reliability.signs import Sign


@dataclass(frozen=True, slots=True)
class Rules:
    """How a point is judged.

    Proof: after ``half_life`` a hand-over counts half; ``failures`` are the signs that count
    against it. What is not known of a point is taken from its operator: a share of good visits and
    the number of visits it is worth, from ``least_worth`` to ``most_worth``; an operator without a
    record starts at ``start_share`` as if seen in ``start_worth`` visits. ``quantile``: the lower
    bound is the share that the truth is below with this probability. ``least``: the bound that is
    asked for.

    Alarm: of ``alarms`` a healthy point shows at most the share ``usual`` in all its visits; a
    dying one shows one of the shares ``dying``. At most one false alarm in ``visits_per_alarm``.
    Back: ``back`` says how much each sign is worth on the way back, ``enough`` what is needed;
    a bad sign begins it anew. A point that came back starts at the part ``head_start`` of an alarm.

    ``remembered``: of so many last visits the words are told ("412 of the last 412").
    """

    half_life: timedelta
    quantile: float
    least: float
    failures: frozenset[Sign]
    start_share: float
    start_worth: float
    least_worth: float
    most_worth: float
    alarms: frozenset[Sign]
    usual: float
    dying: tuple[float, ...]
    visits_per_alarm: float
    back: tuple[tuple[Sign, float], ...]
    enough: float
    head_start: float
    remembered: int

    def __post_init__(self) -> None:
        shares = (self.quantile, self.least, self.start_share, self.usual, *self.dying)
        good = (
            self.half_life > timedelta(0)
            and all(0 < share < 1 for share in shares)
            and self.dying
            and min(self.dying) > self.usual
            and 0 < self.least_worth <= self.most_worth
            and self.start_worth > 0
            and self.visits_per_alarm > 1
            and 0 <= self.head_start < 1
            and self.enough > 0
            and 1 <= self.remembered <= 1000
        )
        if not good:
            raise ValueError(
                "reliability needs shares between 0 and 1, every dying share above the usual one, "
                "and numbers above 0"
            )

    def worth_back(self, sign: Sign) -> float:
        """How much a sign counts on the way back."""
        return dict(self.back).get(sign, 0.0)
