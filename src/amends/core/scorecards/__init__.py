"""How well partners and people keep what was promised; see docs/explanation/scorecards.md."""

from amends.core.scorecards.advice import Advice, advice
from amends.core.scorecards.best import Bidder, Chance, best_of
from amends.core.scorecards.kept import Kept, Period, Rules, Trend, kept, trend

__all__ = [
    "Advice",
    "Bidder",
    "Chance",
    "Kept",
    "Period",
    "Rules",
    "Trend",
    "advice",
    "best_of",
    "kept",
    "trend",
]
