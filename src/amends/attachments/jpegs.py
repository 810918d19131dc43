"""The pictures within a document: they lose what the camera wrote beside them."""

from __future__ import annotations

KEPT = frozenset({0xE0, 0xEE})
"""The marks of JFIF and of Adobe: without them the colours would be read otherwise."""
TOLD = frozenset({b"uuid", b"xml ", b"uinf"})
"""Boxes of a JPEG 2000 that no decoder needs."""
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


def without_boxes(jp2: bytes) -> bytes:
    """The same JPEG 2000 without the boxes of cameras and programs (ISO 15444-1, annex I)."""
    if jp2[4:8] != b"jP  ":
        return jp2
    parts, at = [], 0
    while at + 8 <= len(jp2):
        length, kind = int.from_bytes(jp2[at : at + 4]), jp2[at + 4 : at + 8]
        length = int.from_bytes(jp2[at + 8 : at + 16]) if length == 1 else length or len(jp2) - at
        if length < 8:
            break
        if kind not in TOLD:
            parts.append(jp2[at : at + length])
        at += length
    return b"".join(parts)
