"""The item definitions of a model by their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

from amends.core.feel.cursor import Cursor
from amends.core.feel.errors import BadExpression
from amends.core.feel.nodes import Node, TypeName
from amends.core.feel.parser import read_tests
from amends.core.feel.run import Run
from amends.core.feel.typenames import read_type
from amends.core.rulebook.dmn.errors import BadModel
from amends.core.rulebook.dmn.items import ANY, BASES, ItemType
from amends.core.rulebook.dmn.xml import child, children, local, name_of, text


class Types:
    """The types of a model by their names, read when they are asked for."""

    def __init__(
        self, definitions: Element, imported: Mapping[str, Types], merged: tuple[Types, ...] = ()
    ) -> None:
        found = children(definitions, "itemDefinition")
        self.definitions = {name_of(element): element for element in found}
        self.imported = imported
        self.merged = merged
        self.known: dict[str, ItemType] = {}

    def tests(self, run: Run) -> dict[str, Callable[[Any], bool]]:
        """For ``instance of``: whether a value has a type, by the type's name."""
        found: dict[str, Callable[[Any], bool]] = {}
        for types in self.merged:
            found |= types.tests(run)
        for prefix, types in self.imported.items():
            found |= {f"{prefix}.{name}": test for name, test in types.tests(run).items()}
        own = {name: partial(self.of(name).conforms, run=run) for name in self.definitions}
        return found | own

    @property
    def member_names(self) -> list[str]:
        """The names of all members of all types."""
        own = [
            name_of(each)
            for element in self.definitions.values()
            for each in element.iter()
            if local(each) == "itemComponent"
        ]
        others = (*self.imported.values(), *self.merged)
        return own + [name for types in others for name in types.member_names]

    def of(self, reference: str | None) -> ItemType:
        """The type that a ``typeRef`` names; any where there is none."""
        name = " ".join((reference or "").split())
        if not name:
            return ANY
        if name not in self.known:
            self._find(name)
        return self.known[name]

    def _find(self, name: str) -> None:
        """Make a type known, before what is in it: a type may hold itself."""
        prefix, _, rest = name.partition(".")
        bare = name.rpartition(":")[2]
        if name in self.definitions:
            self.known[name] = ItemType(name)
            self._read(self.known[name], self.definitions[name])
            _check_ends(self.known[name])
        elif prefix in self.imported:
            self.known[name] = self.imported[prefix].of(rest)
        elif (home := next((t for t in self.merged if name in t.definitions), None)) is not None:
            self.known[name] = home.of(name)
        elif bare in BASES:
            self.known[name] = ItemType(bare, base=BASES[bare])
        elif bare != name and bare in self.definitions:
            self.known[name] = self.of(bare)
        else:
            self.known[name] = ItemType(name, generic=_generic(name))

    def _read(self, item: ItemType, element: Element) -> None:
        item.collection = element.get("isCollection", "") in {"true", "1"}
        item.allowed = _tests(child(element, "allowedValues"))
        item.constraint = _tests(child(element, "typeConstraint"))
        components = list(children(element, "itemComponent"))
        reference = child(element, "typeRef")
        if reference is not None:
            item.other = self.of(reference.text)
        elif (function := child(element, "functionItem")) is not None:
            item.base, item.result = "function", self.of(function.get("outputTypeRef"))
        elif components:
            item.base = "context"
        for component in components:
            inner = ItemType(name_of(component))
            item.members[inner.name] = inner
            self._read(inner, component)


def _check_ends(item: ItemType) -> None:
    """A type may hold itself as a member, but not be made of itself."""
    seen = {id(item)}
    while item.other is not None:
        item = item.other
        if id(item) in seen:
            raise BadModel("a type is made of itself", where=item.name)
        seen.add(id(item))


def _tests(element: Element | None) -> Node | None:
    try:
        return read_tests(text(element)) if text(element) else None
    except BadExpression:
        return None


def _generic(name: str) -> TypeName | None:
    """``list<number>`` and the like; None where it is no type: then any value has it."""
    if "<" not in name:
        return None
    try:
        return read_type(Cursor(name, bare=False))
    except BadExpression:
        return None
