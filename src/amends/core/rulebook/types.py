"""The types of facts and outputs: S-FEEL's own, each with the way it is written in a cell.

| type | Python | in a cell |
|---|---|---|
| string | str | ``late`` or ``"two words"`` |
| number | int, Decimal | ``2``, ``0.5`` |
| boolean | bool | ``true``, ``false`` |
| date | date | ``2026-10-01`` or ``date("2026-10-01")`` |
| time | time | ``@"18:30:00"`` or ``time("18:30:00")`` |
| date and time | datetime, aware | ``2026-10-01T18:30:00Z`` |
| duration | timedelta | ``P3D``, ``PT2H30M`` or ``duration("P3D")`` |
| months | Months | ``P1Y2M`` |
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from amends.core.feel.durations import (
    read_duration,
    read_months,
    show_duration,
    show_months,
)
from amends.core.feel.nodes import At, Call, Literal, Name, Negation, Node


@dataclass(frozen=True, slots=True)
class Type:
    """A type by name; ``read`` turns its text into a value or raises ``ValueError``.

    ``ordered`` types may be compared by ``<`` and lie in intervals; ``functions`` are the names
    that build a value in FEEL.
    """

    name: str
    read: Callable[[str], Any]
    show: Callable[[Any], str]
    ordered: bool = True
    functions: tuple[str, ...] = ()

    def constant(self, node: Node) -> Any:
        """The value that a written-out node means; raise ``ValueError`` where it means none."""
        match node:
            case Literal(value=None):
                return None
            case Literal(value=value):
                return self._literal(value)
            case Negation(operand=Literal(value=int() | Decimal() as value)) if self is NUMBER:
                return -value
            case Name(parts=parts) if self.name in BARE:
                return self.read(".".join(parts))
            case At(text=text) if self.ordered and self is not NUMBER:
                return self.read(text)
            case Call(function=Name(parts=(name,)), arguments=(Literal(value=str() as text),)):
                if name in self.functions:
                    return self.read(text)
        raise ValueError(node)

    def _literal(self, value: Any) -> Any:
        if type(value) not in LITERALS.get(self.name, ()):
            raise ValueError(value)
        return value


def read_number(text: str) -> int | Decimal:
    """A finite number, whole ones as int."""
    value = Decimal(text)
    if not value.is_finite():
        raise ValueError(text)
    return int(value) if value == value.to_integral_value() else value


def _read_string(text: str) -> str:
    return text


def _show_string(value: str) -> str:
    plain = re.fullmatch(r"[^\W\d]\w*(\.[^\W\d]\w*)*", value)
    reserved = value in {"true", "false", "null", "not"}
    return value if plain and not reserved else '"' + value.replace('"', '\\"') + '"'


def _read_boolean(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"


def _read_aware(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


STRING = Type("string", _read_string, _show_string, ordered=False)
NUMBER = Type("number", read_number, lambda value: format(Decimal(value).normalize(), "f"))
BOOLEAN = Type("boolean", _read_boolean, lambda value: str(value).lower(), ordered=False)
TYPES = {
    type_.name: type_
    for type_ in (
        STRING,
        NUMBER,
        BOOLEAN,
        Type("date", date.fromisoformat, date.isoformat, functions=("date",)),
        Type("time", time.fromisoformat, time.isoformat, functions=("time",)),
        Type("date and time", _read_aware, datetime.isoformat, functions=("date and time",)),
        Type("duration", read_duration, show_duration, functions=("duration",)),
        Type("months", read_months, show_months, functions=("duration",)),
    )
}
BARE = frozenset({"string", "duration", "months"})
LITERALS = {"string": (str,), "number": (int, Decimal), "boolean": (bool,)}
