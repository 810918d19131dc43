"""Decision tables: a situation in, a decision with its reasons out."""

from amends.core.rulebook.book import Decision, Rulebook
from amends.core.rulebook.facts import BadSituation, Fact
from amends.core.rulebook.reading import read_rulebook, read_table
from amends.core.rulebook.tables import Fired, Rule, Table

__all__ = [
    "BadSituation",
    "Decision",
    "Fact",
    "Fired",
    "Rule",
    "Rulebook",
    "Table",
    "read_rulebook",
    "read_table",
]
