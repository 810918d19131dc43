"""The numbers by which records of staff are weighed; a rulebook gives them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """How an employee's record is held against what the mix of their cases explains.

    The alarm: of honest employees at most the share ``yearly_false_alarms`` is marked in
    ``year_days``. A part ``from_the_start`` of it watches from the first day of the year, the rest
    begins anew every ``anew_days``. ``worse`` are the odds ratios that are looked for.

    What is still honest: odds up to ``least_odds`` times the expected ones, more where honest
    people differ more among themselves: ``spread`` times their standard deviation, taken to be by
    ``spread_sure`` standard errors more than what is seen.
    ``baseline_sure``: by so many standard errors the expected rate may be wrong. What happens in
    the share ``least_rate`` of trials is honest whatever others do.

    A stratum is worth its own record and ``stratum_worth`` cases of the team's mean. Fewer than
    ``least_peers`` others are nobody to be held against. ``limits`` are the funnel's two-sided
    probabilities, inner and outer. ``value_bands`` part orders by their worth, in the rulebook's
    currency. Records older than ``remembered_days`` are not looked at.
    """

    yearly_false_alarms: float
    year_days: int
    from_the_start: float
    anew_days: int
    worse: tuple[float, ...]
    least_odds: float
    least_rate: float
    spread: float
    baseline_sure: float
    stratum_worth: float
    least_peers: int
    limits: tuple[float, float]
    value_bands: tuple[float, ...]
    remembered_days: int
    spread_sure: float = 0.0

    def __post_init__(self) -> None:
        good = (
            0 < self.yearly_false_alarms < 1
            and 0 < self.from_the_start <= 1
            and 1 <= self.anew_days <= self.year_days
            and self.worse
            and min(self.worse) > 1
            and self.least_odds >= 1
            and 0 < self.least_rate < 1
            and min(self.spread, self.baseline_sure, self.spread_sure) >= 0
            and self.stratum_worth > 0
            and self.least_peers >= 1
            and 0 < self.limits[0] < self.limits[1] < 1
            and list(self.value_bands) == sorted(self.value_bands)
            and self.remembered_days >= self.year_days
        )
        if not good:
            raise ValueError(
                "the record of staff needs shares between 0 and 1, odds above 1, bands that rise, "
                "and remembers at least a year"
            )
