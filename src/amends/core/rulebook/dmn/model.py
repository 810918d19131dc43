"""A DMN model: its elements by name, and what it decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from amends.core.feel.errors import TooCostly
from amends.core.feel.names import KnownNames
from amends.core.feel.nodes import Node
from amends.core.feel.run import Run
from amends.core.rulebook.dmn.definitions import Types
from amends.core.rulebook.dmn.errors import BadModel
from amends.core.rulebook.dmn.items import ItemType
from amends.core.rulebook.dmn.requirements import Evaluation
from amends.core.rulebook.dmn.xml import child, children, local, name_of

KINDS = {
    "inputData": "input data",
    "decision": "decision",
    "businessKnowledgeModel": "knowledge",
    "decisionService": "service",
    "knowledgeSource": "source",
}
REQUIREMENTS = ("informationRequirement", "knowledgeRequirement")
OWN_NAMES = frozenset({"itemComponent", "contextEntry", "formalParameter", "column", "output"})


class Outcome(NamedTuple):
    """A decision's value, and why parts of it became null."""

    value: Any
    messages: tuple[str, ...]


@dataclass(eq=False)
class Part:
    """An element of a model that others may require."""

    kind: str
    name: str
    element: Element
    model: Model
    node: Node | None = None
    """Its logic, once it was read."""

    @property
    def variable(self) -> str:
        """The name by which others see its value."""
        return name_of(child(self.element, "variable")) or self.name

    @cached_property
    def type(self) -> ItemType:
        """The type of its value."""
        variable = child(self.element, "variable")
        return self.model.types.of(variable.get("typeRef") if variable is not None else "")

    @cached_property
    def requires(self) -> tuple[tuple[str, Part], ...]:
        """What it may use: the model's name by which it is imported, or nothing, and the part."""
        found = children(self.element, *REQUIREMENTS)
        references = [each.get("href") for requirement in found for each in requirement]
        return tuple(self.model.find(reference or "") for reference in references)

    def listed(self, name: str) -> tuple[Part, ...]:
        """The parts that its children of a name refer to."""
        found = children(self.element, name)
        return tuple(self.model.find(each.get("href") or "")[1] for each in found)


@dataclass(eq=False)
class Model:
    """A DMN model; ``messages`` are those of what was decided last.

    ``imported`` are other models by the names under which this one uses them, ``merged`` those
    that it uses without a name, as if they were parts of it (DMN 1.5, 6.3.3).
    """

    name: str
    namespace: str
    definitions: Element = field(repr=False)
    imported: Mapping[str, Model] = field(default_factory=dict)
    merged: tuple[Model, ...] = ()
    messages: tuple[str, ...] = ()

    @cached_property
    def types(self) -> Types:
        """The item definitions."""
        named = {name: model.types for name, model in self.imported.items()}
        return Types(self.definitions, named, tuple(model.types for model in self.merged))

    @cached_property
    def parts(self) -> dict[str, Part]:
        """All elements that may be required, by their ids."""
        return {
            element.get("id") or name_of(element): Part(
                KINDS[local(element)], name_of(element), element, self
            )
            for element in self.definitions
            if local(element) in KINDS
        }

    def of_kind(self, kind: str) -> Iterator[Part]:
        """All elements of a kind."""
        return (part for part in self.parts.values() if part.kind == kind)

    @property
    def decisions(self) -> tuple[str, ...]:
        """The names of all decisions."""
        return tuple(part.name for part in self.of_kind("decision"))

    def find(self, reference: str) -> tuple[str, Part]:
        """The part that ``#id`` or ``namespace#id`` means, and the import that it comes from."""
        namespace, _, identity = reference.partition("#")
        if namespace in ("", self.namespace) and identity in self.parts:
            return "", self.parts[identity]
        for name, model in self._imports():
            if namespace == model.namespace and identity in model.parts:
                return name, model.parts[identity]
        raise BadModel("something is required that is not in the model", where=reference)

    def path_to(self, model: Model) -> tuple[str, ...] | None:
        """The names of the imports that lead to a model; None where none do."""
        if model is self:
            return ()
        for name, imported in self._imports():
            path = imported.path_to(model)
            if path is not None:
                return (name, *path) if name else path
        return None

    def _imports(self) -> Iterator[tuple[str, Model]]:
        yield from (("", model) for model in self.merged)
        yield from self.imported.items()

    @cached_property
    def member_names(self) -> KnownNames:
        """Names of members, of entries, parameters and outputs, which any expression may use."""
        names = [*self.types.member_names, *self.imported]
        for element in self.definitions.iter():
            if local(element) in OWN_NAMES:
                variable = child(element, "variable")
                names.append(name_of(variable if variable is not None else element))
        for _, model in self._imports():
            names += [part.variable for part in model.parts.values()]
        return KnownNames(names)

    def decide(
        self, decision_name: str, inputs: Mapping[str, Any], *, now: datetime | None = None
    ) -> Any:
        """The value of a decision (or of a decision service or knowledge model) for inputs by name.

        Inputs are plain values: texts, numbers, booleans, dates (or ISO 8601 texts where the
        model says that it is a date), lists, dicts. Numbers come out as ``int`` or ``Decimal``,
        contexts as dicts, null as None; ``messages`` then say why something is null. Raise
        ``BadModel`` where there is no such decision, ``TooCostly`` where it would take too long.
        """
        outcome = self.evaluate(decision_name, inputs, now=now)
        self.messages = outcome.messages
        return outcome.value

    def evaluate(
        self, name: str, inputs: Mapping[str, Any], *, now: datetime | None = None
    ) -> Outcome:
        """The value with its messages; see ``decide``."""
        run = Run(now=now)
        try:
            run.types = self.types.tests(run)
            value = Evaluation(self, inputs, run).of(self._decidable(name))
        except RecursionError:
            raise TooCostly("the types or decisions are nested too deeply") from None
        return Outcome(value, tuple(run.messages))

    def _decidable(self, name: str) -> Part:
        wanted = " ".join(name.split())
        for kind in ("decision", "service", "knowledge"):
            for part in self.of_kind(kind):
                if part.name == wanted:
                    return part
        for prefix, model in self.imported.items():
            if wanted.startswith(prefix + "."):
                return model._decidable(wanted.removeprefix(prefix + "."))
        for model in self.merged:
            if wanted in model.decisions:
                return model._decidable(wanted)
        raise BadModel(
            f"the model has no decision {name!r}", hint=f"one of {', '.join(self.decisions)}"
        )
