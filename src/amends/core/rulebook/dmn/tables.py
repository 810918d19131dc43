"""Decision tables of DMN (DMN 1.5, chapter 8): any FEEL in any cell, all hit policies."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from amends.core.feel.builtins.folds import count, maximum, minimum, total
from amends.core.feel.errors import Undefined, shortened
from amends.core.feel.nodes import Custom, ListOf, Node, OneOf
from amends.core.feel.run import Run
from amends.core.feel.testing import passes
from amends.core.feel.values import equal, show
from amends.core.rulebook.dmn.items import ANY, ItemType

Scope = Mapping[str, Any]
ValueOf = Callable[..., Any]
SINGLE = frozenset({"unique", "any", "first", "priority"})
"""The hit policies that say one thing, not a list."""
AGGREGATES: dict[str, Callable[[list[Any]], Any]] = {
    "sum": total,
    "min": minimum,
    "max": maximum,
    "count": count,
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A column. Of an input: its expression, the values it may have, and its type, for texts that
    are dates. Of an output: its name, its default and its values, the foremost first."""

    name: str
    node: Node | None
    allowed: Node | None
    type: ItemType = ANY


@dataclass(frozen=True, slots=True)
class TableRule:
    """A row: a test for each input and an expression for each output."""

    tests: tuple[Node, ...]
    outputs: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class DecisionTable(Custom):
    """A decision table; ``policy`` and ``aggregate`` in small letters."""

    policy: str
    aggregate: str
    inputs: tuple[Clause, ...]
    outputs: tuple[Clause, ...]
    rules: tuple[TableRule, ...]

    def value(self, scope: Scope, run: Run, value_of: ValueOf) -> Any:
        """What the table says: a value, a context where it has several outputs, or a list."""
        answers = [
            tuple(value_of(node, scope, run) for node in rule.outputs)
            for rule in self._fitting(scope, run, value_of)
        ]
        if not answers:
            return self._default(scope, run, value_of)
        return self._chosen(answers, partial(value_of, scope=scope, run=run))

    def _fitting(self, scope: Scope, run: Run, value_of: ValueOf) -> list[TableRule]:
        values = [self._input(clause, scope, run, value_of) for clause in self.inputs]
        scopes = [ChainMap({"?": value}, scope) for value in values]  # type: ignore[arg-type]
        fitting = []
        for rule in self.rules:
            tests = zip(rule.tests, values, scopes, strict=False)
            if all(passes(t, v, partial(value_of, scope=s, run=run)) for t, v, s in tests):
                fitting.append(rule)
                if self.policy == "first":
                    break
        return fitting

    def _input(self, clause: Clause, scope: Scope, run: Run, value_of: ValueOf) -> Any:
        value = value_of(clause.node, scope, run) if clause.node is not None else None
        value = clause.type.read(value) if isinstance(value, str) else value
        if clause.allowed is not None and value is not None:
            inner = ChainMap({"?": value}, scope)  # type: ignore[arg-type]
            if not passes(clause.allowed, value, partial(value_of, scope=inner, run=run)):
                run.say(f"{shortened(show(value))} is not allowed for {clause.name!r}")
                return None
        return value

    def _chosen(self, answers: list[tuple[Any, ...]], value_of: Callable[[Node], Any]) -> Any:
        match self.policy:
            case "unique" if len(answers) > 1:
                raise Undefined("several rules of a unique table fit")
            case "any" if any(equal(list(a), list(answers[0])) is not True for a in answers):
                raise Undefined("rules of an any table contradict each other")
            case "priority" | "output order":
                answers = self._by_priority(answers, value_of)
        if self.policy in SINGLE:
            return self._said(answers[0])
        if self.aggregate:
            return self._folded(answers)
        return [self._said(answer) for answer in answers]

    def _said(self, answer: Sequence[Any]) -> Any:
        if len(self.outputs) == 1:
            return answer[0] if answer else None
        return {clause.name: value for clause, value in zip(self.outputs, answer, strict=False)}

    def _folded(self, answers: list[tuple[Any, ...]]) -> Any:
        fold = AGGREGATES.get(self.aggregate)
        if fold is None:
            raise Undefined(f"the aggregation {self.aggregate!r} is not known")
        columns = [list(column) for column in zip(*answers, strict=True)]
        return self._said([fold(column) for column in columns])

    def _by_priority(
        self, answers: list[tuple[Any, ...]], value_of: Callable[[Node], Any]
    ) -> list[tuple[Any, ...]]:
        orders = [_listed(clause.allowed, value_of) for clause in self.outputs]

        def rank(answer: tuple[Any, ...]) -> tuple[int, ...]:
            pairs = zip(orders, answer, strict=False)
            return tuple(_place(order, value) for order, value in pairs if order)

        return sorted(answers, key=rank)

    def _default(self, scope: Scope, run: Run, value_of: ValueOf) -> Any:
        if any(clause.node is not None for clause in self.outputs):
            nodes = [clause.node for clause in self.outputs]
            return self._said([n and value_of(n, scope, run) for n in nodes])
        if self.policy in SINGLE or self.aggregate not in {"", "count"}:
            raise Undefined("no rule of the table fits")
        return 0 if self.aggregate else []


def _listed(allowed: Node | None, value_of: Callable[[Node], Any]) -> list[Any]:
    """The values that a clause lists, in their order."""
    if allowed is None:
        return []
    nodes = allowed.tests if isinstance(allowed, OneOf) else (allowed,)
    nodes = nodes[0].items if len(nodes) == 1 and isinstance(nodes[0], ListOf) else nodes
    return [value_of(node) for node in nodes]


def _place(order: list[Any], value: Any) -> int:
    return next((i for i, each in enumerate(order) if equal(each, value) is True), len(order))
