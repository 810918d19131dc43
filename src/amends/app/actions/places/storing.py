"""Points and their changes written, many with one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple, TypeVar

from psycopg import sql

from amends.app.actions.ingest.sql import as_names, as_rows, run
from amends.app.actions.places.columns import COLUMNS, READ, Row
from amends.app.ledger.models import PointLoad
from amends.core.places.changes import Change

AT_ONCE = 5000
T = TypeVar("T")
ONE_AT_A_TIME = 7_301_021
"""The lock that lists of points take: of two loads the second sees what the first changed."""
OWN = {"code": "text", "source_id": "bigint", "source_code": "text"}


class Changed(NamedTuple):
    """A point's code and what changed there."""

    code: str
    change: Change


def in_parts(rows: Iterable[T]) -> Iterator[list[T]]:
    """The rows, as many at once as one statement takes."""
    left = iter(rows)
    while part := list(islice(left, AT_ONCE)):
        yield part


def wait_for_other_loads() -> None:
    """Until the end of the transaction no other list is loaded."""
    run("SELECT pg_advisory_xact_lock(%s)", ONE_AT_A_TIME)


def write_points(rows: Iterable[Row], *, now: datetime) -> None:
    """Insert points or write them anew; each row has all columns."""
    statement = _upsert()
    for part in in_parts(rows):
        run(statement, now, as_rows(part))


def close_points(codes: Sequence[str]) -> None:
    """These points are in no list any more."""
    if codes:
        run(
            """
            UPDATE ledger_point SET open = false
            WHERE code = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
            """,
            as_names(codes),
        )


def write_changes(changed: Iterable[Changed], *, load: PointLoad | None, now: datetime) -> None:
    """Add changes to the history of their points."""
    for part in in_parts(changed):
        rows = [
            {"code": code, "kind": each.kind, "before": each.before, "after": each.after}
            for code, each in part
        ]
        run(
            """
            INSERT INTO ledger_pointchange (point_id, load_id, kind, at, before, after)
            SELECT code, %s, kind, %s, before, after
            FROM jsonb_to_recordset(%s) AS new(code text, kind text, before jsonb, after jsonb)
            """,
            load.pk if load else None,
            now,
            as_rows(rows),
        )


def _upsert() -> sql.Composed:
    types = {**OWN, **COLUMNS, **READ}
    names = [sql.Identifier(name) for name in types]
    return sql.SQL(
        """
        INSERT INTO ledger_point ({names}, described_at)
        SELECT {names}, %s FROM jsonb_to_recordset(%s) AS new({typed})
        ON CONFLICT (code) DO UPDATE SET {settings}, described_at = EXCLUDED.described_at
        """
    ).format(
        names=sql.SQL(", ").join(names),
        typed=sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(type_))
            for name, type_ in types.items()
        ),
        settings=sql.SQL(", ").join(
            sql.SQL("{0} = EXCLUDED.{0}").format(name) for name in names[1:]
        ),
    )
