"""A PDF written anew: its pages, without scripts, forms, files within, links or metadata."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

import pikepdf

from amends.attachments.jpegs import without_metadata
from amends.attachments.limits import Limits
from amends.attachments.results import BadFile, Cleaned

CONTENT_TYPE = "application/pdf"
UNWANTED = (
    "/AA", "/A", "/OpenAction", "/Annots", "/AcroForm", "/XFA", "/JS", "/JavaScript", "/EF", "/AF",
    "/EmbeddedFiles", "/RichMediaContent", "/Metadata", "/PieceInfo", "/LastModified", "/Thumb",
    "/Launch", "/URI", "/GoToR", "/GoToE", "/SubmitForm", "/StructParents",
)  # fmt: skip
"""What can act, carry files, lead out or tell of the author; none of it is needed to see a page."""
UNPACKED_PER_BYTE_ALLOWED = 20
LEAST_UNPACKED_ALLOWED = 64 * 2**20


def clean_document(content: bytes, limits: Limits) -> Cleaned:
    """The pages of the document, and nothing else; raise ``BadFile``."""
    try:
        return _rewritten(content, limits)
    except pikepdf.PasswordError:
        raise BadFile("file_locked") from None
    except BadFile:
        raise
    except MemoryError:
        raise BadFile("file_too_costly") from None
    except Exception:
        # A broken file makes a parser raise whatever it likes.
        raise BadFile("file_unreadable") from None


def _rewritten(content: bytes, limits: Limits) -> Cleaned:
    with pikepdf.open(BytesIO(content)) as given, pikepdf.new() as clean:
        if given.is_encrypted:
            raise BadFile("file_locked")
        if not 0 < len(given.pages) <= limits.pages:
            raise BadFile("file_too_many_pages" if given.pages else "file_unreadable")
        clean.pages.extend(given.pages)
        left = max(len(content) * UNPACKED_PER_BYTE_ALLOWED, LEAST_UNPACKED_ALLOWED)
        for each in clean.objects:
            if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                _strip(each)
            if isinstance(each, pikepdf.Stream):
                left -= _unpacked(each, left, limits)
        clean.remove_unreferenced_resources()
        written = BytesIO()
        clean.save(written, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    if len(written.getvalue()) > 2 * limits.bytes:
        raise BadFile("file_too_large")
    return Cleaned(CONTENT_TYPE, written.getvalue())


def _strip(each: Any) -> None:
    for name in UNWANTED:
        if name in each:
            del each[name]
    for name in list(each.keys()):
        value = each[name]
        if isinstance(value, pikepdf.Dictionary) and not value.is_indirect:
            _strip(value)


def _unpacked(stream: pikepdf.Stream, left: int, limits: Limits) -> int:
    """How many bytes the stream unpacks to; raise ``BadFile`` for more than may be left."""
    if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > limits.pixels:
        raise BadFile("file_too_many_pixels")
    packed, raw = stream.get("/Filter"), stream.read_raw_bytes()
    if packed == pikepdf.Name.DCTDecode:
        stream.write(without_metadata(raw), filter=pikepdf.Name.DCTDecode)
    if packed != pikepdf.Name.FlateDecode:
        return len(raw)
    size = len(zlib.decompressobj().decompress(raw, left + 1))
    if size > left:
        raise BadFile("file_too_costly")
    return size
