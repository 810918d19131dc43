"""The truth about staff: funnels and a sequential rule, a controller's sample, and agreement.

``judge`` holds every person's record against what the mix of their cases explains. No league
table: nobody has a rank, and within the limits nobody is told apart. ``draw`` takes a day's sample,
``error_rate`` and ``agreement`` say what its reviews tell.
"""

from amends.core.staff.agreement import Agreement, agreement
from amends.core.staff.estimating import ErrorRate, Reviewed, error_rate
from amends.core.staff.funnel import Ratio, limits, spread_between
from amends.core.staff.judging import Standing, judge
from amends.core.staff.rules import Rules
from amends.core.staff.sampling import Drawn, SampleRules, Unit, draw
from amends.core.staff.tallies import Tally

__all__ = [
    "Agreement",
    "Drawn",
    "ErrorRate",
    "Ratio",
    "Reviewed",
    "Rules",
    "SampleRules",
    "Standing",
    "Tally",
    "Unit",
    "agreement",
    "draw",
    "error_rate",
    "judge",
    "limits",
    "spread_between",
]
