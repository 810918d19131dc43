"""Operators and the expressions that begin with a word: if, for, some, every, function."""

from __future__ import annotations

from amends.core.feel.nodes import (
    Between,
    Everything,
    For,
    FunctionOf,
    If,
    In,
    InstanceOf,
    Iteration,
    Negation,
    Node,
    OneOf,
    Operation,
    Quantified,
    TypeName,
)
from amends.core.feel.operands import Operands
from amends.core.feel.typenames import read_type

LEVELS = (("+", "-"), ("*", "/"), ("**",))


class Expressions(Operands):
    """Reads expressions by recursive descent, the loosest operator first."""

    def tests(self) -> Node:
        """All of a cell: ``-``, ``not(...)`` or tests of which one must hold."""
        if self.next_is("-") and self.following.kind == "end":
            self.advance()
            return Everything()
        if self.next_is("not") and self.following.text == "(" and self._closes_at_end():
            self.position += 2
            tests = self._tests_up_to()
            self.expect(")")
            return OneOf(tests, negated=True)
        tests = self._tests_up_to()
        return tests[0] if len(tests) == 1 else OneOf(tests)

    def _closes_at_end(self) -> bool:
        """Whether the bracket after ``not`` ends with the text: ``not(a) and b`` is no test."""
        depth = 0
        for at, token in enumerate(self.tokens):
            depth += (token.text == "(") - (token.text == ")") if token.kind == "symbol" else 0
            if at and depth == 0:
                return at >= len(self.tokens) - 2
        return True

    def _tests_up_to(self) -> tuple[Node, ...]:
        tests = [self._test()]
        while self.take(","):
            tests.append(self._test())
        return tuple(tests)

    def _test(self) -> Node:
        return self.comparison() if self._compares() else self.expression()

    def expression(self) -> Node:
        """Any expression."""
        self.deeper()
        try:
            return self._starting_with_a_word() or self._disjunction()
        finally:
            self.depth -= 1

    def _starting_with_a_word(self) -> Node | None:
        if self.token.kind != "name" or self.names.at(self.tokens, self.position)[1]:
            return None
        match self.token.text:
            case "if":
                return self._if()
            case "for":
                return self._for()
            case "some" | "every":
                return self._quantified()
            case "function" if self.following.text == "(":
                return self._function()
        return None

    def _disjunction(self) -> Node:
        left = self._conjunction()
        while self.take("or"):
            left = Operation("or", left, self._conjunction())
        return left

    def _conjunction(self) -> Node:
        left = self._comparison()
        while self.take("and"):
            left = Operation("and", left, self._comparison())
        return left

    def _comparison(self) -> Node:
        left = self.sum_()
        while True:
            if self._compares():
                left = Operation(self.advance().text, left, self.sum_())
            elif self.take("between"):
                low = self.sum_()
                self.expect("and")
                left = Between(left, low, self.sum_())
            elif self.take("in"):
                left = In(left, self._in_tests())
            else:
                return left

    def _in_tests(self) -> Node:
        if self.take("("):
            first = self._test()
            if self.take(".."):
                return self._interval(first, low_closed=False)
            tests = (first, *(self._tests_up_to() if self.take(",") else ()))
            self.expect(")")
            return OneOf(tests)
        return self.sum_()

    def sum_(self) -> Node:
        """An expression without comparisons and logic."""
        return self._binary(0)

    def _binary(self, level: int) -> Node:
        if level == len(LEVELS):
            return self._typed()
        left = self._binary(level + 1)
        while self.next_is(*LEVELS[level]):
            left = Operation(self.advance().text, left, self._binary(level + 1))
        return left

    def _negation(self) -> Node:
        if not self.take("-"):
            return self.operand()
        self.deeper()
        try:
            return Negation(self._negation())
        finally:
            self.depth -= 1

    def _typed(self) -> Node:
        value = self._negation()
        if self.next_is("instance") and self.following.text == "of":
            self.position += 2
            return InstanceOf(value, read_type(self))
        return value

    def _if(self) -> Node:
        self.expect("if")
        condition = self.expression()
        self.expect("then")
        positive = self.expression()
        self.expect("else")
        return If(condition, positive, self.expression())

    def _for(self) -> Node:
        self.expect("for")
        iterations = self._iterations()
        self.expect("return")
        self.names.add("partial")
        return For(iterations, self.expression())

    def _quantified(self) -> Node:
        every = self.advance().text == "every"
        iterations = self._iterations()
        self.expect("satisfies")
        return Quantified(every, iterations, self.expression())

    def _iterations(self) -> tuple[Iteration, ...]:
        iterations = [self._iteration()]
        while self.take(","):
            iterations.append(self._iteration())
        return tuple(iterations)

    def _iteration(self) -> Iteration:
        name = self.new_name("in")
        self.expect("in")
        domain = self.expression()
        return Iteration(name, domain, self.expression() if self.take("..") else None)

    def _function(self) -> Node:
        self.position += 2
        parameters: list[tuple[str, TypeName | None]] = []
        while not self.take(")"):
            if parameters:
                self.expect(",")
            name = self.new_name(":", ",", ")")
            parameters.append((name, read_type(self) if self.take(":") else None))
        external = self.take("external")
        return FunctionOf(tuple(parameters), self.expression(), external)
