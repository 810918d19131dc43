"""Names that hold spaces and signs, found in a text by the names that are known.

``Monthly Salary - tax`` may be one name, two or three: what is known decides, the longest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from amends.core.feel.errors import BadExpression
from amends.core.feel.lexer import Token, tokens

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
        self._by_first: dict[str, dict[tuple[str, ...], str]] = {}
        self._below = below
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Make a name known; one that FEEL could never write is left out."""
        try:
            parts = tuple(token.text for token in tokens(name) if token.kind != "end")
        except BadExpression:
            return
        if len(parts) > 1:
            self._by_first.setdefault(parts[0], {})[parts] = name

    def at(self, tokens: Sequence[Token], position: int) -> tuple[str, int]:
        """The longest known name of several tokens that begins here, and how many; else 0."""
        found = max(self._candidates(tokens, position), key=lambda each: each[1], default=("", 0))
        return found

    def _candidates(self, tokens: Sequence[Token], position: int) -> Iterator[tuple[str, int]]:
        for parts, name in self._by_first.get(tokens[position].text, {}).items():
            there = tokens[position : position + len(parts)]
            if len(there) == len(parts) and all(
                token.text == part and token.kind != "string"
                for token, part in zip(there, parts, strict=True)
            ):
                yield name, len(parts)
        if self._below is not None:
            yield from self._below._candidates(tokens, position)


BUILT_IN = KnownNames(FUNCTIONS_OF_WORDS)
