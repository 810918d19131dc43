"""An expression over a region: all that it may be there, facts and answers being half known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

from amends.core.feel import evaluate
from amends.core.feel.builtins import FUNCTIONS
from amends.core.feel.errors import Undefined
from amends.core.feel.nodes import (
    Call,
    Filter,
    If,
    Literal,
    Name,
    Node,
    Operation,
    Path,
    Quantified,
    walk,
)
from amends.core.feel.paths import member
from amends.core.feel.run import Run
from amends.core.rulebook.check.invariants.limits import is_told_by_buckets, tested_fact
from amends.core.rulebook.check.invariants.mentions import Mentions, mentions
from amends.core.rulebook.check.invariants.polynomials import Polynomial
from amends.core.rulebook.check.invariants.possible import (
    ANY,
    TRUTHS,
    Anything,
    Items,
    Value,
    combined,
    of_truths,
    operated,
    truths,
    union,
)
from amends.core.rulebook.check.invariants.quantifiers import (
    body_of,
    listed,
    quantified,
    runs_through,
)
from amends.core.rulebook.check.invariants.view import View
from amends.core.rulebook.check.space import Space

LOGIC = {"and": False, "or": True}


class Reasoner:
    """Says of expressions what they may be in a region. Each is read once and kept."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.places = space.book.places
        self._mentions: dict[int, tuple[Node, Mentions]] = {}
        self._bodies: dict[int, Node] = {}
        self._passed: dict[int, tuple[Any, ...] | None] = {}
        self._handlers: dict[type[Node], Callable[[Any, View], Value]] = {
            Literal: lambda node, view: (node.value,),
            Name: self._name,
            Path: self._path,
            Filter: self._filter,
            Operation: self._operation,
            If: self._if,
            Call: self._call,
            Quantified: self._quantified,
        }

    def value(self, node: Node, view: View) -> Value:
        """All that an expression may be in a region."""
        passed = self._buckets(node, view)
        if passed is not None:
            return passed
        handler = self._handlers.get(type(node), self._tried)
        return handler(node, view)

    def mentions(self, node: Node) -> Mentions:
        """What a node looks at; names of variables count as known."""
        if id(node) not in self._mentions:
            self._mentions[id(node)] = (node, mentions(node, self.space.book))
        return self._mentions[id(node)][1]

    def relevant(self, nodes: Sequence[Node], place: int, view: View) -> int | None:
        """The rules of a table that matter to expressions which quantify over it.

        None where they use the table otherwise, so that all rules matter.
        """
        name, rules = self.space.sheets[place].table.name, 0
        inside = [part for node in nodes for part in walk(node)]
        uses = sum(part == Name((name,)) for part in inside)
        loops = [
            part for part in inside if isinstance(part, Quantified) and runs_through(part, name)
        ]
        if len(loops) != uses:
            return None
        for loop in loops:
            body = body_of(loop)
            for at, rule in enumerate(self.space.sheets[place].rules):
                local = {loop.iterations[0].name: (dict(rule.outputs),)}
                if truths(self.value(body, view.within(local))) != {loop.every}:
                    rules |= 1 << at
        return rules

    def _buckets(self, node: Node, view: View) -> Value | None:
        """Of a fact held against constants: as a cell, it is the same in all of a bucket."""
        fact = tested_fact(node) if id(node) not in self._passed else ""
        if id(node) not in self._passed:
            self._passed[id(node)] = self._by_bucket(node, fact)
        found = self._passed[id(node)]
        if not found or found[0] in view.local:
            return None
        bucket = view.bucket(found[0])
        return of_truths(found[1]) if bucket is None else (found[1][bucket],)

    def _by_bucket(self, node: Node, name: str) -> tuple[Any, ...] | None:
        """The fact that a node holds against constants, and what it is for each bucket."""
        self.mentions(node)
        fact = self.space.book.facts.get(name)
        if fact is None or not is_told_by_buckets(node, fact):
            return None
        buckets = self.space.axes[name].buckets
        return name, tuple(evaluate(node, {name: bucket.sample}) for bucket in buckets)

    def _name(self, node: Name, view: View) -> Value:
        name = node.parts[0]
        if name in view.local:
            return view.local[name]
        if name in self.space.book.facts:
            return view.of_fact(name)
        return view.of_table(self.places[name]) if name in self.places else ANY

    def _path(self, node: Path, view: View) -> Value:
        operand = node.operand
        if isinstance(operand, Name) and operand.parts[0] not in view.local:
            place = self.places.get(operand.parts[0])
            if place is not None and self.space.sheets[place].table.readable:
                return view.of_output(place, node.name)
        value = self.value(operand, view)
        if isinstance(value, Items):
            entries = [(_member(item, node.name), sure) for item, sure in value.entries]
            return Items(tuple(entries))
        if isinstance(value, Anything):
            return ANY
        return union((_member(each, node.name),) for each in value)

    def _filter(self, node: Filter, view: View) -> Value:
        value = self.value(node.operand, view)
        if not isinstance(value, Items) or isinstance(node.condition, Literal):
            return self._tried(node, view)
        kept = []
        for item, sure in value.entries:
            members = item if isinstance(item, dict) else {}
            names = {name: (each,) for name, each in {"item": item, **members}.items()}
            here = self.value(node.condition, view.within(names))
            if isinstance(here, Items | Anything) or not all(
                isinstance(h, bool | None) for h in here
            ):
                return self._tried(node, view)
            if True in here:
                kept.append((item, sure and truths(here) == {True}))
        return Items(tuple(kept))

    def _operation(self, node: Operation, view: View) -> Value:
        left = self.value(node.left, view)
        if node.operator in LOGIC:
            return self._logic(node, truths(left), view)
        right = self.value(node.right, view)
        return combined(lambda a, b: operated(node.operator, a, b), left, right)

    def _logic(self, node: Operation, left: set[bool | None], view: View) -> Value:
        decisive = LOGIC[node.operator]
        if left == {decisive}:
            return (decisive,)
        right = truths(self.value(node.right, view))
        found: set[bool | None] = set()
        for one, other in product(left, right):
            if decisive in (one, other):
                found.add(decisive)
            else:
                found.add(None if None in (one, other) else not decisive)
        return of_truths(found)

    def _if(self, node: If, view: View) -> Value:
        condition = truths(self.value(node.condition, view))
        branches = [self.value(node.positive, view)] if True in condition else []
        branches += [self.value(node.negative, view)] if condition - {True} else []
        return branches[0] if len(branches) == 1 else union(branches)

    def _call(self, node: Call, view: View) -> Value:
        arguments = [self.value(argument, view) for argument in node.arguments]
        function = node.function
        if isinstance(function, Name) and function.parts == ("count",) and len(arguments) == 1:
            counted = arguments[0]
            if isinstance(counted, Items):
                least = sum(sure for _, sure in counted.entries)
                return tuple(range(least, len(counted.entries) + 1))

        def called(*values: Any) -> Value:
            if any(isinstance(value, Polynomial) for value in values):
                return ANY
            literals = tuple(Literal(value) for value in values)
            return (evaluate(Call(function, literals, node.names), {}),)

        is_built_in = isinstance(function, Name) and function.parts[0] in FUNCTIONS
        return combined(called, *arguments) if is_built_in else self._tried(node, view)

    def _quantified(self, node: Quantified, view: View) -> Value:
        first = node.iterations[0]
        if first.until is not None:
            return self._tried(node, view)
        body = self._bodies.setdefault(id(node), body_of(node))
        domain = self.value(first.domain, view)
        if isinstance(domain, Anything):
            return of_truths(TRUTHS)
        if isinstance(domain, tuple) and not all(isinstance(each, list) for each in domain):
            return self._tried(node, view)
        domains = [domain] if isinstance(domain, Items) else [listed(each) for each in domain]
        found: set[bool | None] = set()
        for each in domains:
            conditions = [
                (truths(self.value(body, view.within({first.name: (item,)}))), sure)
                for item, sure in each.entries
            ]
            found |= quantified(conditions, decisive=not node.every)
        return of_truths(found)

    def _tried(self, node: Node, view: View) -> Value:
        """Any other expression, where all that it looks at has few values: each is tried."""
        found = self.mentions(node)
        if not found.unknown <= view.local.keys():
            return ANY
        names = [*found.facts, *found.tables, *found.unknown]
        values = [self._name(Name((name,)), view) for name in names]

        def tried(*each: Any) -> Value:
            if any(isinstance(value, Polynomial) for value in each):
                return ANY
            return (evaluate(node, dict(zip(names, each, strict=True))),)

        return combined(tried, *values)


def _member(value: Any, name: str) -> Any:
    try:
        return member(value, name, Run())
    except Undefined:
        return None
