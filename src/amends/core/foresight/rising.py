"""What probabilities have meant: isotonic regression of what happened on what was foretold.

Pool adjacent violators (Ayer and others, Annals of Mathematical Statistics 26, 1955), as a
calibration (Zadrozny & Elkan, KDD 2002): it only takes for granted that what was foretold as
likelier does not happen less often.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple


class Steps(NamedTuple):
    """``shares`` of what happened where up to ``ends`` was foretold; both never fall."""

    ends: tuple[float, ...] = ()
    shares: tuple[float, ...] = ()

    def at(self, foretold: float) -> float:
        """What the probability means; itself where nothing was learnt."""
        if not self.ends:
            return foretold
        return self.shares[min(bisect_left(self.ends, foretold), len(self.ends) - 1)]


class _Pool(NamedTuple):
    """``looks`` next to each other, of which ``broken``; the foretold ones sum up to ``sum``."""

    end: float
    looks: float
    broken: float
    sum: float

    @property
    def share(self) -> float:
        return self.broken / self.looks

    def with_next(self, other: _Pool) -> _Pool:
        return _Pool(
            other.end,
            self.looks + other.looks,
            self.broken + other.broken,
            self.sum + other.sum,
        )


def rising(foretold: Iterable[tuple[float, float, float]], *, worth: float) -> Steps:
    """Learn from (probability, broken, looks); what was foretold is itself worth some looks."""
    pools: list[_Pool] = []
    for chance, broken, looks in sorted(foretold):
        pool = _Pool(chance, looks, broken, looks * chance)
        while pools and (pools[-1].end == chance or pools[-1].share >= pool.share):
            pool = pools.pop().with_next(pool)
        pools.append(pool)
    drawn = ((each.broken + worth * each.sum / each.looks) / (each.looks + worth) for each in pools)
    return Steps(tuple(each.end for each in pools), tuple(accumulate(drawn, max)))
