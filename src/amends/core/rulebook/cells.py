"""Unary tests of S-FEEL (DMN 1.5, chapter 9): one cell of a decision table.

Understood: ``-``, a value, a list of values, ``not(...)``, the comparisons ``< <= > >=`` and
intervals ``[1..5]``, ``(1..5]``, ``]1..5]``, ``[1..5)``. Text stands bare or in double quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from amends.core.errors import BadDeclaration

Test = Callable[[Any], bool]

INTERVAL = re.compile(r"^([\[\](])\s*(\S+?)\s*\.\.\s*(\S+?)\s*([\[\])])$")
COMPARISON = re.compile(r"^(<=|>=|<|>)\s*(.+)$")
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
READERS: dict[str, Callable[[str], Any]] = {}


def read_cell(text: str, type_: str, *, where: str) -> Test:
    """Turn the text of one cell into a test of a value of ``type_`` (text, number or flag)."""
    text = text.strip()
    if text in {"", "-"}:
        return _anything
    if text.startswith("not(") and text.endswith(")"):
        inner = read_cell(text[4:-1], type_, where=where)
        return lambda value: not inner(value)
    tests = [_one(part.strip(), type_, where) for part in _split(text)]
    if len(tests) == 1:
        return tests[0]
    return lambda value: any(test(value) for test in tests)


def read_value(text: str, type_: str, *, where: str) -> Any:
    """Read one literal of ``type_``; numbers are decimals, an empty cell is None."""
    text = text.strip()
    if text in {"", "-"}:
        return None
    try:
        return READERS[type_](text)
    except (ValueError, InvalidOperation):
        raise BadDeclaration(f"{text!r} is not a {type_}", where=where, code="bad_cell") from None


def _anything(_value: Any) -> bool:
    return True


def _split(text: str) -> list[str]:
    return re.findall(r'(?:[^,"]|"[^"]*")+', text)


def _one(text: str, type_: str, where: str) -> Test:
    if interval := INTERVAL.match(text):
        return _interval(interval, type_, where)
    if comparison := COMPARISON.match(text):
        return _comparison(comparison, type_, where)
    expected = read_value(text, type_, where=where)
    return lambda value: value == expected


def _comparison(match: re.Match[str], type_: str, where: str) -> Test:
    _needs_order(type_, where)
    operator, limit = COMPARE[match[1]], read_value(match[2], type_, where=where)
    return lambda value: value is not None and operator(value, limit)


def _interval(match: re.Match[str], type_: str, where: str) -> Test:
    _needs_order(type_, where)
    low, high = (read_value(match[part], type_, where=where) for part in (2, 3))
    if low > high:
        raise BadDeclaration(f"{match[0]!r} is an empty interval", where=where, code="bad_cell")
    after = COMPARE[">=" if match[1] == "[" else ">"]
    before = COMPARE["<=" if match[4] == "]" else "<"]
    return lambda value: value is not None and after(value, low) and before(value, high)


def _needs_order(type_: str, where: str) -> None:
    if type_ != "number":
        raise BadDeclaration(f"a {type_} has no order to compare by", where=where, code="bad_cell")


def _read_text(text: str) -> str:
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        return text[1:-1]
    if not re.fullmatch(r"[\w.:-]+", text):
        raise ValueError(text)
    return text


def _read_flag(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"


def _read_number(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return number


READERS.update(text=_read_text, flag=_read_flag, number=_read_number)
