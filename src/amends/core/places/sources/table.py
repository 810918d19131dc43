"""Tables as text (CSV): encoding, delimiter and columns are found out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping

from amends.core.places.sources.columns import Columns, columns, first_cells
from amends.core.places.sources.fields import point_of
from amends.core.places.sources.names import FIELDS, known_fields, named
from amends.core.places.sources.rows import BadList, Missed, Row, one

DELIMITERS = ",;\t|"
MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
SPREADSHEETS = ("cp1251", "cp1252", "cp1250", "cp1257", "cp1254", "cp1253", "cp932", "iso8859-2")
"""Russian, western, central European, Baltic, Turkish, Greek, Japanese, Latin-2;
the first of equally likely ones."""
_MIXED = re.compile(r"[a-z][а-яёіїєґ]|[а-яёіїєґ][a-z]", re.IGNORECASE)
SAMPLE = 2**16
MOST_COLUMNS = 500
HEAD = 2**20
LONGEST_CELL = 100_000


def decoded(data: bytes) -> str:
    """Bytes as text with one kind of line ends, without the spreadsheet's own line ``sep=;``."""
    text = _in_its_encoding(data).replace("\r\n", "\n").replace("\r", "\n")
    return _SEPARATOR.sub("", text, count=1)


_SEPARATOR = re.compile(r'\A\s*"?sep=.?"?\n', re.IGNORECASE)


def _in_its_encoding(data: bytes) -> str:
    """By their mark, else UTF-8, else in the encoding of some spreadsheet."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode(_likely(data[:SAMPLE]), errors="replace")


def _likely(sample: bytes) -> str:
    """The encoding in which the first row names most fields, and words are most like words."""
    return max(SPREADSHEETS, key=lambda encoding: _likeness(sample, encoding))


def _likeness(sample: bytes, encoding: str) -> tuple[int, int]:
    text = sample.decode(encoding, errors="replace")
    header, _, _ = text.lstrip("\r\n").partition("\n")
    odd = sum(not sign.isalnum() for sign in text if sign > "\x7f")
    mixed = len(_MIXED.findall(text))
    return max(len(_known(header, mark)) for mark in DELIMITERS), -odd - mixed


def delimiter_of(header: str) -> str:
    """The character that parts most columns that are known, or most columns at all."""
    return max(DELIMITERS, key=lambda mark: (len(_known(header, mark)), header.count(mark)))


def _known(header: str, mark: str) -> Mapping[str, str]:
    cells = header[:SAMPLE].split(mark, MOST_COLUMNS)
    return known_fields(cell.strip(' "\r') for cell in cells)


def rows(text: str) -> Iterator[Row]:
    """The points of a table; raise ``BadList`` where no column names them."""
    reader = _reader(text)
    names = _names(reader)
    known = columns_of(text).known
    if "code" not in known.values():
        raise BadList(
            "no column holds the ids of the points",
            where="the first row",
            hint=f"name it one of: {FIELDS['code']}",
        )
    yield from _points(reader, names, known)


def columns_of(text: str) -> Columns:
    """The columns of a table by what their headings say, and their first cells where those do not
    say in which unit they are."""
    reader = _reader(text[:HEAD])
    names = _names(reader)
    return columns(names, first_cells(reader, names))


def _reader(text: str) -> Iterator[list[str]]:
    header, _, _ = text.lstrip("\r\n").partition("\n")
    csv.field_size_limit(LONGEST_CELL)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(header))


def looks_like_one(text: str) -> bool:
    """Whether the first row names columns of points."""
    header, _, _ = text.lstrip("\r\n").partition("\n")
    try:
        known = known_fields(next(csv.reader([header], delimiter=delimiter_of(header)), []))
    except csv.Error:
        return False
    return "code" in known.values() and len(known) > 1


def names_some_columns(text: str) -> bool:
    """Whether the first row names columns of points, though maybe not their ids."""
    header, _, _ = text.lstrip("\r\n").partition("\n")
    return any(len(_known(header, mark)) > 1 for mark in DELIMITERS)


def _names(reader: Iterator[list[str]]) -> list[str]:
    try:
        names = next((row for row in reader if any(row)), [])
    except csv.Error as error:
        raise BadList(f"this is no table: {error}", where="the first row") from error
    if len(names) > MOST_COLUMNS:
        raise BadList(f"it has more than {MOST_COLUMNS} columns", where="the first row")
    return names


def _points(
    reader: Iterator[list[str]], names: list[str], known: Mapping[str, str]
) -> Iterator[Row]:
    number = 1
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Missed(f"row {number}", "", f"it cannot be read: {error}")
            continue
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(names):
            few = f"it has {len(cells)} cells, the first row has {len(names)}"
            yield Missed(f"row {number}", cells[0][:100], few)
            continue
        first_of_two = reversed([*zip(names, cells, strict=False)])
        row = named(dict(first_of_two), known)
        yield one(row, point_of, position=f"row {number}", key="code")
