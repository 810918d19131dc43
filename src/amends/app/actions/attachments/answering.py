"""A stored file as an answer: for download, with nothing in it that could act on our pages."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from amends.app.actions.attachments.shown import Kept

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def as_download(kept: Kept, content: bytes) -> HttpResponse:
    """The file under its own name; a page may show it as a picture all the same."""
    response = HttpResponse(content, content_type=kept.attachment.content_type)
    response["Content-Disposition"] = content_disposition_header(True, kept.name) or "attachment"
    for name, value in HEADERS.items():
        response[name] = value
    return response
