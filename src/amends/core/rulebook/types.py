"""The types of facts and outputs: S-FEEL's own, each with the way it is written in a cell.

| type | Python | in a cell |
|---|---|---|
| string | str | ``late`` or ``"two words"`` |
| number | int, Decimal | ``2``, ``0.5`` |
| boolean | bool | ``true``, ``false`` |
| date | date | ``2026-10-01`` or ``date("2026-10-01")`` |
| time | time, naive | ``@"18:30:00"`` or ``time("18:30:00")`` |
| date and time | datetime, aware | ``2026-10-01T18:30:00Z`` |
| duration | timedelta | ``P3D``, ``PT2H30M`` or ``duration("P3D")`` |
| months | Months | ``P1Y2M`` |
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from amends.core.feel.cursor import LARGEST_EXPONENT, LONGEST_NUMBER
from amends.core.feel.durations import (
    Months,
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
    that build a value in FEEL; ``kinds`` are the Python types of its values.
    """

    name: str
    read: Callable[[str], Any]
    show: Callable[[Any], str]
    kinds: tuple[type, ...]
    ordered: bool = True
    functions: tuple[str, ...] = ()

    def has(self, value: Any) -> bool:
        """Whether a known value is one of this type; no truth value for a number nor the other
        way round, no NaN, no moment without a time zone and no time of day with one."""
        if not isinstance(value, self.kinds) or isinstance(value, bool) != (bool in self.kinds):
            return False
        if isinstance(value, datetime):
            return datetime in self.kinds and value.tzinfo is not None
        if isinstance(value, time):
            return value.tzinfo is None
        return not value.is_nan() if isinstance(value, Decimal) else bool(value == value)

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
    """A finite number of a size that FEEL knows, whole ones as int."""
    value = Decimal(text) if len(text) <= LONGEST_NUMBER else None
    if value is None or not value.is_finite() or abs(value.adjusted()) > LARGEST_EXPONENT:
        raise ValueError(text[:LONGEST_NUMBER])
    return int(value) if value == value.to_integral_value() else value


def _read_string(text: str) -> str:
    return text


def _show_string(value: str) -> str:
    plain = re.fullmatch(r"[^\W\d]\w*(\.[^\W\d]\w*)*", value)
    reserved = value in {"true", "false", "null", "not"}
    return value if plain and not reserved else '"' + value.replace('"', '\\"') + '"'


def _show_number(value: Any) -> str:
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _show_boolean(value: Any) -> str:
    return str(bool(value)).lower()


def _read_boolean(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"


def _read_time(text: str) -> time:
    hour = time.fromisoformat(text)
    if hour.tzinfo is not None:
        raise ValueError(text)
    return hour


def _read_aware(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


STRING = Type("string", _read_string, _show_string, (str,), ordered=False)
NUMBER = Type("number", read_number, _show_number, (int, Decimal, float))
BOOLEAN = Type("boolean", _read_boolean, _show_boolean, (bool,), ordered=False)
TYPES = {
    type_.name: type_
    for type_ in (
        STRING,
        NUMBER,
        BOOLEAN,
        Type("date", date.fromisoformat, date.isoformat, (date,), functions=("date",)),
        Type("time", _read_time, time.isoformat, (time,), functions=("time",)),
        Type(
            "date and time",
            _read_aware,
            datetime.isoformat,
            (datetime,),
            functions=("date and time",),
        ),
        Type("duration", read_duration, show_duration, (timedelta,), functions=("duration",)),
        Type("months", read_months, show_months, (Months,), functions=("duration",)),
    )
}
BARE = frozenset({"string", "duration", "months"})
LITERALS = {"string": (str,), "number": (int, Decimal), "boolean": (bool,)}
