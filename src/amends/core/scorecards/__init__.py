"""How well partners and people keep what was promised; see docs/explanation/scorecards.md."""

from amends.core.scorecards.best import Bidder, Chance, best_of
from amends.core.scorecards.kept import Kept, Period, Rules, Trend, kept, trend

__all__ = ["Bidder", "Chance", "Kept", "Period", "Rules", "Trend", "best_of", "kept", "trend"]
