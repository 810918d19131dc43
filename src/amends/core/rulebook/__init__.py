"""Decision tables: a situation in, a decision with its reasons out."""

from amends.core.rulebook.book import Decision, Rulebook
from amends.core.rulebook.tables import Fired, Rule, Table

__all__ = ["Decision", "Fired", "Rule", "Rulebook", "Table"]
