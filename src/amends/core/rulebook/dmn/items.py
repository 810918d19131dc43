"""The types of a model: whether a value has one, and values made to fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from amends.core.feel.evaluator import test
from amends.core.feel.moments import midnight, read_temporal
from amends.core.feel.nodes import Node, TypeName
from amends.core.feel.run import Run
from amends.core.feel.typing import has_type
from amends.core.feel.values import DURATION, MOMENT, MONTHS, kind, weighed

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
VALUES_PER_STEP = 8
TEMPORAL = frozenset({"date", "time", MOMENT, DURATION, MONTHS, "duration"})


@dataclass(eq=False)
class ItemType:
    """A type: a kind of FEEL, another type, or members; perhaps a list of it, perhaps bounded.

    ``allowed`` are unary tests for each item, ``constraint`` for the whole, ``result`` is what
    functions of the type give.
    """

    name: str
    base: str = "any"
    generic: TypeName | None = None
    other: ItemType | None = None
    members: dict[str, ItemType] = field(default_factory=dict)
    collection: bool = False
    allowed: Node | None = None
    constraint: Node | None = None
    result: ItemType | None = None

    def conforms(self, value: Any, run: Run) -> bool:
        """Whether a value has the type; null has every type."""
        if value is None:
            return True
        if self.collection:
            fits = isinstance(value, list) and all(self._item_conforms(item, run) for item in value)
        else:
            fits = self._item_conforms(value, run)
        return fits and (self.constraint is None or test(self.constraint, value, {}, run=run))

    def _item_conforms(self, value: Any, run: Run) -> bool:
        if value is None:
            return True
        if self.generic is not None:
            return has_type(value, self.generic)
        if self.members and not self._has_members(value, run):
            return False
        if self.other is not None and not self.other.conforms(value, run):
            return False
        return _is(value, self.base) and (
            self.allowed is None or test(self.allowed, value, {}, run=run)
        )

    def _has_members(self, value: Any, run: Run) -> bool:
        return isinstance(value, dict) and all(
            type_.conforms(value.get(name), run) for name, type_ in self.members.items()
        )

    def fitted(self, value: Any, run: Run) -> tuple[Any, bool]:
        """The value as the type takes it (DMN 1.5, 10.3.2.9.4), and whether it does."""
        run.spend(weighed(value) // VALUES_PER_STEP)
        if self.conforms(value, run):
            return value, True
        if isinstance(value, list) and len(value) == 1 and self.conforms(value[0], run):
            return value[0], True
        if self.is_list and self.conforms([value], run):
            return [value], True
        if self.root == MOMENT and kind(value) == "date":
            return midnight(value), True
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

    @property
    def returned(self) -> ItemType:
        """The type of what is returned where this type is said of a function: its result, or, as
        many tools write it, the type itself."""
        if self.other is not None:
            return self.other.returned if self.root == "function" else self
        return self.result or ANY if self.base == "function" else self

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
        return midnight(found)
    return found if _is(found, base) else value
