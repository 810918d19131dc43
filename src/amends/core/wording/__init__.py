"""Every line that a customer reads, by the keys of the tables, and what is never said."""

from amends.core.wording.forbidden import forbidden
from amends.core.wording.lines import LINES
from amends.core.wording.mark import Line, Translator
from amends.core.wording.say import most_telling, say

__all__ = ["LINES", "Line", "Translator", "forbidden", "most_telling", "say"]
