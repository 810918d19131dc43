"""Which list a file is the next version of, and under which codes its points are stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from amends.app.actions.ingest.sql import as_names, run
from amends.app.actions.places.columns import KEPT_COLUMNS, Row
from amends.app.actions.places.files import Listing
from amends.app.actions.places.storing import in_parts
from amends.app.ledger.models import Point, PointSource

KEPT = ("code", "source_id", "source_code", *KEPT_COLUMNS)


def source_of(
    listing: Listing, *, operator: str, codes: Collection[str], called: str = ""
) -> PointSource:
    """The list that a file goes on: of the same keeper, with at least half of its ids or of ours.

    Else a new one: two lists of one operator, of two countries say, close no points of each other.
    A list that nobody keeps is ``called`` so, or by its format.
    """
    keeper = operator or listing.operator
    kept = PointSource.objects.filter(operator=keeper)
    kept = kept if keeper else kept.filter(format=listing.format)
    common = _in_common(codes)
    best, most = None, 0
    for source in kept:
        shared = common.get(source.pk, 0)
        if shared > most and 2 * shared >= min(source.points.count(), len(codes)):
            best, most = source, shared
    return best or _new_source(keeper, listing.format, called)


def _in_common(codes: Collection[str]) -> dict[int, int]:
    """How many points of each list have one of these ids."""
    rows = run(
        """
        SELECT source_id, count(*) FROM ledger_point
        WHERE source_id IS NOT NULL
            AND source_code IN (SELECT jsonb_array_elements_text(%s))
        GROUP BY source_id
        """,
        as_names(codes),
    )
    return dict(rows.fetchall())


def _new_source(keeper: str, format_: str, called: str) -> PointSource:
    base, number = keeper or called or format_, 1
    while PointSource.objects.filter(name=_numbered(base, number)).exists():
        number += 1
    return PointSource.objects.create(name=_numbered(base, number), format=format_, operator=keeper)


def _numbered(base: str, number: int) -> str:
    return base if number == 1 else f"{base[:190]} {number}"


def known_points(source: PointSource) -> dict[str, Row]:
    """The points of a list as they are stored, by the list's own id."""
    return {row["source_code"]: row for row in _rows(Point.objects.filter(source=source))}


def other_points(source: PointSource, codes: Iterable[str]) -> dict[str, Row]:
    """Points of no list, or of another one, that have these codes."""
    found = run(
        """
        SELECT code FROM ledger_point
        WHERE source_id IS DISTINCT FROM %s
            AND code = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
        """,
        source.pk,
        as_names(codes),
    )
    others: dict[str, Row] = {}
    for part in in_parts(code for (code,) in found):
        others |= {row["code"]: row for row in _rows(Point.objects.filter(code__in=part))}
    return others


def _rows(points: QuerySet[Point]) -> Iterator[Row]:
    yield from points.values(*KEPT).iterator(chunk_size=5000)


def is_same(known: Mapping[str, Any], row: Row) -> bool:
    """Whether a point that an event described is the one of this row: nobody else keeps it."""
    named = known["operator"], row["operator"]
    return known["source_id"] is None and (not all(named) or named[0] == named[1])


def unused_code(source: PointSource, code: str, taken: Collection[str]) -> str:
    """A code of a point whose id another list has too."""
    wanted, number = f"{source.name}:{code}"[:200], 1
    while wanted in taken:
        number += 1
        wanted = f"{source.name} {number}:{code}"[:200]
    return wanted
