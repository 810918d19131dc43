"""Item definitions: the types of a model, whether a value has one, and values made to fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from xml.etree.ElementTree import Element

from amends.core.feel.cursor import Cursor
from amends.core.feel.errors import BadExpression
from amends.core.feel.evaluator import test
from amends.core.feel.moments import read_temporal
from amends.core.feel.nodes import Node, TypeName
from amends.core.feel.parser import read_tests
from amends.core.feel.typenames import read_type
from amends.core.feel.typing import has_type
from amends.core.feel.values import DURATION, MOMENT, MONTHS, kind
from amends.core.rulebook.dmn.errors import BadModel
from amends.core.rulebook.dmn.xml import child, children, local, name_of, text

BASES = {
    "string": "string",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "time": "time",
    "dateTime": MOMENT,
    "date and time": MOMENT,
    "dayTimeDuration": DURATION,
    "days and time duration": DURATION,
    "yearMonthDuration": MONTHS,
    "years and months duration": MONTHS,
    "duration": "duration",
    "context": "context",
    "list": "list",
    "function": "function",
    "range": "range",
    "Any": "any",
    "any": "any",
}
TEMPORAL = frozenset({"date", "time", MOMENT, DURATION, MONTHS, "duration"})


@dataclass(eq=False)
class ItemType:
    """A type: a kind of FEEL, another type, or members; perhaps a list of it, perhaps bounded.

    ``allowed`` are unary tests for each item, ``constraint`` for the whole.
    """

    name: str
    base: str = "any"
    generic: TypeName | None = None
    other: ItemType | None = None
    members: dict[str, ItemType] = field(default_factory=dict)
    collection: bool = False
    allowed: Node | None = None
    constraint: Node | None = None

    def conforms(self, value: Any) -> bool:
        """Whether a value has the type; null has every type."""
        if value is None:
            return True
        if self.collection:
            fits = isinstance(value, list) and all(self._item_conforms(item) for item in value)
        else:
            fits = self._item_conforms(value)
        return fits and (self.constraint is None or test(self.constraint, value, {}))

    def _item_conforms(self, value: Any) -> bool:
        if value is None:
            return True
        if self.generic is not None:
            return has_type(value, self.generic)
        if self.members and not self._has_members(value):
            return False
        if self.other is not None and not self.other.conforms(value):
            return False
        return _is(value, self.base) and (self.allowed is None or test(self.allowed, value, {}))

    def _has_members(self, value: Any) -> bool:
        return isinstance(value, dict) and all(
            type_.conforms(value.get(name)) for name, type_ in self.members.items()
        )

    def fitted(self, value: Any) -> tuple[Any, bool]:
        """The value as the type takes it (DMN 1.5, 10.3.2.9.4), and whether it does."""
        if self.conforms(value):
            return value, True
        if isinstance(value, list) and len(value) == 1 and self.conforms(value[0]):
            return value[0], True
        if self.is_list and self.conforms([value]):
            return [value], True
        if self.root == MOMENT and kind(value) == "date":
            return datetime.combine(value, time(tzinfo=UTC)), True
        return None, False

    @property
    def is_list(self) -> bool:
        """Whether values of the type are lists."""
        return self.collection or (self.other is not None and self.other.is_list)

    @property
    def values(self) -> Node | None:
        """What is allowed, by the type or by the one it comes from."""
        if self.allowed is not None or self.other is None:
            return self.allowed
        return self.other.values

    @property
    def root(self) -> str:
        """The kind of FEEL that the type comes from."""
        return self.other.root if self.other is not None else self.base

    def read(self, value: Any) -> Any:
        """Plain data as the type's: dates, times and durations may be ISO 8601 texts."""
        if isinstance(value, list):
            return [self.read(item) for item in value]
        if isinstance(value, dict):
            return {key: self.member(key).read(item) for key, item in value.items()}
        if isinstance(value, str) and self.root in TEMPORAL:
            return _temporal(value, self.root)
        if self.root == "date" and isinstance(value, datetime):
            return value.date()
        return value

    def member(self, name: str) -> ItemType:
        """The type of a member, any where it is not known."""
        if name in self.members:
            return self.members[name]
        return self.other.member(name) if self.other is not None else ANY


ANY = ItemType("Any")


def _is(value: Any, base: str) -> bool:
    if base == "any":
        return True
    if base == "duration":
        return kind(value) in {DURATION, MONTHS}
    return kind(value) == base


def _temporal(value: str, base: str) -> Any:
    try:
        found = read_temporal(value)
    except ValueError:
        return value
    if base == MOMENT and type(found) is date:
        return datetime.combine(found, time(tzinfo=UTC))
    return found if _is(found, base) else value


class Types:
    """The types of a model by their names, read when they are asked for."""

    def __init__(self, definitions: Element, imported: Mapping[str, Types]) -> None:
        found = children(definitions, "itemDefinition")
        self.definitions = {name_of(element): element for element in found}
        self.imported = imported
        self.known: dict[str, ItemType] = {}

    @property
    def tests(self) -> dict[str, Callable[[Any], bool]]:
        """For ``instance of``: whether a value has a type, by the type's name."""
        own = {name: self.of(name).conforms for name in self.definitions}
        return own | {
            f"{prefix}.{name}": test
            for prefix, types in self.imported.items()
            for name, test in types.tests.items()
        }

    @property
    def member_names(self) -> list[str]:
        """The names of all members of all types."""
        own = [
            name_of(each)
            for element in self.definitions.values()
            for each in element.iter()
            if local(each) == "itemComponent"
        ]
        return own + [name for types in self.imported.values() for name in types.member_names]

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
        elif child(element, "functionItem") is not None:
            item.base = "function"
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
