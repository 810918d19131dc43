"""What stands between operators: literals, names, brackets, lists, contexts, calls, filters."""

from __future__ import annotations

from abc import abstractmethod

from amends.core.feel.cursor import Cursor, number, unquoted
from amends.core.feel.lexer import Token
from amends.core.feel.nodes import (
    At,
    Call,
    Comparison,
    Context,
    Filter,
    Interval,
    ListOf,
    Literal,
    Name,
    Node,
    Path,
)

CONSTANTS = {"true": True, "false": False, "null": None}
COMPARISONS = ("<", "<=", ">", ">=", "=", "!=")
SIGNS = frozenset("+-*/.'")
AFTER_INTERVAL = ("", ")", ",", "]", "}", "and", "or", "then", "else", "return", "satisfies")


class Operands(Cursor):
    """Reads one operand."""

    @abstractmethod
    def expression(self) -> Node:
        """Any expression."""

    @abstractmethod
    def sum_(self) -> Node:
        """An expression without comparisons and logic."""

    def operand(self) -> Node:
        """A value with the paths, filters and arguments that follow it."""
        node = self.plain_operand()
        while True:
            if self.next_is(".") and not self.bare:
                self.advance()
                node = Path(node, self.name())
            elif self.next_is("[") and not self._ends_interval():
                node = self._filter(node)
            elif self.next_is("(") and not isinstance(node, Literal | At):
                node = self._call(node)
            else:
                return node

    def plain_operand(self) -> Node:
        """A literal, a name, or something in brackets."""
        token = self.token
        if token.kind in {"name", "symbol"} and self._is_name(token):
            return Name(self._dotted() if self.bare else (self.name(),))
        if self._compares():
            return self.comparison()
        token = self.advance()
        match token.kind:
            case "number":
                return Literal(number(token.text))
            case "string":
                return Literal(unquoted(token.text))
            case "at":
                return At(unquoted(token.text[1:]))
            case "date":
                return At(token.text)
            case "name":
                return Literal(CONSTANTS[token.text])
        return self._bracketed(token)

    def _compares(self) -> bool:
        return self.token.text in COMPARISONS and self.token.kind == "symbol"

    def comparison(self) -> Node:
        """``>= a``: a test, which is a range as a value."""
        self.deeper()
        try:
            return Comparison(self.advance().text, self.sum_())
        finally:
            self.depth -= 1

    def _is_name(self, token: Token) -> bool:
        return token.kind == "name" and token.text not in CONSTANTS

    def _dotted(self) -> tuple[str, ...]:
        parts = [self.name()]
        while self.next_is(".") and self.following.kind == "name":
            self.advance()
            parts.append(self.name())
        return tuple(parts)

    def _bracketed(self, token: Token) -> Node:
        if token.text == "?":
            return Name(("?",))
        if token.text == "{":
            return self._context()
        if token.text in {"(", "[", "]"}:
            return self._interval_or_inner(token.text)
        self.position -= 1
        raise self.wrong("a value is expected here")

    def _interval_or_inner(self, bracket: str) -> Node:
        """``(a)``, ``[a, b]``, ``[a..b]`` or ``(>= a)``, its first bracket being taken."""
        if bracket == "[" and self.take("]"):
            return ListOf(())
        first = self.expression()
        if self.take(".."):
            return self._interval(first, low_closed=bracket == "[")
        if bracket == "(":
            self.expect(")")
            return first
        if bracket == "]":
            raise self.wrong("'..' is expected here")
        return ListOf((first, *self._more("]")))

    def _interval(self, low: Node, *, low_closed: bool) -> Node:
        high = self.sum_()
        if not self.next_is("]", ")", "["):
            raise self.wrong("the interval does not end with ], ) or [")
        return Interval(low, high, low_closed, self.advance().text == "]")

    def _ends_interval(self) -> bool:
        """Whether the ``[`` that comes next can only be the open end of an interval."""
        return self.following.text in AFTER_INTERVAL and self.following.kind != "string"

    def _more(self, end: str) -> list[Node]:
        """Further items after a comma each, up to the bracket that ends them."""
        items = []
        while self.take(","):
            items.append(self.expression())
        self.expect(end)
        return items

    def _context(self) -> Node:
        entries: list[tuple[str, Node]] = []
        while not self.take("}"):
            if entries:
                self.expect(",")
            entries.append((self._key(), self.expression()))
        return Context(tuple(entries))

    def _key(self) -> str:
        if self.token.kind == "string":
            key = unquoted(self.advance().text)
            self.names.add(key)
        else:
            key = self.new_name(":")
        self.expect(":")
        return key

    def _filter(self, operand: Node) -> Node:
        self.expect("[")
        condition = self.expression()
        self.expect("]")
        return Filter(operand, condition)

    def _call(self, function: Node) -> Node:
        self.expect("(")
        if self.take(")"):
            return Call(function, ())
        names = [self._argument_name()]
        arguments = [self.expression()]
        while self.take(","):
            names.append(self._argument_name())
            arguments.append(self.expression())
        self.expect(")")
        if any(names) and not all(names):
            raise self.wrong("arguments have names, all or none")
        return Call(function, tuple(arguments), tuple(name for name in names if name))

    def _argument_name(self) -> str:
        """The name before ``:`` of a named argument, which may hold signs, or nothing."""
        at = self.position
        while self.tokens[at].kind in {"name", "number"} or self.tokens[at].text in SIGNS:
            at += 1
        if self.token.kind != "name" or self.tokens[at].text != ":":
            return ""
        name = self.text[self.token.at : self.tokens[at].at]
        self.position = at + 1
        return " ".join(name.split())
