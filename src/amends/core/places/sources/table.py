"""Tables as text (CSV): encoding, delimiter and columns are found out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from amends.core.places.sources.fields import FIELDS, known_fields, named, point_of
from amends.core.places.sources.rows import BadList, Missed, Row, one

DELIMITERS = ",;\t|"
MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
CYRILLIC = "cp1251"
MOST_COLUMNS = 500
LONGEST_CELL = 100_000


def decoded(data: bytes) -> str:
    """Bytes as text: by their mark, else UTF-8, else the encoding of Russian spreadsheets."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode(CYRILLIC, errors="replace")


def delimiter_of(header: str) -> str:
    """The character that parts most columns."""
    return max(DELIMITERS, key=header.count)


def rows(text: str) -> Iterator[Row]:
    """The points of a table; raise ``BadList`` where no column names them."""
    header, _, _ = text.lstrip("\r\n").partition("\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(header))
    csv.field_size_limit(LONGEST_CELL)
    names = _names(reader)
    known = known_fields(names)
    if "code" not in known.values():
        raise BadList(
            "no column holds the ids of the points",
            where="the first row",
            hint=f"name it one of: {FIELDS['code']}",
        )
    yield from _points(reader, names, known)


def looks_like_one(text: str) -> bool:
    """Whether the first row names columns of points."""
    header, _, _ = text.lstrip("\r\n").partition("\n")
    known = known_fields(next(csv.reader([header], delimiter=delimiter_of(header)), []))
    return "code" in known.values() and len(known) > 1


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
        row = named(dict(zip(names, cells, strict=False)), known)
        yield one(row, point_of, position=f"row {number}", key="code")
