"""Functions called: arguments by place or by name, those of the language and of the author."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from amends.core.feel.errors import Undefined
from amends.core.feel.moments import midnight
from amends.core.feel.nodes import FunctionOf, TypeName
from amends.core.feel.run import Run
from amends.core.feel.typing import KNOWN, has_type
from amends.core.feel.values import MOMENT, Function, kind, weighed

MISSING = object()


def call(function: Any, arguments: Sequence[Any], names: Sequence[str], run: Run) -> Any:
    """The function's value; raise ``Undefined`` where it cannot be called so."""
    if not isinstance(function, Function):
        raise Undefined("what is called here is no function")
    run.spend()
    given = _by_place(function, arguments, names) if names else list(arguments)
    return function.call(run, *given)


def _by_place(function: Function, arguments: Sequence[Any], names: Sequence[str]) -> list[Any]:
    """Named arguments put in the order of the first list of parameters that has all of them."""
    named = dict(zip(names, arguments, strict=True))
    for parameters in function.parameters:
        if named.keys() <= set(parameters) and len(named) == len(names):
            given = [named.get(parameter, MISSING) for parameter in parameters]
            while given and given[-1] is MISSING:
                given.pop()
            return [None if value is MISSING else value for value in given]
    raise Undefined(f"{function.name} has no parameters {', '.join(names)}")


def defined(
    node: FunctionOf,
    scope: Mapping[str, Any],
    run: Run,
    value_of: Callable[[Any, Mapping[str, Any], Run], Any],
) -> Function:
    """A function that the author wrote, with the names around it."""
    if node.external:
        raise Undefined("external functions are never run")
    names = tuple(name for name, _ in node.parameters)

    def body(run: Run, *arguments: Any) -> Any:
        if len(arguments) != len(names):
            raise Undefined(f"the function takes {len(names)} arguments")
        given = [
            coerced(value, type_, run)
            for value, (_, type_) in zip(arguments, node.parameters, strict=True)
        ]
        inner: dict[str, Any] = dict(zip(names, given, strict=True))
        return value_of(node.body, ChainMap(inner, scope), run)  # type: ignore[arg-type]

    return Function("", (names,), body)


def coerced(value: Any, type_: TypeName | None, run: Run) -> Any:
    """The value as a parameter of a type: a list of one may stand for the one, and the one for
    the list, and a date for its midnight, UTC. Raise ``Undefined`` for what does not fit."""
    if type_ is None or value is None or type_.name == "any":
        return value
    if type_.name not in KNOWN and type_.name not in run.types:
        return value
    run.spend(weighed(value))
    if has_type(value, type_, run.types):
        return value
    if isinstance(value, list) and len(value) == 1 and has_type(value[0], type_, run.types):
        return value[0]
    if type_.name == "list" and has_type([value], type_, run.types):
        return [value]
    if type_.name == MOMENT and kind(value) == "date":
        return midnight(value)
    raise Undefined(f"an argument is no {type_.name}")
