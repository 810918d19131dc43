"""``numpy.select``: each table by the conditions of its rules, as one would write it with care.

Every distinct test of a column is made once for all rules and tables, texts are compared by their
codes, the answers are the narrowest whole numbers, and rows are worked on piece by piece where that
is faster.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amends.core.rulebook import Rulebook, Table
from amends.core.rulebook.cells import Cell, Span
from amends.core.rulebook.columns import Coded

Array = NDArray[Any]
Columns = Mapping[str, Any]
PIECE = 1 << 16
"""Rows at a time that were fastest here."""


def selecting(book: Rulebook, columns: Columns) -> Mapping[str, Callable[[], list[Array]]] | None:
    """The index of the first rule that fits in each table, for all rows at once or by pieces.

    None where the hit policy is not one of the first match or a column is an earlier output.
    """
    length = len(next(iter(_plain(columns).values())))
    for table in book.tables:
        if not table.policy.is_single or {fact.name for fact in table.columns} - set(columns):
            return None

    def in_pieces() -> list[Array]:
        found = [np.empty(length, np.int8) for _ in book.tables]
        for start in range(0, length, PIECE):
            piece = slice(start, start + PIECE)
            for whole, part in zip(found, _selected(book, columns, piece), strict=True):
                whole[piece] = part
        return found

    return {
        "numpy.select": lambda: _selected(book, columns, slice(None)),
        "numpy.select, by pieces": in_pieces,
    }


def _selected(book: Rulebook, columns: Columns, piece: slice) -> list[Array]:
    plain = {name: values[piece] for name, values in _plain(columns).items()}
    tests: dict[tuple[str, Cell], Array] = {}
    for table in book.tables:
        for rule in table.rules:
            for cell, fact in zip(rule.cells, table.columns, strict=True):
                if not cell.anything and (fact.name, cell) not in tests:
                    test = _test(cell, plain[fact.name], columns[fact.name])
                    tests[fact.name, cell] = test
    length = len(next(iter(plain.values())))
    return [_table(table, tests, length) for table in book.tables]


def _table(table: Table, tests: Mapping[tuple[str, Cell], Array], length: int) -> Array:
    conditions = []
    for rule in table.rules:
        condition: Array | None = None
        for cell, fact in zip(rule.cells, table.columns, strict=True):
            if not cell.anything:
                test = tests[fact.name, cell]
                condition = test if condition is None else condition & test
        conditions.append(np.ones(length, np.bool_) if condition is None else condition)
    rules = [np.int8(place) for place in range(len(conditions))]
    return np.select(conditions, rules, np.int8(-1))


def _plain(columns: Columns) -> dict[str, Array]:
    return {name: c.codes if isinstance(c, Coded) else c for name, c in columns.items()}


def _test(cell: Cell, values: Array, column: Any) -> Array:
    passed: Array | None = None
    for span in cell.spans:
        one = _inside(span, values, column)
        passed = one if passed is None else passed | one
    assert passed is not None
    return ~passed if cell.negated else passed


def _inside(span: Span, values: Array, column: Any) -> Array:
    low, high = (_end(end, column) for end in (span.low, span.high))
    passed: Array | None = None
    if low is not None and low == high:
        passed = values == low
        return passed
    if low is not None:
        passed = values >= low if span.low_closed else values > low
    if high is not None:
        below = values <= high if span.high_closed else values < high
        passed = below if passed is None else passed & below
    assert passed is not None
    return passed


def _end(end: Any, column: Any) -> Any:
    if end is None or isinstance(end, bool):
        return end
    if isinstance(column, Coded):
        return list(column.values).index(end)
    return column.dtype.type(end)
