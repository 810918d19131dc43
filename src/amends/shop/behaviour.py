"""How reliable the shop is: which trick it plays how often."""

from __future__ import annotations

import random
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

HOSTILE: Mapping[str, float] = {
    "slow": 0.08,
    "error_before": 0.08,
    "error_after": 0.08,
    "hang_up_before": 0.08,
    "hang_up_after": 0.08,
    "malformed": 0.06,
    "busy": 0.06,
    "twice": 0.08,
    "later": 0.08,
    "forgets_to_report": 0.06,
    "refuse": 0.02,
}
"""Shares of all requests; the rest is handled as one would wish."""

BEHAVIOURS: Mapping[str, Mapping[str, float]] = {"calm": {}, "hostile": HOSTILE}


@dataclass(slots=True)
class Behaviour:
    """Draws a trick for each request; the same seed draws the same tricks in the same order.

    ``longest`` is the longest time, in seconds, that a slow answer or a late report takes.
    With ``keeps_time`` what has an agreed time is accepted, and done at that time, not at once.
    """

    shares: Mapping[str, float]
    seed: int = 0
    longest: float = 5.0
    keeps_time: bool = False
    _random: random.Random = field(init=False)
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock)

    def __post_init__(self) -> None:
        if sum(self.shares.values()) > 1 or min(self.shares.values(), default=0) < 0:
            raise ValueError("the shares are from 0 to 1 and together at most 1")
        self._random = random.Random(self.seed)

    def draw(self) -> str:
        """The name of the trick to play now."""
        with self._lock:
            point = self._random.random()
        for trick, share in self.shares.items():
            point -= share
            if point < 0:
                return trick
        return "calm"

    def wait(self) -> float:
        """How long to take, in seconds."""
        with self._lock:
            return self._random.uniform(0.1, 1.0) * self.longest
