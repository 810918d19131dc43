"""Rows that nobody may change are chained, soon after they were written, and can be verified.

One process seals at a time; nobody who writes ever waits for it. docs/explanation/sealed-record.md
tells what is found by it and what is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import LiteralString

import psycopg
from django.db import connection, transaction
from psycopg import sql

from amends.app.actions.ingest.sql import run
from amends.app.ledger.models import Seal, SealMark
from amends.core.sealing import BEFORE_ALL, Fault, Link, Row, faults, seal

SEALED: Mapping[str, tuple[LiteralString, ...]] = {
    "journal": ("id", "at", "actor", "action", "case_id", "detail"),
    "finding": (
        "id",
        "claim_id",
        "number",
        "verdict",
        "conflicting",
        "evidence",
        "made_at",
        "by",
        "reason",
        "rules",
    ),
    "responsibility": (
        "id",
        "promise_id",
        "number",
        "position",
        "failure_kind",
        "party",
        "who",
        "share",
        "because",
        "seen_at",
        "made_at",
    ),
    "sampledcase": (
        "id",
        "sample_id",
        "case_id",
        "stratum",
        "drawn_by",
        "risks",
        "probability",
        "second",
    ),
    "casereview": ("id", "sampled_id", "number", "by_id", "at", "answers", "wrong", "comment"),
    "entry": ("id", "at", "case_id", "kind", "remedy_id", "by", "because", "lines"),
    "posting": ("id", "entry_id", "account", "partner_id", "currency", "amount"),
    "partneranswer": (
        "id",
        "partner_id",
        "key",
        "case_id",
        "at",
        "answer",
        "currency",
        "amount",
        "reason",
        "late",
        "entry_id",
    ),
    "contract": (
        "id",
        "partner_id",
        "number",
        "version",
        "valid_from",
        "valid_until",
        "days_to_answer",
        "terms",
        "loaded_at",
    ),
}
"""The tables that are sealed, with the columns that each row's text is made of."""
AT_ONCE = 20_000
FETCH = 5_000
MOST_FAULTS = 1_000
ROUNDS_IN_VAIN = 2
LOCK = 0x5EA1
TEXTS: LiteralString = """
    SELECT id, jsonb_build_array({columns})::text FROM {table}
    WHERE id > %s AND id <= %s ORDER BY id
"""


@dataclass(slots=True)
class Verified:
    """What was found of one table: how many rows are sealed and not yet, and what is wrong.

    ``head`` is the digest of the last sealed row, as hexadecimal text, and ``place`` its place:
    kept elsewhere, it proves later that the chain still holds it. No more than ``MOST_FAULTS``
    faults are listed; ``more`` says that there are others.
    """

    table: str
    sealed: int = 0
    unsealed: int = 0
    place: int = 0
    head: str = ""
    faults: list[Fault] = field(default_factory=list)
    more: bool = False


def seal_rows(*, now: datetime, at_most: int = AT_ONCE) -> int:
    """Seal what was written and can have no earlier neighbour any more; return how many rows."""
    return sum(_seal(table, now, at_most) for table in SEALED)


def seal_all(*, now: datetime) -> int:
    """Seal all that can be sealed now; return how many rows.

    A round may only look how far the next one can go, so two in vain end it.
    """
    count, in_vain = 0, 0
    while in_vain < ROUNDS_IN_VAIN:
        sealed = seal_rows(now=now)
        count, in_vain = count + sealed, 0 if sealed else in_vain + 1
    return count


@transaction.atomic
def _seal(table: str, now: datetime, at_most: int) -> int:
    if not run("SELECT pg_try_advisory_xact_lock(%s)", LOCK).fetchall()[0][0]:
        return 0
    mark, _ = SealMark.objects.get_or_create(table=table)
    highest = _highest(table)  # before the snapshot: whoever holds a lower number began before it
    oldest, next_one = run(
        "SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint "
        "FROM pg_current_snapshot() AS s"
    ).fetchall()[0]
    if mark.horizon > next_one:  # restored into another server, whose transactions begin anew
        mark.horizon = next_one
        mark.save()
        return 0
    last = _last(table)
    count = 0
    if oldest >= mark.horizon and mark.row > (last.row if last else BEFORE_ALL):
        rows = _texts(table, last.row if last else BEFORE_ALL, mark.row, limit=at_most)
        count = _keep(table, rows, last, now)
    if count < at_most and oldest >= mark.horizon:
        mark.row, mark.horizon = highest, next_one
        mark.save()
    return count


