"""Many rows of a model written at once, as one JSON value.

``bulk_create`` binds each column as an array of texts, in which every quote of a JSON document is
escaped in Python: for decisions and offers that cost more than deciding.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import connection, models
from psycopg import sql

from amends.app.actions.ingest.sql import as_rows, new_ids, run

M = TypeVar("M", bound=models.Model)


def write_rows(rows: Iterable[M]) -> list[M]:
    """Write new rows, all of one model, with numbers of their own; return them as stored.

    Raise ``IntegrityError`` like any write; then none of them is written.
    """
    found = list(rows)
    if len(found) < 2:
        return list(type(found[0])._default_manager.bulk_create(found)) if found else []
    meta = type(found[0])._meta
    for each, number in zip(found, new_ids(meta.db_table, len(found)), strict=True):
        each.pk = number
    fields = meta.concrete_fields
    values = [{str(f.column): getattr(each, f.attname) for f in fields} for each in found]
    run(_statement(meta.db_table, fields), as_rows(values))
    for each in found:
        each._state.adding, each._state.db = False, connection.alias
    return found


def _statement(table: str, fields: Iterable[models.Field[Any, Any]]) -> sql.Composed:
    typed = [(sql.Identifier(f.column), sql.SQL(str(f.db_type(connection)))) for f in fields]  # type: ignore[arg-type]
    names = sql.SQL(", ").join(name for name, _ in typed)
    columns = sql.SQL(", ").join(sql.SQL("{} {}").format(name, kind) for name, kind in typed)
    return sql.SQL("INSERT INTO {} ({}) SELECT {} FROM jsonb_to_recordset(%s) AS new({})").format(
        sql.Identifier(table), names, names, columns
    )
