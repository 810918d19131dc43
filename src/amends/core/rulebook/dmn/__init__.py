"""DMN 1.1 to 1.5: models of others read and decided, our rulebooks written and read again."""

from amends.core.rulebook.dmn.dumping import dump
from amends.core.rulebook.dmn.errors import BadModel
from amends.core.rulebook.dmn.loading import load
from amends.core.rulebook.dmn.model import Model, Outcome
from amends.core.rulebook.dmn.ours import Converted, Misfit, to_rulebook

__all__ = ["BadModel", "Converted", "Misfit", "Model", "Outcome", "dump", "load", "to_rulebook"]
