"""Which carrier to take on a lane, by what is expected to be lost with each."""

from __future__ import annotations

from enum import StrEnum

from amends.core.scorecards.best import Chance
from amends.core.scorecards.kept import Rules


class Advice(StrEnum):
    """``take``: surely the best. ``as_good``: hardly anything is expected to be lost with it.

    ``unclear``: it may be the best, and it may cost much: its record is too short. ``worse``: it
    keeps fewer promises than the best one.
    """

    TAKE = "take"
    AS_GOOD = "as_good"
    UNCLEAR = "unclear"
    WORSE = "worse"


def advice(chance: Chance, *, rules: Rules) -> Advice:
    """By the expected loss against the best of the lane (``behind``), not by the rank."""
    if chance.best >= rules.take_from:
        return Advice.TAKE
    if chance.behind <= rules.near:
        return Advice.AS_GOOD
    return Advice.UNCLEAR if chance.best >= 1 - rules.take_from else Advice.WORSE
