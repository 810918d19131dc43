"""The truth about staff: funnels and a sequential rule, a controller's sample, and agreement.

``judge`` holds every person's record against what the mix of their cases explains. No league
table: nobody has a rank, and within the limits nobody is told apart.
"""

from amends.core.staff.funnel import Ratio, limits, spread_between
from amends.core.staff.judging import Standing, judge
from amends.core.staff.rules import Rules
from amends.core.staff.tallies import Tally

__all__ = ["Ratio", "Rules", "Standing", "Tally", "judge", "limits", "spread_between"]
