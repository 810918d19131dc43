"""What became of a file from outside."""

from __future__ import annotations

from typing import NamedTuple


class BadFile(Exception):
    """A file that is not kept; ``code`` says why.

    ``file_empty``, ``file_too_large``, ``file_type``, ``file_unreadable``,
    ``file_too_many_pixels``, ``file_too_many_pages``, ``file_locked``, ``file_too_costly``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Cleaned(NamedTuple):
    """A file as it is kept: ``content_type`` is ``image/jpeg`` or ``application/pdf``."""

    content_type: str
    content: bytes
