"""Workbooks from strangers: looked at before anything opens them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from amends.core.errors import AmendsError

LARGEST_FILE = 10_000_000
LARGEST_INSIDE = 60_000_000
MOST_ENTRIES = 500
MOST_RATIO = 200
SMALL_ENTRY = 100_000
MOST_SHEETS = 200
MOST_ROWS = 20_001
MOST_COLUMNS = 300
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
"""What Python raises at a broken or encrypted archive."""
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY", b"\x00")
ENCODING = re.compile(rb"""^[^>]{0,200}encoding\s*=\s*["']([^"']+)["']""")
HINT = "such files are refused: they can hurt the reader"


class BadWorkbook(AmendsError):
    """A workbook that is not understood, or could hurt; ``where`` is sheet and cell."""

    code = "bad_workbook"


def checked(file: str | Path | BinaryIO) -> io.BytesIO:
    """The content of a workbook that is safe to open; raise ``BadWorkbook`` for others."""
    content = _content(file)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_sizes(archive.infolist())
            for entry in archive.infolist():
                _check_entry(archive, entry)
    except BROKEN as error:
        raise BadWorkbook(f"this is no workbook: {error}", hint="save it as .xlsx") from None
    return io.BytesIO(content)


def _content(file: str | Path | BinaryIO) -> bytes:
    if isinstance(file, str | Path):
        try:
            with Path(file).open("rb") as opened:
                return _content(opened)
        except OSError as error:
            raise BadWorkbook(
                f"the file cannot be read: {error.strerror}",
                where=str(file),
                hint="the path of a workbook (.xlsx)",
            ) from None
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise BadWorkbook(f"the file is larger than {LARGEST_FILE} bytes")
    return content


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MOST_ENTRIES or len(set(names)) != len(names):
        raise BadWorkbook("the workbook has too many parts, or one twice", hint=HINT)
    if sum(entry.file_size for entry in entries) > LARGEST_INSIDE:
        raise BadWorkbook(f"unpacked it is larger than {LARGEST_INSIDE} bytes", hint=HINT)
    if any(e.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for e in entries):
        raise BadWorkbook("a part is packed in a way that workbooks are not", hint=HINT)
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > SMALL_ENTRY and ratio > MOST_RATIO:
            raise BadWorkbook(
                "a part unpacks to far more than it is", where=entry.filename, hint=HINT
            )


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """No document type and no encoding in which one could hide; what nothing reads (macros,
    pictures, other programs' own data) is not even opened."""
    name = entry.filename.lower()
    if name.startswith("customxml/") or not name.endswith((".xml", ".rels", ".vml")):
        return
    with archive.open(entry) as opened:
        content = opened.read(LARGEST_INSIDE + 1)
    encoding = ENCODING.match(content)
    named = encoding[1].decode("ascii", "replace").lower() if encoding else "utf-8"
    if named not in {"utf-8", "us-ascii", "ascii"} or any(bad in content for bad in FORBIDDEN):
        raise BadWorkbook("its XML holds what is forbidden", where=entry.filename, hint=HINT)
