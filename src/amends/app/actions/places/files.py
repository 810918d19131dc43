"""A file with a list of points: opened with limits, its format found out, its rows read."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import orjson

from amends.core.places.sources import (
    JSON_LISTS,
    BadList,
    PassedOver,
    Row,
    code_of_object,
    found,
    json_format,
    table,
    tagged_point,
)

GZIP = b"\x1f\x8b"
EXTRACT = b"OSMHeader"
JSON_STARTS = (b"{", b"[")
MARK = b"\xef\xbb\xbf"
WIDE = (b"\xff\xfe", b"\xfe\xff")
"""What begins UTF-16."""
MOST_BYTES = 512 * 2**20
BLOCK = 2**20
SMALL = 64 * 2**20
MOST_EXPANSION = 250
OTHER_FILES = {
    b"PK\x03\x04": "ZIP or Excel",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"PAR1": "Parquet",
}


@dataclass(frozen=True, slots=True)
class Listing:
    """A file as a list of points. ``whole``: a point that is not in it is no more.

    ``passed_over``: the columns of a table, or the fields of its objects, that are not read.
    """

    name: str
    digest: str
    format: str
    operator: str
    whole: bool
    rows: Iterator[Row]
    passed_over: tuple[PassedOver, ...] = ()


def read_listing(path: Path, *, format_: str = "") -> Listing:
    """Open a list of points; raise ``BadList`` where it is none that is known."""
    digest = _digest(path)
    with path.open("rb") as file:
        start = file.read(64)
    if format_ == "osm" or (not format_ and EXTRACT in start):
        return Listing(path.name, digest, "osm", "", True, _extract(path))
    data = _content(path)
    if data.startswith(WIDE):
        data = table.decoded(data).encode()
    if format_ == "csv" or (not format_ and not _is_json(data)):
        return _table(path, digest, data, named=bool(format_))
    value = _parsed(path, data)
    try:
        name = format_ or json_format(value)
    except BadList as error:
        raise BadList(error.message, where=path.name, hint=error.hint, code=error.code) from None
    reader = JSON_LISTS[name]
    whole, rows = reader.is_whole(value), reader.rows(value)
    over = reader.passed_over(value)
    return Listing(path.name, digest, name, reader.operator, whole, rows, over)


def _extract(path: Path) -> Iterator[Row]:
    from amends.maps.points import tagged_points

    for thing in tagged_points(path):
        code = code_of_object(thing.code)
        yield found(thing.code, partial(tagged_point, code, thing.spot, thing.tags))


def _table(path: Path, digest: str, data: bytes, *, named: bool) -> Listing:
    text = table.decoded(data)
    if not named and not table.looks_like_one(text) and not table.names_some_columns(text):
        raise BadList(
            "this is no list of points that is known",
            where=path.name,
            hint="GeoJSON, CSV, .osm.pbf, or an operator's JSON: see docs/reference/places.md",
            code="unknown_list",
        )
    passed_over = table.columns_of(text).passed_over
    return Listing(path.name, digest, "csv", "", True, table.rows(text), passed_over)


def _is_json(data: bytes) -> bool:
    return data[:1000].removeprefix(MARK).lstrip().startswith(JSON_STARTS)


def _parsed(path: Path, data: bytes) -> object:
    try:
        return orjson.loads(data.removeprefix(MARK))
    except orjson.JSONDecodeError as error:
        value = _of_other_kinds(data)
        if value is not None:
            return value
        raise BadList(
            f"this is not JSON: {error}", where=path.name, hint="get the file again"
        ) from error


def _of_other_kinds(data: bytes) -> object | None:
    """JSON in an older encoding, or an object a line; ``None`` where it is neither."""
    text = table.decoded(data)
    for read in (orjson.loads, _lines):
        try:
            return read(text)
        except orjson.JSONDecodeError:
            continue
    return None


def _lines(text: str) -> object:
    return [orjson.loads(line) for line in text.splitlines() if line.strip()]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _content(path: Path) -> bytes:
    """The bytes of the file, unpacked where it is gzip."""
    packed = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(8)
        file.seek(0)
        for mark, name in OTHER_FILES.items():
            if start.startswith(mark):
                raise BadList(f"this looks like {name}", where=path.name, hint="unpack it first")
        if not start.startswith(GZIP):
            return _limited(path, [file.read(MOST_BYTES + 1)], packed)
        try:
            with gzip.GzipFile(fileobj=file) as stream:
                return _limited(path, iter(lambda: stream.read(BLOCK), b""), packed)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise BadList(
                f"the compressed data is damaged ({error})",
                where=path.name,
                hint="get the file again",
            ) from error


def _limited(path: Path, blocks: Iterator[bytes] | list[bytes], packed: int) -> bytes:
    content = bytearray()
    for block in blocks:
        content += block
        if len(content) > MOST_BYTES:
            size = MOST_BYTES // 2**20
            raise BadList(f"it holds more than {size} MiB", where=path.name, hint="split it")
        if len(content) > max(SMALL, MOST_EXPANSION * packed):
            raise BadList(
                f"it expands more than {MOST_EXPANSION} times",
                where=path.name,
                hint="is it a bomb?",
            )
    if not content or content.isspace():
        raise BadList("the file is empty", where=path.name)
    return bytes(content)
