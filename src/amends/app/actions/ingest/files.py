"""A file of events, one JSON object per line, plain or gzip, read as a stream with limits.

A bad row is one row; a fault of the file ends the reading and says after which row.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple

from amends.app.actions.ingest.parsing import LONGEST_LINE, Unreadable, parse_row, shown
from amends.core.errors import AmendsError, BadEvent, said

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
GZIP = b"\x1f\x8b"
BLOCK = 2**20
LONGEST_ROW = 64 * LONGEST_LINE
SMALL = 64 * 2**20
MOST_EXPANSION = 250
FIRST_ROWS = 1000
SHOWN = 2000
MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\x1f\x9d": "compress (.Z)"}
MARKS |= {
    b"PK\x03\x04": "ZIP",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "Zstandard",
}
MARKS |= {b"PAR1": "Parquet", b"SQLite": "SQLite"}


class BadFile(AmendsError):
    """A file that cannot be read (on); ``where`` names the file and the row."""

    code = "bad_file"


class _EndlessError(Exception):
    """A row that does not end."""


class Row(NamedTuple):
    """A row of a file: its number, from 1, and its bytes without the line end."""

    number: int
    text: bytes
    too_long: bool = False


def digest_of(path: Path) -> str:
    """The SHA-256 of the file as it lies there."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def parsed(row: Row) -> object:
    """The row's JSON value, or why it cannot be read."""
    if row.too_long:
        error = BadEvent(
            said("longer than {most} bytes"),
            most=LONGEST_LINE,
            where="event",
            hint=said("split it"),
            code="too_long",
        )
        return Unreadable(shown(row.text[:SHOWN]) + "…", error)
    return parse_row(row.text)


class EventFile:
    """Reads rows; ``read_bytes`` is how far into the file it is, for a progress bar."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read_bytes = 0
        self._out = 0
        self._row = 0

    def rows(self) -> Iterator[Row]:
        """Every row that is not blank; raise ``BadFile`` where the file itself is at fault."""
        try:
            with self.path.open("rb") as file, self._opened(file) as stream:
                yield from self._rows(file, stream)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise self.fault(_gzip_message(error), "get the file again; a load goes on") from error
        except _EndlessError:
            size = LONGEST_ROW // 2**20
            raise self.fault(f"the next row does not end within {size} MiB") from None
        except OSError as error:
            raise self.fault(f"it cannot be read: {error.strerror}") from error

    def check(self) -> None:
        """Raise ``BadFile`` where the beginning shows already that this is no file of events."""
        with self.path.open("rb") as file, self._opened(file):
            pass

    def name_row(self, number: int) -> str:
        """The row as it is named to whoever has to mend it."""
        return f"{self.path.name}: row {number}"

    def _opened(self, file: BufferedReader) -> BufferedReader | gzip.GzipFile:
        start = file.read(8)
        file.seek(0)
        if not start:
            raise self.fault("the file is empty", "one JSON object per line is expected")
        if start.startswith(GZIP):
            return gzip.GzipFile(fileobj=file)
        if self.path.suffix == ".gz":
            raise self.fault("the name says gzip, the content does not", "leave out .gz")
        for mark, name in MARKS.items():
            if start.startswith(mark):
                raise self.fault(f"this looks like {name}", "give JSON lines in UTF-8, or .gz")
        return file

    def _rows(self, file: BufferedReader, stream: BufferedReader | gzip.GzipFile) -> Iterator[Row]:
        for text, too_long in _lines(self._blocks(file, stream)):
            self._row += 1
            if self._row == 1:
                text = text.removeprefix(BYTE_ORDER_MARK)
            if text and not text.isspace():
                yield Row(self._row, text, too_long)
        if not self._out:
            raise self.fault("the file is empty", "one JSON object per line is expected")

    def _blocks(
        self, file: BufferedReader, stream: BufferedReader | gzip.GzipFile
    ) -> Iterator[bytes]:
        while block := stream.read1(BLOCK):
            if not self._out and b"\x00" in block[:4096]:
                raise self.fault("this is not text", "give JSON lines in UTF-8, or .gz")
            self._out += len(block)
            self.read_bytes = file.tell()
            if self._out > max(SMALL, MOST_EXPANSION * self.read_bytes):
                raise self.fault(f"it expands more than {MOST_EXPANSION} times", "is it a bomb?")
            yield block

    def fault(self, message: str, hint: str = "") -> BadFile:
        """A fault of the file, with the last row that could be read."""
        after = f", after row {self._row}" if self._row else ""
        return BadFile(message, where=f"{self.path.name}{after}", hint=hint)


def _lines(blocks: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Split blocks into lines; of one that is too long only the beginning is kept."""
    line, dropped = b"", 0
    for block in blocks:
        first, *more = block.split(b"\n")
        if dropped or len(line) + len(first) > LONGEST_LINE:
            line, dropped = (line + first)[:SHOWN], dropped + len(first)
        else:
            line += first
        if dropped > LONGEST_ROW:
            raise _EndlessError
        for following in more:
            yield line, bool(dropped)
            line, dropped = following, 0
    if line:
        yield line, bool(dropped)


def _gzip_message(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "the compressed data ends too early"
    return f"the compressed data is damaged ({error})"
