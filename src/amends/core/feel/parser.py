"""FEEL text into a tree: unary tests (DMN 1.5, grammar rules 7 to 18) and simple expressions."""

from __future__ import annotations

import json
from decimal import Decimal

from amends.core.feel.errors import BadExpression
from amends.core.feel.lexer import Token, tokens
from amends.core.feel.nodes import (
    At,
    Call,
    Comparison,
    Everything,
    Interval,
    Literal,
    Name,
    Negation,
    Node,
    OneOf,
    Operation,
)

COMPARISONS = ("<", "<=", ">", ">=", "=", "!=")
STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 3}
KEYWORDS = {"true": True, "false": False, "null": None}
DEEPEST = 50
LONGEST_NUMBER = 100


def read_tests(text: str, *, bare: bool = False) -> Node:
    """Read the unary tests of one cell; ``bare`` lets ISO dates stand without ``date(...)``."""
    reader = _Reader(text, bare=bare)
    node = reader.tests()
    reader.expect_end()
    return node


class _Reader:
    """One pass over the tokens of a text, by recursive descent."""

    def __init__(self, text: str, *, bare: bool) -> None:
        self.text = text
        self.tokens: list[Token] = list(tokens(text, bare=bare))
        self.position = 0
        self.depth = 0

    def tests(self) -> Node:
        if self.next_is("-") and self.tokens[1].kind == "end":
            self.position += 1
            return Everything()
        if self.next_is("not") and self.tokens[self.position + 1].text == "(":
            self.position += 2
            tests = self.tests_between()
            self.expect(")")
            return OneOf(tests, negated=True)
        tests = self.tests_between()
        return tests[0] if len(tests) == 1 else OneOf(tests)

    def tests_between(self) -> tuple[Node, ...]:
        tests = [self.test()]
        while self.take(","):
            tests.append(self.test())
        return tuple(tests)

    def test(self) -> Node:
        if self.token.text in COMPARISONS and self.token.kind == "symbol":
            operator = self.advance().text
            return Comparison(operator, self.expression())
        if self.next_is("[") or self.next_is("]") or self.next_is("("):
            return self.interval()
        return self.expression()

    def interval(self) -> Node:
        low_closed = self.advance().text == "["
        low = self.expression()
        self.expect("..")
        high = self.expression()
        if not any(self.next_is(end) for end in "])["):
            raise self.wrong("the interval does not end with ], ) or [")
        return Interval(low, high, low_closed, self.advance().text == "]")

    def expression(self, strength: int = 0) -> Node:
        left = self.operand()
        while self.token.kind == "symbol" and STRENGTH.get(self.token.text, 0) > strength:
            operator = self.advance().text
            left = Operation(operator, left, self.expression(STRENGTH[operator]))
        return left

    def operand(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.wrong("this is nested too deeply")
        try:
            return self.plain_operand()
        finally:
            self.depth -= 1

    def plain_operand(self) -> Node:
        token = self.advance()
        if token.kind == "number":
            return Literal(number(token.text))
        if token.kind == "string":
            return Literal(unquoted(token.text))
        if token.kind == "at":
            return At(unquoted(token.text[1:]))
        if token.kind == "date":
            return At(token.text)
        if token.kind == "name":
            return self.named(token)
        if token.text == "-":
            return Negation(self.expression(STRENGTH["*"]))
        if token.text == "(":
            inner = self.expression()
            self.expect(")")
            return inner
        self.position -= 1
        raise self.wrong("a value is expected here")

    def named(self, token: Token) -> Node:
        if token.text in KEYWORDS:
            return Literal(KEYWORDS[token.text])
        parts = [token.text]
        while self.next_is(".") and self.tokens[self.position + 1].kind == "name":
            self.position += 1
            parts.append(self.advance().text)
        name = Name(tuple(parts))
        return Call(name, self.arguments()) if self.take("(") else name

    def arguments(self) -> tuple[Node, ...]:
        if self.take(")"):
            return ()
        arguments = [self.expression()]
        while self.take(","):
            arguments.append(self.expression())
        self.expect(")")
        return tuple(arguments)

    @property
    def token(self) -> Token:
        return self.tokens[self.position]

    def next_is(self, text: str) -> bool:
        return self.token.text == text and self.token.kind in {"symbol", "name"}

    def advance(self) -> Token:
        token = self.token
        if token.kind == "end":
            raise self.wrong("it ends too early")
        self.position += 1
        return token

    def take(self, text: str) -> bool:
        if not self.next_is(text):
            return False
        self.position += 1
        return True

    def expect(self, text: str) -> None:
        if not self.take(text):
            raise self.wrong(f"{text!r} is expected here")

    def expect_end(self) -> None:
        if self.token.kind != "end":
            raise self.wrong(f"{self.token.text!r} is not expected here")

    def wrong(self, message: str) -> BadExpression:
        return BadExpression(message, text=self.text, at=self.token.at)


def number(text: str) -> int | Decimal:
    """A number as it was written: whole ones as int, others exact."""
    if len(text) > LONGEST_NUMBER:
        raise BadExpression(f"a number has at most {LONGEST_NUMBER} digits", text=text[:50])
    return int(text) if text.isdigit() else Decimal(text)


def unquoted(text: str) -> str:
    """The text between double quotes, its escapes resolved."""
    try:
        return str(json.loads(text, strict=False))
    except ValueError:
        raise BadExpression("this text is not written rightly", text=text) from None
