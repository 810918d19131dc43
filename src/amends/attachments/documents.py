"""A PDF written anew: its pages, without scripts, forms, files within, links or metadata."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import pikepdf

from amends.attachments.jpegs import without_boxes, without_metadata
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
    filters = _filters(stream)
    content = stream.read_raw_bytes()
    size = len(content)
    while filters and filters[0] in UNPACKED:
        content = UNPACKED[filters.pop(0)](content, left + 1)
        size = max(size, len(content))
        if size > left:
            raise BadFile("file_too_costly")
    if len(filters) > 1:
        raise BadFile("file_unreadable")
    if filters and filters[0] in PICTURES:
        plain = PICTURES[filters[0]](content)
        stream.write(plain, filter=pikepdf.Name(filters[0]), decode_parms=_last_parms(stream))
    return size


def _filters(stream: pikepdf.Stream) -> list[str]:
    """The names of all that it is packed with, the outermost first."""
    packed = stream.get("/Filter")
    if packed is None:
        return []
    return [str(each) for each in packed] if isinstance(packed, pikepdf.Array) else [str(packed)]


def _last_parms(stream: pikepdf.Stream) -> Any:
    """How the innermost is to be read, if that is said."""
    parms = stream.get("/DecodeParms")
    return parms[-1] if isinstance(parms, pikepdf.Array) and len(parms) else parms


def _inflated(packed: bytes, most: int) -> bytes:
    return zlib.decompressobj().decompress(packed, most)


def _from_letters(packed: bytes, most: int) -> bytes:
    return base64.a85decode(packed.strip().removesuffix(b"~>"))


def _from_hex(packed: bytes, most: int) -> bytes:
    digits = bytes(sign for sign in packed if sign not in b" \t\r\n\f\0").partition(b">")[0]
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _from_runs(packed: bytes, most: int) -> bytes:
    """PDF 32000-1, 7.4.5: 128 ends; less: so many and one as they are; more: 257 less so many."""
    found, at = bytearray(), 0
    while at < len(packed) and packed[at] != 128 and len(found) <= most:
        length = packed[at]
        found += (
            packed[at + 1 : at + 2 + length]
            if length < 128
            else (packed[at + 1 : at + 2] * (257 - length))
        )
        at += 2 + length if length < 128 else 2
    return bytes(found)


UNPACKED: Mapping[str, Callable[[bytes, int], bytes]] = {
    "/FlateDecode": _inflated,
    "/ASCII85Decode": _from_letters,
    "/ASCIIHexDecode": _from_hex,
    "/RunLengthDecode": _from_runs,
}
"""What may pack something again; what is packed with anything else is one picture or is refused."""
PICTURES: Mapping[str, Callable[[bytes], bytes]] = {
    "/DCTDecode": without_metadata,
    "/JPXDecode": without_boxes,
}
