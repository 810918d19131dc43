"""Pickup points in a list: how far each is trusted, and what is the matter with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db.models import F, QuerySet

from amends.app.actions.desk.pages import ROWS, Page, cut, read_mark
from amends.app.actions.places.finding import find_points
from amends.app.actions.places.live import known_operators, live_table
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Incident, Point, PointRecord, Room
from amends.core.places.choosing import PointTable
from amends.core.places.reliability import Basis, basis

FAILING, HOURS, FULL, INCIDENTS = "failing", "hours", "full", "incidents"
TRUSTED, BELOW, NO_RECORD = "trusted", "below", "no_record"
UNSURE = (Point.Hours.REFUSED, Point.Hours.FLAGGED)
MOST_SEARCHED = 200


@dataclass(frozen=True, slots=True)
class PointsWanted:
    """Which points: ``show`` one of ``SHOWN``, or empty for all; ``after`` the mark of a page."""

    show: str = ""
    search: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point; ``standing`` is ``trusted``, ``below`` (what is asked for), ``failing``, or
    ``no_record`` (offered by what others have shown: ``basis``). ``lower`` is the bound of its
    share of hand-overs; ``None`` for a point that is new since the table in memory was made.
    """

    point: Point
    standing: str
    lower: float | None
    basis: Basis
    good: int
    total: int
    room: Room | None
    incident: Incident | None

    @property
    def is_full(self) -> bool:
        return self.room is not None and self.room.taken >= self.room.places


def list_points(wanted: PointsWanted, *, now: datetime) -> Page[PointRow]:
    """One page of points: all of them the least trusted first, those chosen by their code."""
    found = narrowed(wanted)
    return _by_trust(wanted, now) if found is None else _by_code(found, wanted, now)


def narrowed(wanted: PointsWanted) -> QuerySet[Point] | None:
    """The points of a filter or a search; ``None`` where all are wanted."""
    if wanted.show not in SHOWN and not wanted.search:
        return None
    found = find_points(search=wanted.search.replace("\x00", "")[:MOST_SEARCHED])
    return SHOWN[wanted.show](found) if wanted.show in SHOWN else found


def rows_of(points: Sequence[Point], *, now: datetime) -> list[PointRow]:
    """What is known of some points, in a few queries whatever their number."""
    codes, table, operators = [each.code for each in points], live_table(now), known_operators(now)
    out = set(_of(codes, PointRecord.objects.filter(out=True)).values_list("point", flat=True))
    rooms = {each.code: each for each in Room.objects.filter(kind=Room.Kind.POINT, code__in=codes)}
    incidents = {each.point: each for each in _of(codes, Incident.objects.filter(closed_at=None))}
    return [
        _row(
            each,
            _trust(table, each.code),
            is_out=each.code in out,
            operator_is_known=each.operator in operators,
            room=rooms.get(each.code),
            incident=incidents.get(each.code),
        )
        for each in points
    ]


def any_points() -> bool:
    """Whether there is a point at all."""
    return Point.objects.exists()


def _by_trust(wanted: PointsWanted, now: datetime) -> Page[PointRow]:
    """Failing ones first, then by the bound; by its place in the table of this process."""
    table, place = live_table(now), read_mark(wanted.after, 1)
    first = place[0] if place else 0
    out = [table.codes.find(code) for code in _codes(PointRecord.objects.filter(out=True))]
    order = _ranked(table, np.array([row for row in out if row is not None], np.int64))
    chosen = [table.codes[rank] for rank in order[first : first + ROWS + 1]]
    points = Point.objects.in_bulk(chosen[:ROWS])
    after = str(first + ROWS) if len(chosen) > ROWS else ""
    return Page(rows_of([points[code] for code in chosen if code in points], now=now), after)


def _ranked(table: PointTable, out: np.ndarray) -> np.ndarray:
    """The numbers of all codes, the least trusted first."""
    lower = np.empty(len(table), np.float64)
    lower[table.fixed["rank"]] = table.live["lower"]
    lower[out] = -1.0
    return np.argsort(lower, kind="stable")


def _by_code(found: QuerySet[Point], wanted: PointsWanted, now: datetime) -> Page[PointRow]:
    if wanted.after:
        found = found.filter(code__gt=wanted.after.replace("\x00", ""))
    points, after = cut(found.order_by("code")[: ROWS + 1], lambda point: point.code)
    return Page(rows_of(points, now=now), after)


def _row(
    point: Point,
    trust: tuple[float | None, int, int],
    *,
    is_out: bool,
    operator_is_known: bool,
    room: Room | None,
    incident: Incident | None,
) -> PointRow:
    lower, good, total = trust
    standing = FAILING if is_out else _standing(lower, total)
    whose = basis(visits=total, operator_is_known=operator_is_known)
    return PointRow(point, standing, lower, whose, good, total, room, incident)


def _standing(lower: float | None, total: int) -> str:
    if lower is None:
        return NO_RECORD
    if lower < current_policy().reliability.least:
        return BELOW
    return TRUSTED if total else NO_RECORD


def _trust(table: PointTable, code: str) -> tuple[float | None, int, int]:
    if table.codes.find(code) is None:
        return None, 0, 0
    live = table.live[table.row(code)]
    return float(live["lower"]), int(live["good"]), int(live["total"])


def _of(codes: Collection[str], found: QuerySet) -> QuerySet:  # type: ignore[type-arg]
    return found.filter(point__in=codes)


def _codes(found: QuerySet) -> QuerySet:  # type: ignore[type-arg]
    return found.values_list("point", flat=True)


SHOWN: Mapping[str, Callable[[QuerySet[Point]], QuerySet[Point]]] = {
    FAILING: lambda points: points.filter(code__in=_codes(PointRecord.objects.filter(out=True))),
    HOURS: lambda points: points.filter(hours_state__in=UNSURE),
    FULL: lambda points: points.filter(
        code__in=Room.objects.filter(kind=Room.Kind.POINT, taken__gte=F("places")).values("code")
    ),
    INCIDENTS: lambda points: points.filter(
        code__in=_codes(Incident.objects.filter(closed_at=None))
    ),
}
"""What a list of points may be narrowed to."""
