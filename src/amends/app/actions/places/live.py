"""The table of points as it is at this moment: how far each is trusted, how many it takes.

What takes long to look up is kept for a while; what fails or is full is left out at once all the
same, since that is asked of the database every time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import NamedTuple, TypeVar

import numpy as np
from django.db.models import Q

from amends.app.actions.places.looking import once
from amends.app.actions.places.rereading import AHEAD
from amends.app.actions.places.table import MOST_KEPT, days_around, point_table
from amends.app.actions.places.trust import Trusted, trusted
from amends.app.ledger.models import Leg, Room
from amends.core.places.choosing import PointTable, with_columns
from amends.core.places.choosing.question import moment_of
from amends.core.places.transfers import NO_LEG, operator_node, point_node

Value = TypeVar("Value")

REST = 20.0
"""For so many times as long as it takes to make one, the table is kept,"""
LEAST_REST = 1.0
"""and for so many seconds at least."""


class _Kept(NamedTuple):
    base: PointTable
    table: PointTable
    operators: frozenset[str]
    rests_until: float


_kept: list[_Kept] = []
_making = Lock()
"""One thread makes a table; it takes seconds for very many points."""


def live_table(now: datetime) -> PointTable:
    """All points with their hours around a moment, their trust, free places and legs.

    One look goes by one table: whoever holds a lock has it already, and never waits for a new one.
    """
    return _live(now, now).table


def table_until(now: datetime, *, first: datetime, last: datetime) -> PointTable:
    """The table of ``now``, or where its hours end before ``last``, one with those from ``first``
    on: a parcel may take longer than the days of a table, by the rulebook."""
    near = live_table(now)
    return near if last < _end(near) else _live(now, first).table


def known_operators(now: datetime) -> frozenset[str]:
    """The operators to one of whose points somebody came: a new one is judged by these."""
    return _live(now, now).operators


def known_until(now: datetime, *, around: datetime) -> datetime:
    """As far as the hours of the points are known, from a moment ``around`` which they are asked
    for; of the next year at most, as nobody knows its calendar."""
    return min(_end(_live(now, min(around, now + AHEAD)).table), now + AHEAD)


def _end(table: PointTable) -> datetime:
    return moment_of(table.openings.end - 1)


def _live(now: datetime, around: datetime) -> _Kept:
    return once(("live", now, days_around(around)), lambda: _kept_or_made(now, around))


def _kept_or_made(now: datetime, around: datetime) -> _Kept:
    base = point_table(around)
    kept = _of(base)
    if kept is not None and (monotonic() < kept.rests_until or _making.locked()):
        return kept
    with _making:
        kept = _of(base)
        if kept is not None and monotonic() < kept.rests_until:
            return kept
        return _made(base, now)


def _of(base: PointTable) -> _Kept | None:
    """What is kept of this very table; while another thread makes the next one, it serves still."""
    return next((kept for kept in _kept if kept.base is base), None)


def _made(base: PointTable, now: datetime) -> _Kept:
    began = monotonic()
    known = trusted(now=now)
    table = _with_legs(_with_rooms(_with_trust(base, known)))
    rest = max(LEAST_REST, REST * (monotonic() - began))
    made = _Kept(base, table, frozenset(known.operators), monotonic() + rest)
    _kept[:] = [made, *(kept for kept in _kept if kept.base is not base)][:MOST_KEPT]
    return made


def _with_trust(table: PointTable, known: Trusted) -> PointTable:
    start = [known.operators.get(name, known.others) for name in table.operators]
    lower = np.array(start, np.float64)[table.fixed["operator"]]
    good, total = np.zeros(len(table), np.int32), np.zeros(len(table), np.int32)
    for row, trust in _rows(table, known.points).items():
        lower[row], good[row], total[row] = trust
    return with_columns(table, lower=lower, good=good, total=total)


def _with_rooms(table: PointTable) -> PointTable:
    rooms = Room.objects.filter(kind=Room.Kind.POINT).values_list("code", "places", "taken")
    free = table.live["free"].copy()
    for row, left in _rows(table, {code: max(n - taken, 0) for code, n, taken in rooms}).items():
        free[row] = left
    return with_columns(table, free=free)


def _with_legs(table: PointTable) -> PointTable:
    """A point's leg is its own where one ends there, else that to all of its operator, or none."""
    to_points = Q(destination__startswith=point_node(""))
    of_operators = [operator_node(name) for name in table.operators]
    legs_there = Leg.objects.filter(to_points | Q(destination__in=of_operators), open=True)
    ends = set(legs_there.values_list("destination", flat=True))
    own = {end.removeprefix(point_node("")): end for end in ends - set(of_operators)}
    legs = [end if end in ends else NO_LEG for end in of_operators]
    leg = table.fixed["operator"].copy()
    for row, end in _rows(table, own).items():
        leg[row] = len(legs)
        legs.append(end)
    return with_columns(table, legs=tuple(legs), leg=leg)


def _rows(table: PointTable, by_code: Mapping[str, Value]) -> dict[int, Value]:
    return {
        table.row(code): by_code[code] for code in by_code if table.codes.find(code) is not None
    }
