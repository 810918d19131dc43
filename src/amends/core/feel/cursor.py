"""The place in a text while it is read: tokens, names, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from amends.core.feel.errors import BadExpression
from amends.core.feel.lexer import Token, tokens
from amends.core.feel.names import BUILT_IN, KEYWORDS, KnownNames

DEEPEST = 50
LONGEST_NUMBER = 100
LARGEST_EXPONENT = 6_144
ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{6}|[\"'\\nrt])")
PLAIN = {'"': '"', "'": "'", "\\": "\\", "n": "\n", "r": "\r", "t": "\t"}


class Cursor:
    """Tokens of a text, one after another; ``bare`` is the way of a table's cell."""

    def __init__(self, text: str, *, bare: bool, names: KnownNames | Iterable[str] = ()) -> None:
        known = names if isinstance(names, KnownNames) else KnownNames(names)
        self.text = text
        self.bare = bare
        self.tokens: list[Token] = list(tokens(text, bare=bare))
        self.names = KnownNames(below=known)
        self.position = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        """The token that comes next."""
        return self.tokens[self.position]

    @property
    def following(self) -> Token:
        """The token after the next one."""
        return self.tokens[min(self.position + 1, len(self.tokens) - 1)]

    def next_is(self, *texts: str) -> bool:
        """Whether one of these symbols or words comes next."""
        return self.token.text in texts and self.token.kind in {"symbol", "name"}

    def advance(self) -> Token:
        """The next token, taken."""
        token = self.token
        if token.kind == "end":
            raise self.wrong("it ends too early")
        self.position += 1
        return token

    def take(self, text: str) -> bool:
        """Take the symbol or word if it comes next."""
        if not self.next_is(text):
            return False
        self.position += 1
        return True

    def expect(self, text: str) -> None:
        """Take the symbol or word, which must come next."""
        if not self.take(text):
            raise self.wrong(f"{text!r} is expected here")

    def expect_end(self) -> None:
        """Nothing may be left."""
        if self.token.kind != "end":
            raise self.wrong(f"{self.token.text!r} is not expected here")

    def deeper(self) -> None:
        """Count one more level of nesting."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.wrong("this is nested too deeply")

    def name(self) -> str:
        """The name that begins here: the longest that is known, or the words that follow."""
        known, length = self.names.at(self.tokens, self.position)
        built_in, words = BUILT_IN.at(self.tokens, self.position)
        if words > length and self.tokens[self.position + words].text == "(":
            known, length = built_in, words
        if length:
            self.position += length
            return known
        if self.token.kind != "name":
            raise self.wrong("a name is expected here")
        parts = [self.advance().text]
        while not self.bare and self.token.kind == "name" and self.token.text not in KEYWORDS:
            parts.append(self.advance().text)
        return " ".join(parts)

    def new_name(self, *ends: str) -> str:
        """A name that is written here for the first time, up to one of ``ends``; now known."""
        start = self.position
        while not self.next_is(*ends):
            self.advance()
        if start == self.position:
            raise self.wrong("a name is expected here")
        name = " ".join(self.text[self.tokens[start].at : self.token.at].split())
        self.names.add(name)
        return name

    def wrong(self, message: str) -> BadExpression:
        """The error that names this place."""
        return BadExpression(message, text=self.text, at=self.token.at)


def number(text: str) -> int | Decimal:
    """A number as it was written: whole ones as int, others exact."""
    if len(text) > LONGEST_NUMBER:
        raise BadExpression(f"a number has at most {LONGEST_NUMBER} digits", text=text[:50])
    if text.isdigit():
        return int(text)
    try:
        value = Decimal(text)
    except ArithmeticError:
        value = None
    if value is None or abs(value.adjusted()) > LARGEST_EXPONENT:
        raise BadExpression("this number is too large or too small", text=text)
    return value


def unquoted(text: str) -> str:
    """The text between double quotes, its escapes resolved; other backslashes stay."""
    try:
        letters = ESCAPE.sub(_unescaped, text[1:-1])
        return letters.encode("utf-16", "surrogatepass").decode("utf-16")
    except (ValueError, OverflowError):
        raise BadExpression("this text is not written rightly", text=text) from None


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    return chr(int(code[1:], 16)) if code[0] in "uU" else PLAIN[code]
