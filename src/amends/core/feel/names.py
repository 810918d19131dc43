"""Names that hold spaces and signs, found in a text by the names that are known.

``Monthly Salary - tax`` may be one name, two or three: what is known decides, the longest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from amends.core.feel.errors import BadExpression
from amends.core.feel.lexer import Token, tokens

LONGEST_NAME, MOST_PARTS = 500, 100
WHOLE = " "
"""The key of the name that ends here; no token is a space."""
KEYWORDS = frozenset(
    {
        "if",
        "then",
        "else",
        "for",
        "in",
        "return",
        "some",
        "every",
        "satisfies",
        "instance",
        "of",
        "between",
        "and",
        "or",
        "not",
        "function",
        "external",
        "true",
        "false",
        "null",
    }
)

FUNCTIONS_OF_WORDS = (
    "date and time",
    "years and months duration",
    "string length",
    "upper case",
    "lower case",
    "substring before",
    "substring after",
    "starts with",
    "ends with",
    "string join",
    "list contains",
    "list replace",
    "insert before",
    "index of",
    "distinct values",
    "round up",
    "round down",
    "round half up",
    "round half down",
    "day of year",
    "day of week",
    "month of year",
    "week of year",
    "get value",
    "get entries",
    "context put",
    "context merge",
    "met by",
    "overlaps before",
    "overlaps after",
    "finished by",
    "started by",
)
"""The built-in functions whose names are more than one word; they are known before a bracket."""


class KnownNames:
    """Names by the tokens they consist of; ``below`` are further ones that are known."""

    def __init__(self, names: Iterable[str] = (), below: KnownNames | None = None) -> None:
        self._tree: dict[str, Any] = {}
        self._below = below
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Make a name known; one that FEEL could never write is left out."""
        if len(name) > LONGEST_NAME:
            return
        try:
            parts = [token.text for token in tokens(name) if token.kind != "end"]
        except BadExpression:
            return
        if 1 < len(parts) <= MOST_PARTS:
            here = self._tree
            for part in parts:
                here = here.setdefault(part, {})
            here[WHOLE] = name

    def at(self, tokens: Sequence[Token], position: int) -> tuple[str, int]:
        """The longest known name of several tokens that begins here, and how many; else 0."""
        longest = ("", 0)
        known: KnownNames | None = self
        while known is not None:
            longest = max(longest, known._own(tokens, position), key=lambda found: found[1])
            known = known._below
        return longest

    def _own(self, tokens: Sequence[Token], position: int) -> tuple[str, int]:
        longest, here = ("", 0), self._tree
        for number, token in enumerate(tokens[position : position + MOST_PARTS], 1):
            if token.kind == "string" or token.text not in here:
                break
            here = here[token.text]
            longest = (here.get(WHOLE, longest[0]), number if WHOLE in here else longest[1])
        return longest


BUILT_IN = KnownNames(FUNCTIONS_OF_WORDS)
