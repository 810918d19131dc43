"""The built-in functions of FEEL (DMN 1.5, 10.3.4), by name."""

from amends.core.feel.builtins import (
    contexts,
    conversion,
    folds,
    lists,
    numbers,
    ranges,
    strings,
    temporal,
)
from amends.core.feel.builtins.registry import functions

FUNCTIONS = functions()

__all__ = [
    "FUNCTIONS",
    "contexts",
    "conversion",
    "folds",
    "lists",
    "numbers",
    "ranges",
    "strings",
    "temporal",
]
