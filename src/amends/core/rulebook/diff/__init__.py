"""Two rulebooks held against each other: which situations they decide differently."""

from amends.core.rulebook.diff.comparing import STEPS, diff
from amends.core.rulebook.diff.report import Answer, Box, Change, Difference

__all__ = ["STEPS", "Answer", "Box", "Change", "Difference", "diff"]
