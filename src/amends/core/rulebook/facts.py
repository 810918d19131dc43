"""What a rulebook may look at and what it may say: declared facts and outputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from amends.core.errors import AmendsError, BadDeclaration
from amends.core.rulebook.types import TYPES, Type


class BadSituation(AmendsError):
    """Facts that the rulebook cannot decide by; ``where`` is the fact."""

    code = "bad_situation"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact or an output, with all the values that it may have.

    ``values`` lists them; an ordered fact may instead lie between ``low`` and ``high``, both
    included, in whole ``step`` counted from ``low`` (no step: any value between). What is beyond
    the ends is refused, or counts as the end where the fact is ``clamped``. An ``optional`` fact
    may be missing (None). A string without ``values`` may be any text.
    """

    name: str
    type: Type
    values: tuple[Any, ...] = ()
    low: Any = None
    high: Any = None
    step: Any = None
    clamped: bool = False
    optional: bool = False
    unit: str = ""
    meaning: Mapping[str, str] = field(default_factory=dict)

    def admits(self, value: Any) -> bool:
        """Whether the fact may have this value."""
        if value is None:
            return self.optional
        if not self.type.has(value):
            return False
        value = exact(value)
        if self.values:
            return value in self.values
        if self.low is not None and value < self.low:
            return self.clamped
        if self.high is not None and value > self.high:
            return self.clamped
        return self.step is None or not (value - self.low) % self.step

    def clamp(self, value: Any) -> Any:
        """The exact value, or the end of the range that it counts as."""
        value = exact(value)
        if not self.clamped or value is None:
            return value
        if self.low is not None and value < self.low:
            return self.low
        return self.high if self.high is not None and value > self.high else value

    def domain(self) -> str:
        """The values that the fact may have, in words of the format."""
        if self.values:
            return ", ".join(self.type.show(value) for value in self.values)
        if self.low is None and self.high is None:
            return f"any {self.type.name}"
        ends = ["" if end is None else self.type.show(end) for end in (self.low, self.high)]
        return f"[{ends[0]}..{ends[1]}]" + (f" step {self.step}" if self.step else "")


def exact(value: Any) -> Any:
    """The value; of a float the number that it is written as: 0.1 is a tenth, as in a cell."""
    return Decimal(repr(float(value))) if isinstance(value, float) else value


def read_fact(name: str, entry: Mapping[str, Any] | str, *, where: str) -> Fact:
    """Read a fact's or an output's entry of ``rulebook.toml``; a bare type may stand for it."""
    entry = {"type": entry} if isinstance(entry, str) else entry
    type_ = _type(entry, where)
    low, high = _range(entry, type_, where)
    meaning = entry.get("meaning", {})
    fact = Fact(
        name=name,
        type=type_,
        values=_values(entry, type_, where),
        low=low,
        high=high,
        step=_step(entry, type_, where),
        clamped=read_flag(entry, "clamp", where=where),
        optional=read_flag(entry, "optional", where=where),
        unit=str(entry.get("unit", "")),
        meaning={"en": meaning} if isinstance(meaning, str) else meaning,
    )
    if fact.values and (low is not None or high is not None or fact.step is not None):
        raise BadDeclaration("a fact has values or a range, not both", where=where)
    if fact.step is not None and low is None:
        raise BadDeclaration("steps are counted from the range's lower end", where=where)
    if fact.step is not None and high is not None and not _ends_on_step(fact):
        raise BadDeclaration("the range does not end on a step", where=where)
    return fact


def _ends_on_step(fact: Fact) -> bool:
    try:
        return not (fact.high - fact.low) % fact.step
    except ArithmeticError:
        return False


def read_flag(entry: Mapping[str, Any], key: str, *, where: str) -> bool:
    """A key that is true or false, and false where it is absent."""
    said = entry.get(key, False)
    if not isinstance(said, bool):
        raise BadDeclaration(f"{key!r} is true or false", where=where, hint=f"{key} = true")
    return said


def _type(entry: Mapping[str, Any], where: str) -> Type:
    named = entry.get("type", "")
    type_ = TYPES.get(named) if isinstance(named, str) else None
    if type_ is None:
        raise BadDeclaration(
            f"the type {named!r} is not known",
            where=where,
            hint=f"one of {', '.join(TYPES)}",
        )
    return type_


def _values(entry: Mapping[str, Any], type_: Type, where: str) -> tuple[Any, ...]:
    if type_.name == "boolean":
        return (False, True)
    listed = entry.get("values", [])
    if not isinstance(listed, list | tuple):
        raise BadDeclaration("values are a list", where=where, hint='values = ["one", "other"]')
    values = tuple(_value(value, type_, where) for value in listed)
    if len(set(values)) != len(values):
        raise BadDeclaration("a value is listed twice", where=where)
    return values


def _range(entry: Mapping[str, Any], type_: Type, where: str) -> tuple[Any, Any]:
    ends = entry.get("range")
    if ends is None:
        return None, None
    if not type_.ordered or not isinstance(ends, list) or len(ends) != 2:
        raise BadDeclaration(
            "a range is two values of an ordered type", where=where, hint="range = [0, 365]"
        )
    low, high = (None if end == "" else _value(end, type_, where) for end in ends)
    if low is not None and high is not None and low > high:
        raise BadDeclaration("the range ends before it begins", where=where)
    return low, high


def _step(entry: Mapping[str, Any], type_: Type, where: str) -> Any:
    if "step" not in entry:
        return None
    of_step = {"date": "duration", "date and time": "duration"}.get(type_.name, type_.name)
    step = _value(entry["step"], TYPES[of_step], where)
    if of_step not in {"number", "duration"} or not step > step * 0:
        raise BadDeclaration("a step is a number or a duration above 0", where=where)
    return step


def _value(value: Any, type_: Type, where: str) -> Any:
    value = exact(value)
    try:
        read = type_.read(str(value)) if isinstance(value, str | Decimal) else value
    except (ValueError, ArithmeticError):
        read = None
    if not type_.has(read) or isinstance(read, bool):
        raise BadDeclaration(f"{value!r} is not a {type_.name}", where=where)
    return read
