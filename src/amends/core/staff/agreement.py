"""Whether reviewers agree beyond chance: Krippendorff's alpha for nominal data (2004, chapter 11).

It takes any number of reviewers and cases that only some of them saw. The interval is Wilson's for
the disagreement that was seen, beside what chance alone would make: a bootstrap over cases is too
narrow for a few dozen of them, and of no width at all where nobody disagreed yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from amends.core.staff.estimating import wilson


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
    by_chance = _by_chance(shared)
    if not by_chance:
        return None
    seen = _seen(shared)
    least, most = wilson(seen, len(shared))
    alpha = 1 - seen / by_chance
    # Wilson's ends may miss 0 and 1 by a rounding
    low, high = min(alpha, 1 - most / by_chance), max(alpha, 1 - least / by_chance)
    return Agreement(alpha, low, high, len(shared))


def _seen(cases: Sequence[Counter[Hashable]]) -> float:
    """The share of pairs of answers to the same case that differ; a case weighs by its answers."""
    differ = sum(
        (counts.total() ** 2 - sum(count * count for count in counts.values()))
        / (counts.total() - 1)
        for counts in cases
    )
    return differ / sum(counts.total() for counts in cases)


def _by_chance(cases: Sequence[Counter[Hashable]]) -> float:
    """The share of pairs of all answers, to whatever case, that differ."""
    totals = sum(cases, Counter[Hashable]())
    every = totals.total()
    same = sum(count * count for count in totals.values())
    return (every * every - same) / (every * (every - 1)) if every else 0.0
