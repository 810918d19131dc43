"""Arrow columns, read in pieces without copying more than a piece."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from amends.core.rulebook.columns.sources import Array, Mask, Piece, Source, unit_scale
from amends.core.rulebook.facts import BadSituation, Fact

INTEGERS = {"date32[day]": "int32", "time32[s]": "int32", "time32[ms]": "int32"}


def arrow_source(given: Any, fact: Fact) -> Source:
    """An Arrow array, a chunked one too."""
    type_, has_nulls = given.type, bool(given.null_count)
    kind, scale, dtype = _form(str(type_), type_, fact)
    if hasattr(type_, "index_type"):
        return _dictionary(given, has_nulls=has_nulls)
    read = _reader(kind, dtype)

    def piece(start: int, stop: int) -> Piece:
        part = _part(given, start, stop)
        return read(part), _nulls(part) if has_nulls and kind != "O" else None

    return Source(len(given), kind, piece, scale)


def _form(name: str, type_: Any, fact: Fact) -> tuple[str, Any, str]:
    """The kind of the values, their scale, and the NumPy dtype of their memory if it is used."""
    if name in {"bool", "double"}:
        return {"bool": "b", "double": "f"}[name], 1, ""
    if name in {"float", "halffloat"}:
        raise BadSituation(f"{name} has too few digits to be exact", where=fact.name,
                           hint="cast it to float64 or a decimal")  # fmt: skip
    if name.startswith(("int", "uint")) and name != "uint64":
        return "i", 1, ""
    if name.startswith("decimal128") and type_.precision <= 18 and fact.type.name == "number":
        return "i", 10**type_.scale, "decimal"
    if name == "date32[day]" and fact.type.name == "date":
        return "M", 1, "int32"
    if name.startswith(("timestamp", "duration", "time")) and fact.type.name != "date":
        width = "int32" if name.startswith("time32") else "int64"
        kind = "M" if name.startswith("timestamp") else "m"
        return kind, unit_scale(type_.unit, 1, fact), width
    return "O", 1, ""


def _reader(kind: str, dtype: str) -> Callable[[Any], Array]:
    if kind == "O":
        return _objects
    if dtype == "decimal":
        return _unscaled
    if dtype:
        return lambda part: _memory(part, dtype)
    return _filled


def _part(given: Any, start: int, stop: int) -> Any:
    part = given.slice(start, stop - start)
    if not hasattr(part, "combine_chunks"):
        return part
    return part.chunk(0) if part.num_chunks == 1 else part.combine_chunks()


def _nulls(part: Any) -> Mask:
    mask: Mask = part.is_null().to_numpy(zero_copy_only=False)
    return mask


def _objects(part: Any) -> Array:
    array = np.empty(len(part), object)
    array[:] = part.to_pylist()
    return array


def _filled(part: Any) -> Array:
    """The values, with anything in place of nulls."""
    if part.null_count:
        part = part.fill_null(False if str(part.type) == "bool" else 0)
    array: Array = part.to_numpy(zero_copy_only=False)
    return array


def _memory(part: Any, dtype: str) -> Array:
    array: Array = np.frombuffer(part.buffers()[1], dtype)[part.offset : part.offset + len(part)]
    return array


def _unscaled(part: Any) -> Array:
    """Decimals of up to 18 digits as whole numbers of their last digit."""
    words: Array = np.frombuffer(part.buffers()[1], "int64")
    array: Array = words[2 * part.offset : 2 * (part.offset + len(part)) : 2]
    return array


def _dictionary(given: Any, *, has_nulls: bool) -> Source:
    if hasattr(given, "unify_dictionaries"):
        given = given.unify_dictionaries()
        words = given.chunk(0).dictionary.to_pylist() if given.num_chunks else []
    else:
        words = given.dictionary.to_pylist()

    def piece(start: int, stop: int) -> Piece:
        part = _part(given, start, stop)
        return _filled(part.indices), _nulls(part.indices) if has_nulls else None

    return Source(len(given), "coded", piece, values=words)
