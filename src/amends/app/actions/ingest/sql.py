"""Rows go to the database as one JSON value, so that one and ten thousand cost one call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def as_json(value: object) -> Jsonb:
    """Any value as one ``jsonb``."""
    return Jsonb(value, dumps=_dumps)


def as_rows(rows: Sequence[dict[str, Any]]) -> Jsonb:
    """Rows for ``jsonb_to_recordset``."""
    return as_json(rows)


def as_names(names: Iterable[str]) -> Jsonb:
    """Names for ``= ANY(ARRAY(SELECT jsonb_array_elements_text(...)))``; cheaper than an array."""
    return as_json(list(names))


def _dumps(value: object) -> bytes:
    return orjson.dumps(value, default=str)


def new_ids(table: str, count: int) -> list[int]:
    """Take the next ``count`` numbers of a table's identity column."""
    statement = "SELECT array_agg(nextval(%s::regclass)) FROM generate_series(1, %s)"
    ids: list[int] | None = run(statement, f"{table}_id_seq", count).fetchall()[0][0]
    return ids or []
