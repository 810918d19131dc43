"""A rulebook from a workbook; a formula is refused where it stands and never computed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from amends.core.errors import AmendsError
from amends.core.rulebook.xlsx.entries import of_row
from amends.core.rulebook.xlsx.layout import BOOK, FACTS, MORE, OUTPUTS, SEVERAL, TABLES, head_of
from amends.core.rulebook.xlsx.plain import as_text, decode
from amends.core.rulebook.xlsx.safety import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    BadWorkbook,
    checked,
)

if TYPE_CHECKING:
    from openpyxl import Workbook

Types = Mapping[str, tuple[str, bool]]
"""The type of a column by its name, and whether it is tested."""


def read(file: str | Path | BinaryIO) -> tuple[dict[str, Any], dict[str, str]]:
    """The parsed ``rulebook.toml`` and the CSV files that a workbook holds.

    Raise ``BadWorkbook`` with sheet and cell for formulas, missing sheets, and files that could
    hurt. What the tables mean is checked by ``read_rulebook``.
    """
    workbook = _opened(file)
    try:
        return _rulebook(workbook)
    finally:
        workbook.close()


def _rulebook(workbook: Workbook) -> tuple[dict[str, Any], dict[str, str]]:
    declared = _book(_rows(workbook, BOOK))
    facts = {row.pop("name"): of_row(row) for row in _records(workbook, FACTS, "name")}
    outputs: dict[str, dict[str, Any]] = {}
    for row in _records(workbook, OUTPUTS, "table", "name"):
        outputs.setdefault(row["table"], {})[row["name"]] = of_row(row)
    tables, files = {}, {}
    for row in _records(workbook, TABLES, "table", "sheet"):
        name = row["table"]
        tables[name] = _table(row, outputs.get(name, {}))
        types = _types(facts, outputs, name)
        files[name] = _csv(_rows(workbook, row["sheet"], types))
    return {**declared, "facts": facts, "tables": tables}, files


def _opened(file: str | Path | BinaryIO) -> Workbook:
    import openpyxl

    content = checked(file)
    try:
        workbook = openpyxl.load_workbook(content, read_only=True, keep_links=False)
    except Exception as error:
        raise BadWorkbook(f"the workbook cannot be opened: {type(error).__name__}") from None
    if len(workbook.sheetnames) > MOST_SHEETS:
        raise BadWorkbook(f"a workbook has at most {MOST_SHEETS} sheets")
    return workbook


def _rows(workbook: Workbook, name: str, types: Types | None = None) -> list[list[str]]:
    """The texts of a sheet, row by row; a formula is refused."""
    if name not in workbook.sheetnames:
        raise BadWorkbook(f"the sheet {name!r} is missing")
    try:
        return list(_texts(workbook[name], name, types or {}))
    except AmendsError:
        raise
    except Exception as error:
        kind = type(error).__name__
        raise BadWorkbook(f"the sheet cannot be read: {kind}", where=name) from None


def _texts(sheet: Any, name: str, types: Types) -> Iterator[list[str]]:
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()
    head: list[str] = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > MOST_ROWS or len(row) > MOST_COLUMNS:
            raise BadWorkbook(
                f"a sheet has at most {MOST_ROWS} rows and {MOST_COLUMNS} columns", where=name
            )
        _refuse_formulas(row, name)
        texts = [_text(cell, head[n] if n < len(head) else "", types) for n, cell in enumerate(row)]
        head = head or texts
        yield texts


def _text(cell: Any, column: str, types: Types) -> str:
    type_name, tested = types.get(column, ("", False))
    return as_text(cell.value, type_name, tested=tested)


def _refuse_formulas(row: Sequence[Any], name: str) -> None:
    for cell in row:
        if cell.data_type == "f":
            raise BadWorkbook(
                "a formula stands here; it is never computed",
                where=f"sheet {name}, cell {cell.coordinate}",
                hint="write the value itself; a text that begins with = needs a ' before it",
            )
        if cell.data_type == "e":
            where = f"sheet {name}, cell {cell.coordinate}"
            raise BadWorkbook(f"the error {cell.value} stands here", where=where)


def _records(workbook: Workbook, name: str, *required: str) -> Iterator[dict[str, str]]:
    """The rows of a describing sheet by the names of its columns; empty rows are left out."""
    rows = _rows(workbook, name)
    head = head_of(rows)
    for column in required:
        if column not in head:
            raise BadWorkbook(f"the column {column!r} is missing", where=name)
    for row in rows[1:]:
        if any(cell.strip() for cell in row):
            cells = [*row, *([""] * len(head))]
            yield {column: cells[place] for place, column in enumerate(head) if column}


def _book(rows: list[list[str]]) -> dict[str, Any]:
    declared: dict[str, Any] = {}
    for row in rows[1:]:
        key, text = (*row, "", "")[:2]
        if not key:
            continue
        if key.endswith(SEVERAL):
            declared.setdefault(key.removesuffix(SEVERAL), []).append(decode(text))
        else:
            declared[key] = decode(text)
    return declared


def _table(row: Mapping[str, str], outputs: Mapping[str, Any]) -> dict[str, Any]:
    known = {"table", "sheet", MORE}
    entry = {key: decode(text) for key, text in row.items() if text and key not in known}
    more = decode(row.get(MORE) or "{}")
    return {**entry, **(more if isinstance(more, dict) else {}), "outputs": dict(outputs)}


def _types(
    facts: Mapping[str, Any], outputs: Mapping[str, Mapping[str, Any]], table: str
) -> dict[str, tuple[str, bool]]:
    """The type of each column of a table, and whether it is tested."""
    types: dict[str, tuple[str, bool]] = {}
    for name, entries in outputs.items():
        types |= {key: (_type(entry), name != table) for key, entry in entries.items()}
    types |= {key: (_type(entry), True) for key, entry in facts.items()}
    return types | {key: (_type(entry), False) for key, entry in outputs.get(table, {}).items()}


def _type(entry: Any) -> str:
    return entry if isinstance(entry, str) else str(entry.get("type", ""))


def _csv(rows: list[list[str]]) -> str:
    """The rows as CSV; columns without a name and rows without anything are left out."""
    head = head_of(rows)
    places = [place for place, column in enumerate(head) if column]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        cells = [row[place] if place < len(row) else "" for place in places]
        if any(cell.strip() for cell in cells):
            writer.writerow(cells)
    return out.getvalue()
