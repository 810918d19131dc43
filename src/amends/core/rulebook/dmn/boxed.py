"""Boxed expressions that FEEL's own tree has no node for."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from amends.core.feel.calls import call
from amends.core.feel.errors import Undefined
from amends.core.feel.nodes import Custom, Node
from amends.core.feel.run import Run
from amends.core.feel.values import Function
from amends.core.rulebook.dmn.items import ItemType

Scope = Mapping[str, Any]
ValueOf = Callable[[Node, Scope, Run], Any]


@dataclass(frozen=True, slots=True)
class Failed(Custom):
    """A text that is not understood: null, with a message."""

    message: str

    def value(self, scope: Scope, run: Run, value_of: ValueOf) -> Any:
        """Null."""
        raise Undefined(self.message)


@dataclass(frozen=True, slots=True)
class Typed(Custom):
    """An expression whose value must have a type; null where it has not."""

    node: Node
    type: ItemType

    def value(self, scope: Scope, run: Run, value_of: ValueOf) -> Any:
        """The value as the type takes it."""
        return fitted(value_of(self.node, scope, run), self.type, "the value", run)


def fitted(value: Any, type_: ItemType, what: str, run: Run) -> Any:
    """The value as a type takes it; raise ``Undefined`` where it does not."""
    found, fits = type_.fitted(value, run)
    if not fits:
        raise Undefined(f"{what} is no {type_.name}")
    return found


@dataclass(frozen=True, slots=True)
class BoxedContext(Custom):
    """Entries that see those before them; with a ``result`` only that is the value."""

    entries: tuple[tuple[str, Node], ...]
    result: Node | None

    def value(self, scope: Scope, run: Run, value_of: ValueOf) -> Any:
        """The context, or its result."""
        made: dict[str, Any] = {}
        inner = ChainMap(made, scope)  # type: ignore[arg-type]
        for name, node in self.entries:
            if name in made:
                raise Undefined(f"the context has {name!r} twice")
            made[name] = value_of(node, inner, run)
        return made if self.result is None else value_of(self.result, inner, run)


@dataclass(frozen=True, slots=True)
class BoxedFunction(Custom):
    """A function with typed parameters."""

    name: str
    parameters: tuple[tuple[str, ItemType], ...]
    body: Node

    def value(self, scope: Scope, run: Run, value_of: ValueOf) -> Function:
        """The function, with the names around it."""
        names = tuple(name for name, _ in self.parameters)

        def called(run: Run, *arguments: Any) -> Any:
            if len(arguments) != len(names):
                raise Undefined(f"{self.name or 'the function'} takes {len(names)} arguments")
            given = {
                name: fitted(argument, type_, f"the argument {name!r}", run)
                for argument, (name, type_) in zip(arguments, self.parameters, strict=True)
            }
            return value_of(self.body, ChainMap(given, scope), run)  # type: ignore[arg-type]

        return Function(self.name, (names,), called)


@dataclass(frozen=True, slots=True)
class Invocation(Custom):
    """A function called with an expression for each parameter."""

    function: Node
    bindings: tuple[tuple[str, Node], ...]

    def value(self, scope: Scope, run: Run, value_of: ValueOf) -> Any:
        """What the function gives."""
        function = value_of(self.function, scope, run)
        given = [value_of(node, scope, run) for _, node in self.bindings]
        return call(function, given, [name for name, _ in self.bindings], run)
