"""Boxed expressions of the XML into trees (DMN 1.5, 10.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

from amends.core.feel.errors import BadExpression
from amends.core.feel.names import KnownNames
from amends.core.feel.nodes import (
    Comparison,
    Filter,
    For,
    If,
    Iteration,
    ListOf,
    Literal,
    Node,
    Quantified,
)
from amends.core.feel.parser import read_expression, read_tests
from amends.core.rulebook.dmn.boxed import BoxedContext, BoxedFunction, Failed, Invocation, Typed
from amends.core.rulebook.dmn.definitions import Types
from amends.core.rulebook.dmn.items import ANY, ItemType
from amends.core.rulebook.dmn.tables import Clause, DecisionTable, TableRule
from amends.core.rulebook.dmn.xml import child, children, local, name_of, text

FEEL_ENDS = ("", "feel", "feel/")
POLICIES = {"COLLECT", "UNIQUE", "FIRST", "ANY", "PRIORITY", "RULE ORDER", "OUTPUT ORDER"}


class Reader:
    """Reads the expressions of one element, with the names that it knows; ``said`` is the type of
    what the element says."""

    def __init__(
        self, types: Types, names: KnownNames | Iterable[str], said: ItemType = ANY
    ) -> None:
        self.types = types
        self.said = said
        self.names = names if isinstance(names, KnownNames) else KnownNames(names)

    def with_names(self, names: Iterable[str]) -> Reader:
        """A reader that knows further names."""
        return Reader(self.types, KnownNames(names, below=self.names))

    def inside(self, element: Element | None) -> Node:
        """The expression that is a child of an element; null where there is none."""
        for each in element if element is not None else ():
            if local(each) in READERS:
                return self.read(each)
        return Literal(None)

    def read(self, element: Element) -> Node:
        """The expression that an element is, its value of the type that it names. (What a function
        names is the type of its result.)"""
        node = READERS[local(element)](self, element)
        type_ = ANY if local(element) == "functionDefinition" else self._type(element)
        return node if type_ is ANY else Typed(node, type_)

    def _type(self, element: Element) -> ItemType:
        return self.types.of(element.get("typeRef"))

    def expression(self, source: str) -> Node:
        """FEEL text; what is not understood is null with a message."""
        try:
            return read_expression(source, self.names) if source else Literal(None)
        except BadExpression as error:
            return Failed(str(error))

    def tests(self, source: str) -> Node:
        """The unary tests of a cell."""
        try:
            return read_tests(source or "-", names=self.names)
        except BadExpression as error:
            return Comparison("<", Failed(str(error)))

    def literal(self, element: Element) -> Node:
        language = (element.get("expressionLanguage") or "").lower()
        if not language.endswith(FEEL_ENDS[1:]) and language:
            return Failed(f"the expression language {language!r} is not FEEL")
        return self.expression(text(element))

    def context(self, element: Element) -> Node:
        entries: list[tuple[str, Node]] = []
        reader, result = self.with_names([]), None
        for entry in children(element, "contextEntry"):
            variable = child(entry, "variable")
            if variable is None:
                result = reader.inside(entry)
                continue
            node = Typed(reader.inside(entry), self._type(variable))
            entries.append((name_of(variable), node))
            reader.names.add(name_of(variable))
        return BoxedContext(tuple(entries), result)

    def list_of(self, element: Element) -> Node:
        return ListOf(tuple(self.read(each) for each in element if local(each) in READERS))

    def relation(self, element: Element) -> Node:
        columns = [(name_of(each), self._type(each)) for each in children(element, "column")]
        rows = []
        for row in children(element, "row"):
            cells = [self.read(each) for each in row if local(each) in READERS]
            named = zip(columns, cells, strict=False)
            entries = tuple((name, Typed(cell, type_)) for (name, type_), cell in named)
            rows.append(BoxedContext(entries, None))
        return ListOf(tuple(rows))

    def invocation(self, element: Element) -> Node:
        bindings = tuple(
            (name_of(child(binding, "parameter")), self.inside(binding))
            for binding in children(element, "binding")
        )
        return Invocation(self.inside(element), bindings)

    def function(self, element: Element, name: str = "") -> Node:
        if element.get("kind", "FEEL") != "FEEL":
            return Failed(f"functions of {element.get('kind')} are never run")
        found = list(children(element, "formalParameter"))
        parameters = tuple((name_of(each), self._type(each)) for each in found)
        body = self.with_names(name for name, _ in parameters).inside(element)
        return BoxedFunction(name, parameters, Typed(body, self._type(element).returned))

    def conditional(self, element: Element) -> Node:
        parts = [self.inside(child(element, name)) for name in ("if", "then", "else")]
        return If(*parts)

    def filter(self, element: Element) -> Node:
        match = self.with_names(["item"]).inside(child(element, "match"))
        return Filter(self.inside(child(element, "in")), match)

    def loop(self, element: Element) -> Node:
        name = name_of(element, "iteratorVariable")
        iterations = (Iteration(name, self.inside(child(element, "in"))),)
        body = self.with_names([name]).inside(child(element, "return", "satisfies"))
        if local(element) == "for":
            return For(iterations, body)
        return Quantified(local(element) == "every", iterations, body)

    def table(self, element: Element) -> Node:
        policy = element.get("hitPolicy", "UNIQUE").upper()
        if policy not in POLICIES:
            return Failed(f"the hit policy {policy!r} is not known")
        outputs = list(children(element, "output"))
        said = self.said if len(outputs) == 1 else ANY
        return DecisionTable(
            policy=policy.lower(),
            aggregate=element.get("aggregation", "").lower(),
            inputs=tuple(self._input(each) for each in children(element, "input")),
            outputs=tuple(self._output(each, said) for each in outputs),
            rules=tuple(self._rule(each) for each in children(element, "rule")),
        )

    def _input(self, element: Element) -> Clause:
        expression = child(element, "inputExpression")
        node = self.literal(expression) if expression is not None else Literal(None)
        allowed = text(child(element, "inputValues"))
        return Clause(
            name=text(expression),
            node=node,
            allowed=self.tests(allowed) if allowed else None,
            type=self.types.of(expression.get("typeRef") if expression is not None else ""),
        )

    def _output(self, element: Element, said: ItemType) -> Clause:
        listed = text(child(element, "outputValues"))
        default = child(element, "defaultOutputEntry")
        own = self._type(element).values
        return Clause(
            name=name_of(element),
            node=self.literal(default) if default is not None and text(default) else None,
            allowed=self.tests(listed) if listed else own or said.values,
        )

    def _rule(self, element: Element) -> TableRule:
        return TableRule(
            tests=tuple(self.tests(text(each)) for each in children(element, "inputEntry")),
            outputs=tuple(self.literal(each) for each in children(element, "outputEntry")),
        )


READERS: dict[str, Callable[[Reader, Element], Node]] = {
    "literalExpression": Reader.literal,
    "decisionTable": Reader.table,
    "context": Reader.context,
    "list": Reader.list_of,
    "relation": Reader.relation,
    "invocation": Reader.invocation,
    "functionDefinition": Reader.function,
    "conditional": Reader.conditional,
    "filter": Reader.filter,
    "for": Reader.loop,
    "every": Reader.loop,
    "some": Reader.loop,
}
