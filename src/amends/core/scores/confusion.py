"""A confusion table, and a share with its interval."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

WILSON_Z = 1.959963984540054
"""95 percent, two-sided."""


class Share(NamedTuple):
    """``right`` of ``of``; its interval is Wilson's (1927) of 95 percent."""

    right: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, or None of nothing."""
        return self.right / self.of if self.of else None

    def interval(self) -> tuple[float, float] | None:
        """The lower and the upper end, or None of nothing."""
        if not self.of:
            return None
        z2, n, p = WILSON_Z**2, self.of, self.right / self.of
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = WILSON_Z * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return max(0.0, middle - half), min(1.0, middle + half)

    def as_data(self) -> dict[str, Any]:
        """Plain values; rounded to six digits."""
        between = self.interval()
        return {
            "right": self.right,
            "of": self.of,
            "share": None if self.value is None else round(self.value, 6),
            "interval": [round(end, 6) for end in between] if between else None,
        }


class Confusion:
    """Counts of pairs: what was true, and what was found."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.counts = Counter(pairs)

    @property
    def right(self) -> Share:
        """How many were found as they were."""
        hits = sum(count for (true, found), count in self.counts.items() if true == found)
        return Share(hits, self.counts.total())

    def as_data(self) -> dict[str, dict[str, int]]:
        """Counts by what was true, then by what was found."""
        table: dict[str, dict[str, int]] = {}
        for (true, found), count in sorted(self.counts.items()):
            table.setdefault(true, {})[found] = count
        return table