def _keep(table: str, rows: Iterator[Row], last: Link | None, now: datetime) -> int:
    links = list(seal(rows, after=last))
    Seal.objects.bulk_create(
        (Seal(table=table, place=p, row=r, digest=d, sealed_at=now) for p, r, d in links),
        batch_size=2_000,
    )
    return len(links)


def verify(table: str, *, heads: Iterable[str] = ()) -> Verified:
    """Hold every sealed row of a table against its link.

    The chain must still hold the links of the ``heads``, PLACE:DIGEST as they were kept elsewhere.
    """
    found = Verified(table)
    last = _last(table)
    if last is not None:
        found.place, found.head = last.place, f"{last.place}:{last.digest.hex()}"
        found.sealed = Seal.objects.filter(table=table, place__lte=last.place).count()
    end = last.row if last else BEFORE_ALL
    with transaction.atomic():
        for fault in faults(_links(table, found.place), _texts(table, BEFORE_ALL, end)):
            if len(found.faults) >= MOST_FAULTS:
                found.more = True
                break
            found.faults.append(fault)
    found.faults += _not_as_kept(table, heads, last)
    found.unsealed = _count_after(table, end)
    return found


def _not_as_kept(table: str, heads: Iterable[str], last: Link | None) -> list[Fault]:
    """The first head that the chain does not hold any more; one that lies beyond it: cut off."""
    kept = {int(place): digest.lower() for place, _, digest in (h.partition(":") for h in heads)}
    known = Seal.objects.filter(table=table, place__in=list(kept)).order_by("place")
    links = {link.place: link for link in known}
    for place in sorted(kept):
        link = links.get(place)
        if last is None or place > last.place:
            return [Fault("cut", last.row if last else 0, place)]
        if link is None or bytes(link.digest).hex() != kept[place]:
            return [Fault("torn", link.row if link else 0, place)]
    return []


def head_of(table: str) -> str:
    """PLACE:DIGEST of the last sealed row, or an empty text."""
    last = _last(table)
    return f"{last.place}:{last.digest.hex()}" if last else ""


def _last(table: str) -> Link | None:
    row = Seal.objects.filter(table=table).order_by("-place").first()
    return Link(row.place, row.row, bytes(row.digest)) if row else None


def _links(table: str, up_to: int) -> Iterator[Link]:
    rows = Seal.objects.filter(table=table, place__lte=up_to).order_by("place")
    for place, row, digest in rows.values_list("place", "row", "digest").iterator(FETCH):
        yield Link(place, row, bytes(digest))


def _texts(table: str, after: int, up_to: int, *, limit: int | None = None) -> Iterator[Row]:
    """The rows as text; moments in UTC, whatever zone the session speaks."""
    columns = [
        sql.SQL("{} AT TIME ZONE 'UTC'").format(sql.Identifier(name))
        if name.endswith("at")
        else sql.Identifier(name)
        for name in SEALED[table]
    ]
    query = sql.SQL(TEXTS).format(
        columns=sql.SQL(", ").join(columns), table=sql.Identifier(f"ledger_{table}")
    )
    if limit is not None:
        query += sql.SQL(" LIMIT {}").format(sql.Literal(limit))
    connection.ensure_connection()
    with psycopg.ServerCursor(connection.connection, f"sealed_{table}") as cursor:
        cursor.itersize = FETCH
        for id_, text in cursor.execute(query, (after, up_to)):
            yield Row(id_, text)


def _highest(table: str) -> int:
    query = sql.SQL("SELECT coalesce(max(id), 0) FROM {}").format(sql.Identifier(f"ledger_{table}"))
    highest: int = run(query).fetchall()[0][0]
    return highest


def _count_after(table: str, row: int) -> int:
    query = sql.SQL("SELECT count(*) FROM {} WHERE id > %s").format(
        sql.Identifier(f"ledger_{table}")
    )
    count: int = run(query, row).fetchall()[0][0]
    return count
