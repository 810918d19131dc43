"""Whether reviewers agree beyond chance: Krippendorff's alpha for nominal data (2004, chapter 11).

It takes any number of reviewers and cases that only some of them saw. The interval is a bootstrap
over cases, seeded, so that the same reviews always give the same interval.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from random import Random
from typing import NamedTuple

ROUNDS = 1000
SEED = 1


class Agreement(NamedTuple):
    """1 is perfect, 0 is chance; ``low`` to ``high``: 95 percent. ``cases`` seen by several."""

    alpha: float
    low: float
    high: float
    cases: int


def agreement(cases: Sequence[Sequence[Hashable]]) -> Agreement | None:
    """Of each case the answers of its reviewers.

    None where no case has two, and where all say the same: nothing is told apart from chance.
    """
    shared = [Counter(answers) for answers in cases if len(answers) > 1]
    if len({answer for counts in shared for answer in counts}) < 2:
        return None
    rng = Random(SEED)
    drawn = sorted(_alpha(rng.choices(shared, k=len(shared))) for _ in range(ROUNDS))
    return Agreement(
        _alpha(shared), drawn[int(0.025 * ROUNDS)], drawn[int(0.975 * ROUNDS)], len(shared)
    )


def _alpha(cases: Sequence[Counter[Hashable]]) -> float:
    totals: Counter[Hashable] = Counter()
    differ = 0.0
    for counts in cases:
        seen = counts.total()
        totals.update(counts)
        differ += (seen * seen - sum(count * count for count in counts.values())) / (seen - 1)
    all_ = totals.total()
    by_chance = (all_ * all_ - sum(count * count for count in totals.values())) / (all_ - 1)
    return 1 - differ / by_chance if by_chance else 1.0
