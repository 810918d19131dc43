"""What a file is, by its own first bytes: neither its name nor its sender is believed."""

from __future__ import annotations

JPEG, PNG, WEBP, HEIC, PDF = "JPEG", "PNG", "WEBP", "HEIF", "PDF"
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})


def sniff(content: bytes) -> str:
    """The form of the file, or an empty text for any that is not taken."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return HEIC
    return PDF if content.startswith(b"%PDF-") else ""
