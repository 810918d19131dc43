"""Rows go to the database as one JSON value, so that one and ten thousand cost one call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, LiteralString

import orjson
import psycopg
from django.db import connection
from psycopg import sql
from psycopg.types.json import Jsonb

Row = tuple[Any, ...]


def run(statement: LiteralString | sql.Composed, *values: object) -> psycopg.Cursor[Row]:
    """Run one statement on Django's connection, with its values bound by the server."""
    connection.ensure_connection()
    with connection.wrap_database_errors:
        cursor: psycopg.Cursor[Row] = psycopg.Cursor(connection.connection)
        return cursor.execute(statement, values, binary=True)


def as_rows(rows: Sequence[dict[str, Any]]) -> Jsonb:
    """Rows for ``jsonb_to_recordset``."""
    return Jsonb(rows, dumps=_dumps)


def _dumps(rows: object) -> bytes:
    return orjson.dumps(rows, default=str)


def new_ids(table: LiteralString, count: int) -> list[int]:
    """Take the next ``count`` numbers of a table's identity column."""
    taken = run(
        "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
        table,
        count,
    )
    return [id_ for (id_,) in taken]
