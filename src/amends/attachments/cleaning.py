"""One file from outside, made harmless."""

from __future__ import annotations

from amends.attachments.limits import Limits
from amends.attachments.results import BadFile, Cleaned
from amends.attachments.sniffing import PDF, sniff


def clean(content: bytes, limits: Limits) -> Cleaned:
    """The file as it may be kept and shown; raise ``BadFile``."""
    if not content:
        raise BadFile("file_empty")
    if len(content) > limits.bytes:
        raise BadFile("file_too_large")
    form = sniff(content)
    if not form:
        raise BadFile("file_type")
    if form == PDF:
        from amends.attachments.documents import clean_document

        return clean_document(content, limits)
    from amends.attachments.images import clean_image

    return clean_image(content, form, limits)
