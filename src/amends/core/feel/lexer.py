"""FEEL text cut into tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from amends.core.feel.errors import BadExpression

LONGEST = 20_000
STRING = r'"(?:[^"\\]|\\.)*"'
DATE = r"\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d|@[\w/]+)?)?"
SIGN = r"[\u2070-\u218F\u2C00-\u2FEF\U00010000-\U000EFFFF]"
"""Letters of names beyond those of words: DMN 1.5, grammar rule 28."""
TOKENS = rf"""
    (?P<space>\s+|\ufeff|//[^\n]*|/\*.*?\*/)
  | (?P<at>@{STRING})
  | (?P<string>{STRING})
  | (?P<number>\d+(?:\.(?!\.)\d+)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)
  | (?P<name>(?:[^\W\d]|{SIGN})(?:\w|{SIGN})*(?:'\w+)*)
  | (?P<symbol>\.\.|\*\*|<=|>=|!=|->|[-+*/=<>(){{}}\[\],.:?'])
"""
FEEL = re.compile(TOKENS, re.VERBOSE | re.DOTALL)
CELL = re.compile(rf"(?P<date>{DATE})|{TOKENS}", re.VERBOSE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """One token; ``kind`` is at, string, number, name, symbol, date or end."""

    kind: str
    text: str
    at: int


def tokens(text: str, *, bare: bool = False) -> Iterator[Token]:
    """Cut ``text`` into tokens; with ``bare`` an ISO date may stand without ``date(...)``.

    Raise ``BadExpression`` at the first letter that belongs to nothing.
    """
    if len(text) > LONGEST:
        raise BadExpression(f"the expression is longer than {LONGEST} characters")
    pattern, position = CELL if bare else FEEL, 0
    while position < len(text):
        match = pattern.match(text, position)
        if match is None or match.lastgroup is None:
            raise BadExpression(f"{text[position]!r} is not understood", text=text, at=position)
        if match.lastgroup != "space":
            yield Token(match.lastgroup, match[0], position)
        position = match.end()
    yield Token("end", "", len(text))
