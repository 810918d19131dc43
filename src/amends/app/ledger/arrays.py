"""Many rows at a time go to PostgreSQL as arrays of texts: how those are escaped."""

from __future__ import annotations

import psycopg
from psycopg.types.array import ListDumper


class _Escape:
    """Takes the place of the regular expression that psycopg escapes with."""

    @staticmethod
    def sub(_: bytes, text: bytes) -> bytes:
        return bytes(text).replace(b"\\", b"\\\\").replace(b'"', b'\\"')


class QuickListDumper(ListDumper):
    """Escapes a text at once, not quote by quote: JSON is full of quotes, and a fifth of the time
    that a large load took went into them. A psycopg that escapes otherwise does not ask for it."""

    _re_esc = _Escape  # type: ignore[assignment]


def escape_quickly() -> None:
    """From now on, for all connections that are made."""
    psycopg.adapters.register_dumper(list, QuickListDumper)
