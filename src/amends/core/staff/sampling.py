"""A controller's sample of a day: part at random, part by risk, with known inclusion probabilities.

The random part is systematic over cases ordered by stratum and, within it, by chance: every case
has the same probability, and each stratum its share (Cochran 1977, chapter 8). The part by risk is
systematic with probabilities in proportion to size (Madow 1949). A case is in the sample if either
drew it, so its probability is 1 - (1 - p)(1 - q). The same seed draws the same sample.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class SampleRules:
    """How large the sample of a day is, and what it is made of.

    The share ``share`` of the cases, within ``least`` and ``most``; ``random_part`` of it at
    random, ``second_part`` of it reviewed by a second person too. A case at risk is ``risk_worth``
    times as likely to be drawn by risk.
    """

    share: float
    least: int
    most: int
    random_part: float
    second_part: float
    risk_worth: float

    def __post_init__(self) -> None:
        shares = (self.share, self.random_part, self.second_part)
        if not (
            all(0 <= each <= 1 for each in shares)
            and self.random_part > 0
            and 1 <= self.least <= self.most
            and self.risk_worth >= 1
        ):
            raise ValueError(
                "a sample needs shares between 0 and 1, some of it at random, and at least one case"
            )


class Unit(NamedTuple):
    """A case that may be drawn, by its ``number``; ``risks`` counts the reasons to look at it."""

    number: int
    stratum: str
    risks: int


class Drawn(NamedTuple):
    """A case that was drawn ``by`` chance ("random") or "risk", and how probable that was."""

    number: int
    stratum: str
    by: str
    probability: float
    second: bool


def draw(units: Sequence[Unit], *, rules: SampleRules, seed: str) -> list[Drawn]:
    """The sample of these cases; all of them where they are no more than the least."""
    rng = Random(seed)
    mixed = sorted(units, key=lambda unit: unit.number)
    rng.shuffle(mixed)
    mixed.sort(key=lambda unit: unit.stratum)
    size = min(len(mixed), rules.most, max(rules.least, math.ceil(rules.share * len(mixed))))
    by_chance = size if size == len(mixed) else math.ceil(size * rules.random_part)
    even = _probabilities([1.0] * len(mixed), by_chance)
    sizes = [rules.risk_worth if unit.risks else 1.0 for unit in mixed]
    risky = _probabilities(sizes, size - by_chance)
    random, risk = _systematic(even, rng.random()), _systematic(risky, rng.random())
    return [
        Drawn(
            unit.number,
            unit.stratum,
            "random" if place in random else "risk",
            1 - (1 - even[place]) * (1 - risky[place]),
            rng.random() < rules.second_part,
        )
        for place, unit in enumerate(mixed)
        if place in random or place in risk
    ]


def _probabilities(sizes: Sequence[float], count: int) -> list[float]:
    """In proportion to size and at most 1, so that they sum to ``count``."""
    found, sure = [0.0] * len(sizes), set[int]()
    while True:
        rest = sum(size for place, size in enumerate(sizes) if place not in sure)
        left = count - len(sure)
        for place, size in enumerate(sizes):
            found[place] = 1.0 if place in sure else max(0, left) * size / rest if rest else 0.0
        beyond = {place for place, each in enumerate(found) if each > 1} - sure
        if not beyond:
            return found
        sure |= beyond


def _systematic(probabilities: Sequence[float], start: float) -> set[int]:
    """Every place at which the running sum passes ``start`` and a whole number."""
    chosen, total = set[int](), 0.0
    for place, each in enumerate(probabilities):
        before, total = total, total + each
        if math.floor(total - start + 1e-9) > math.floor(before - start + 1e-9):
            chosen.add(place)
    return chosen
