"""A rulebook proven over its whole declared space, or a situation that breaks it."""

from amends.core.rulebook.check.budget import STEPS
from amends.core.rulebook.check.checking import check
from amends.core.rulebook.check.report import Finding, Proof, Report, Unknown

__all__ = ["STEPS", "Finding", "Proof", "Report", "Unknown", "check"]
