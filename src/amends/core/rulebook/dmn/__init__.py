"""DMN 1.1 to 1.5: models of others read and decided, our rulebooks written and read again."""

from amends.core.rulebook.dmn.errors import BadModel
from amends.core.rulebook.dmn.loading import load
from amends.core.rulebook.dmn.model import Model, Outcome

__all__ = ["BadModel", "Model", "Outcome", "load"]
