"""What DuckDB says of a file that it cannot read, in one sentence with file and row."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROW = re.compile(r"CSV Error on Line: (\d+)")
FILE = re.compile(r'(?:file "|^  file = )([^"\n]+)', re.MULTILINE)
CAUSES = (
    ("not utf-8 encoded", "it is not UTF-8", "save it as UTF-8, or name it: encoding = 'latin-1'"),
    (
        "Error when sniffing",
        "its rows do not all have the same columns",
        "is it cut off? else say how it is written: header, delim, quote",
    ),
    (
        "Expected Number of Columns",
        "this row has other columns than the rest",
        "is it cut off? else say how it is written: header, delim, quote",
    ),
    ("unterminated quote", "a quote is opened and never closed", "is it cut off?"),
    ("magic bytes", "it is no whole Parquet file", "is it cut off?"),
)


class Fault(NamedTuple):
    """Where, what and how to mend it."""

    where: str
    what: str
    hint: str


def fault_of(message: str, folder: Path) -> Fault | None:
    """The fault of the file that ``message`` tells of; None where it is about something else."""
    for sign, what, hint in CAUSES:
        if sign.lower() in message.lower():
            return Fault(_where(message, folder), what, hint)
    return None


def _where(message: str, folder: Path) -> str:
    file, row = FILE.search(message) or re.search(r"'([^'\n]+)'", message), ROW.search(message)
    name = Path(file[1]).name if file else "a file"
    number = int(row[1]) if row else _cut_off(folder / name)
    return f"{name} row {number}" if number else name


def _cut_off(path: Path) -> int:
    """The number of the last row, if it has no end; else 0."""
    if path.suffix.lower() != ".csv" or not path.is_file():
        return 0
    text = path.read_bytes()
    return 0 if text.endswith(b"\n") else text.count(b"\n") + 1
