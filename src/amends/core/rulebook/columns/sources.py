"""Columns as they are given, read in pieces: NumPy, Arrow, pandas, lists, dictionary-coded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from amends.core.rulebook.facts import BadSituation, Fact

Array = NDArray[Any]
Mask = NDArray[np.bool_]
Piece = tuple[Array, Mask | None]


class Coded(NamedTuple):
    """A column of repeated values: ``values[code]`` for each row; a code below 0 is null."""

    codes: Array
    values: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Source:
    """One column.

    ``piece(start, stop)`` gives values and which of them are null; ``kind`` is the letter of their
    NumPy dtype, or ``coded`` where they are codes of ``values``. A value stands for the number
    ``value / scale`` of its unit (days, microseconds, months, 1), see ``ticks``; of a Python
    object (kind ``O``) for itself.
    """

    length: int
    kind: str
    piece: Callable[[int, int], Piece]
    scale: Any = 1
    values: Sequence[Any] = ()


def source(given: Any, fact: Fact, length: int | None) -> Source:
    """The column given for a fact; None is a column of nulls.

    Raise ``BadSituation`` for one that cannot be read without loss.
    """
    if given is None:
        return _nulls(length or 0)
    if isinstance(given, Coded):
        return _coded(np.asarray(given.codes), given.values)
    if hasattr(given, "categories") and hasattr(given, "codes"):
        return _coded(np.asarray(given.codes), list(given.categories))
    if type(given).__module__.startswith("pyarrow"):
        from amends.core.rulebook.columns.arrow import arrow_source

        return arrow_source(given, fact)
    if type(given).__module__.startswith("pandas") and hasattr(given, "array"):
        return source(_unwrapped(given), fact, length)
    return _numpy(given, fact)


def named(columns: Any) -> Mapping[str, Any]:
    """Columns by name, also of an Arrow table."""
    if hasattr(columns, "column_names"):
        return {name: columns.column(name) for name in columns.column_names}
    return {name: columns[name] for name in columns}


def _unwrapped(series: Any) -> Any:
    if hasattr(series.array, "categories"):
        return series.array
    has_own_nulls = type(series.array).__name__ not in {"NumpyExtensionArray", "DatetimeArray"}
    if not has_own_nulls or (series.dtype.kind in "iufbmM" and isinstance(series.dtype, np.dtype)):
        return series.to_numpy()
    values = series.astype(object)
    return values.where(values.notna(), None).to_numpy()


def _nulls(length: int) -> Source:
    def piece(start: int, stop: int) -> Piece:
        return np.empty(stop - start, object), None

    return Source(length, "O", piece)


def _coded(codes: Array, values: Sequence[Any]) -> Source:
    def piece(start: int, stop: int) -> Piece:
        return codes[start:stop], None

    return Source(len(codes), "coded", piece, values=list(values))


def _numpy(given: Any, fact: Fact) -> Source:
    mask = np.ma.getmaskarray(given) if isinstance(given, np.ma.MaskedArray) else None
    data = given.data if mask is not None else given
    array = data if isinstance(data, np.ndarray) else _objects(data)
    if array.ndim != 1:
        raise BadSituation("a column has one dimension", where=fact.name)
    if array.dtype.kind == "f" and array.dtype.itemsize < 8:
        raise BadSituation(
            f"{array.dtype} has too few digits to be exact",
            where=fact.name,
            hint="give float64, or whole numbers of the smallest unit as Decimal",
        )

    def piece(start: int, stop: int) -> Piece:
        return array[start:stop], None if mask is None else mask[start:stop]

    return Source(len(array), _kind(array), piece, _scale(array, fact))


def _objects(values: Sequence[Any]) -> Array:
    array = np.empty(len(values), object)
    array[:] = list(values)
    return array


def _kind(array: Array) -> str:
    kind, size = array.dtype.kind, array.dtype.itemsize
    is_too_wide = (kind == "f" and size > 8) or (kind == "u" and size == 8)
    return "O" if is_too_wide or kind not in "biufmM" else kind


UNITS = {"D": 86_400 * 10**6, "h": 3600 * 10**6, "m": 60 * 10**6, "s": 10**6, "ms": 1000, "us": 1}
"""Microseconds in one of NumPy's units of time."""


def _scale(array: Array, fact: Fact) -> Any:
    """How many of the array's units make one of the fact's."""
    if array.dtype.kind not in "mM":
        return 1
    return unit_scale(*np.datetime_data(array.dtype), fact)


def unit_scale(unit: str, count: int, fact: Fact) -> Any:
    """How many of a unit of time make a day, for dates, or else a microsecond or a month."""
    from fractions import Fraction

    if fact.type.name == "months" and unit in {"M", "Y"}:
        return Fraction(1, count * (12 if unit == "Y" else 1))
    whole = UNITS["D"] if fact.type.name == "date" else 1
    if unit == "ns":
        return Fraction(whole * 1000, count)
    if unit not in UNITS or fact.type.name not in {"date", "date and time", "duration", "time"}:
        raise BadSituation(f"{unit} is not a unit of a {fact.type.name}", where=fact.name)
    return Fraction(whole, UNITS[unit] * count)
