"""Files that are small and unpack to very much."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

NODES = 4_000_000
"""In one block of 32 MiB, as many as libosmium reads."""


def write_many_nodes(path: Path, *, blocks: int) -> Path:
    """An `.osm.pbf` of numbered nodes at one place (wiki.openstreetmap.org/wiki/PBF_Format)."""
    head = _field(4, b"OsmSchema-V0.6") + _field(4, b"DenseNodes")
    with path.open("wb") as file:
        file.write(_blob(b"OSMHeader", head))
        for block in range(blocks):
            file.write(_blob(b"OSMData", _nodes(1 + block * NODES)))
    return path


def _nodes(first: int) -> bytes:
    numbers = _number(first * 2) + _number(2) * (NODES - 1)
    places = bytes(NODES)
    dense = _field(1, numbers) + _field(8, places) + _field(9, places)
    return _field(1, _field(1, b"")) + _field(2, _field(2, dense))


def _blob(kind: bytes, raw: bytes) -> bytes:
    packed = _number(2 << 3) + _number(len(raw)) + _field(3, zlib.compress(raw, 9))
    head = _field(1, kind) + _number(3 << 3) + _number(len(packed))
    return struct.pack(">I", len(head)) + head + packed


def _field(number: int, content: bytes) -> bytes:
    return _number(number << 3 | 2) + _number(len(content)) + content


def _number(value: int) -> bytes:
    """Protocol Buffers' base 128 varint."""
    parts = bytearray()
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes([*parts, value])
