"""The pictures within a document: JPEGs lose what the camera wrote beside them."""

from __future__ import annotations

KEPT = frozenset({0xE0, 0xEE})
"""The marks of JFIF and of Adobe: without them the colours would be read otherwise."""
APPLICATION, COMMENT, START_OF_SCAN = range(0xE0, 0xF0), 0xFE, 0xDA


def without_metadata(jpeg: bytes) -> bytes:
    """The same picture without the segments of cameras and programs; as it is if it is no JPEG."""
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg
    parts, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != START_OF_SCAN:
        mark, end = jpeg[at + 1], at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        if mark in KEPT or mark not in (*APPLICATION, COMMENT):
            parts.append(jpeg[at:end])
        at = end
    return b"".join([*parts, jpeg[at:]])
