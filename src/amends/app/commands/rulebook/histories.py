"""A history of facts from a file, as columns: Parquet, CSV or JSON lines, read by DuckDB."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from amends.core.errors import AmendsError
from amends.core.rulebook import Fact

READERS = {
    ".parquet": "read_parquet(?)",
    ".csv": "read_csv(?, all_varchar = true)",
    ".jsonl": "read_json(?, format = 'newline_delimited')",
    ".ndjson": "read_json(?, format = 'newline_delimited')",
}


class BadFile(AmendsError):
    """A file of facts that cannot be read."""

    code = "bad_history"


def read_history(path: Path, facts: Mapping[str, Fact], money: Collection[str]) -> dict[str, Any]:
    """The columns of a file that are facts, or money; others are left out.

    Texts are read as values of their fact; what is none stays as it is and counts as a case that
    cannot be decided. Raise ``BadFile``.
    """
    import duckdb

    reader = READERS.get(path.suffix)
    if reader is None:
        raise BadFile("this kind of file is not read", where=path.name, hint=", ".join(READERS))
    try:
        rows = duckdb.connect().execute(f"SELECT * FROM {reader}", [str(path)])
        columns = [each[0] for each in rows.description or ()]
        wanted = [name for name in columns if name in facts or name in money]
        listed = ", ".join('"' + name.replace('"', '""') + '"' for name in wanted)
        if not wanted:
            raise BadFile("no column is a fact", where=path.name, hint=", ".join(facts))
        found = duckdb.connect().execute(f"SELECT {listed} FROM {reader}", [str(path)]).fetchall()
    except duckdb.Error as error:
        raise BadFile(str(error).splitlines()[0], where=path.name) from None
    read = zip(*found, strict=True) if found else [()] * len(wanted)
    return {
        name: [_value(value, facts.get(name)) for value in column]
        for name, column in zip(wanted, read, strict=True)
    }


def _value(value: Any, fact: Fact | None) -> Any:
    if fact is None or not isinstance(value, str) or fact.type.name == "string":
        return value
    if not value:
        return None
    try:
        return fact.type.read(value)
    except (ValueError, ArithmeticError):
        return value
