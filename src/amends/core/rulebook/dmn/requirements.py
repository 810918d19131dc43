"""The graph of decisions: what each requires is evaluated first, once, and seen by its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from amends.core.feel.errors import Undefined
from amends.core.feel.evaluator import value_of
from amends.core.feel.names import KnownNames
from amends.core.feel.nodes import Literal, Node
from amends.core.feel.run import Run
from amends.core.feel.values import Function, from_python
from amends.core.rulebook.dmn.boxed import BoxedFunction, Typed, fitted
from amends.core.rulebook.dmn.errors import BadModel
from amends.core.rulebook.dmn.expressions import Reader
from amends.core.rulebook.dmn.items import ItemType
from amends.core.rulebook.dmn.xml import child

if TYPE_CHECKING:
    from amends.core.rulebook.dmn.model import Model, Part


class Evaluation:
    """Decides parts of a model for given inputs.

    ``given`` are values of parts that are known beforehand: those of a service's parameters. An
    input with the name of a required decision stands instead of deciding it.
    """

    def __init__(
        self,
        model: Model,
        inputs: Mapping[str, Any],
        run: Run,
        given: Mapping[Part, Any] | None = None,
    ) -> None:
        self.model = model
        self.inputs = {" ".join(str(name).split()): value for name, value in inputs.items()}
        self.run = run
        self.values: dict[Part, Any] = dict(given or {})
        self.open: set[Part] = set()
        self.asked: Part | None = None

    def of(self, part: Part) -> Any:
        """The value of a decision, or of a service or knowledge model called with the inputs."""
        self.asked = part
        value = self._value(part)
        if part.kind == "service":
            return self._serve(part, self._arguments(part))
        if part.kind == "knowledge" and isinstance(value, Function):
            given = [from_python(self.inputs.get(name)) for name in value.parameters[0]]
            return self._called(value, given)
        return value

    def _called(self, function: Function, given: list[Any]) -> Any:
        try:
            return function.call(self.run, *given)
        except Undefined as error:
            self.run.say(str(error))
            return None

    def _value(self, part: Part) -> Any:
        if part in self.values:
            return self.values[part]
        if part in self.open:
            raise BadModel("a decision requires itself", where=part.name)
        self.open.add(part)
        self.values[part] = VALUES[part.kind](self, part)
        self.open.discard(part)
        return self.values[part]

    def _input(self, part: Part) -> Any:
        found = self.inputs.get(part.name, self.inputs.get(part.variable))
        inner: Any = self.inputs
        for prefix in self.model.path_to(part.model) or ():
            inner = inner.get(prefix) if isinstance(inner, Mapping) else None
        if isinstance(inner, Mapping) and part.name in inner:
            found = inner[part.name]
        return self._fitted(part.type.read(from_python(found)), part.type, part.name)

    def _fitted(self, value: Any, type_: ItemType, what: str) -> Any:
        try:
            return fitted(value, type_, what, self.run)
        except Undefined as error:
            self.run.say(str(error))
            return None

    def _decision(self, part: Part) -> Any:
        own = self.model.path_to(part.model) == ()
        if own and part is not self.asked and part.name in self.inputs:
            return self._input(part)
        if part.node is None:
            part.node = Typed(self._reader(part).inside(part.element), part.type)
        return value_of(part.node, self._scope(part), self.run)

    def _knowledge(self, part: Part) -> Any:
        if part.node is None:
            part.node = self._function(part)
        return value_of(part.node, self._scope(part), self.run)

    def _function(self, part: Part) -> Node:
        logic = child(part.element, "encapsulatedLogic")
        if logic is None:
            return Literal(None)
        node = self._reader(part).function(logic, part.name)
        if isinstance(node, BoxedFunction):
            return BoxedFunction(node.name, node.parameters, Typed(node.body, part.type.returned))
        return node

    def _scope(self, part: Part) -> dict[str, Any]:
        """What the part requires, by name; what is imported, under its model's name."""
        scope: dict[str, Any] = {}
        for prefix, required in part.requires:
            if required.kind == "source":
                continue
            value = self._value(required)
            if prefix:
                scope.setdefault(prefix, {})[required.variable] = value
            else:
                scope[required.variable] = value
        return scope

    def _reader(self, part: Part) -> Reader:
        names = [required.variable for _, required in part.requires]
        known = KnownNames(names, below=part.model.member_names)
        return Reader(part.model.types, known, part.type)

    def _service(self, part: Part) -> Function:
        names = tuple(each.variable for each in _parameters(part))

        def called(run: Run, *arguments: Any) -> Any:
            if len(arguments) != len(names):
                raise Undefined(f"{part.name} takes {len(names)} arguments")
            given = [
                fitted(value, each.type, f"the argument {each.name!r}", run)
                for value, each in zip(arguments, _parameters(part), strict=True)
            ]
            return self._serve(part, given)

        return Function(part.name, (names,), called)

    def _arguments(self, part: Part) -> list[Any]:
        """A service's parameters, taken from the inputs by name."""
        return [
            self._fitted(
                each.type.read(from_python(self.inputs.get(each.name))), each.type, each.name
            )
            for each in _parameters(part)
        ]

    def _serve(self, part: Part, arguments: list[Any]) -> Any:
        given = dict(zip(_parameters(part), arguments, strict=True))
        inner = Evaluation(part.model, {}, self.run, given)
        outputs = part.listed("outputDecision")
        values = {each.variable: inner._value(each) for each in outputs}
        value = next(iter(values.values())) if len(outputs) == 1 else values
        return self._fitted(value, part.type.returned, part.name)


def _parameters(service: Part) -> tuple[Part, ...]:
    """The parameters of a decision service in their order."""
    return (*service.listed("inputData"), *service.listed("inputDecision"))


VALUES = {
    "input data": Evaluation._input,
    "decision": Evaluation._decision,
    "knowledge": Evaluation._knowledge,
    "service": Evaluation._service,
}
