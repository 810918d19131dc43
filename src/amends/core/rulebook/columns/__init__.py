"""Many situations decided at once, on NumPy or Arrow columns, from the same compiled rulebook.

A fact's values become small whole numbers (``positions``), those of the facts of several tables one
place in a list of their answers (``bundles``), piece by piece, so that what is worked on stays in
the cache.
"""

from amends.core.rulebook.columns.answers import ManyDecisions, Problem, TableAnswers
from amends.core.rulebook.columns.run import Vectorised
from amends.core.rulebook.columns.sources import Coded

__all__ = ["Coded", "ManyDecisions", "Problem", "TableAnswers", "Vectorised"]
