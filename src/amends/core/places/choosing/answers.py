"""What a customer is told of a point, as facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amends.core.places.choosing.asked import Asked
from amends.core.places.choosing.found import Found
from amends.core.places.choosing.question import moment_of
from amends.core.places.choosing.table import NOBODY_SAYS, PointTable
from amends.core.places.distance import Spot


@dataclass(frozen=True, slots=True)
class Answer:
    """A point that serves, with the reasons why.

    ``detour`` in metres, great circle; ``after``: the spot of the way, by its number, at which the
    customer leaves it (the next one is where they come back). ``come``: the first moment in the
    window at which it is open and the parcel is there; ``until``: when it closes then, ``None`` if
    it does not as far as its hours are known. ``good`` of ``total`` hand-overs, ``lower`` the bound
    of its reliability. ``there_by``: when the parcel is there, ``None`` if it is there already.
    ``free`` places, ``None`` where nobody says. All moments are aware (UTC).
    """

    code: str
    spot: Spot
    detour: float
    after: int
    come: datetime
    until: datetime | None
    good: int
    total: int
    lower: float
    there_by: datetime | None
    free: int | None
    kind: str
    operator: str


def answers(table: PointTable, asked: Asked, found: Found) -> list[Answer]:
    """The found rows as answers, in their order."""
    columns = (found.rows, found.detours, found.after, found.come, found.until)
    places = zip(*(column.tolist() for column in columns), strict=True)
    return [_answer(table, asked, *place) for place in places]


def _answer(
    table: PointTable,
    asked: Asked,
    row: int,
    detour: float,
    after: int,
    come: int,
    until: int,
) -> Answer:
    start, length = table.openings.start, table.openings.end - table.openings.start
    arrival, free = int(asked.arrivals[table.leg[row]]), int(table.free[row])
    return Answer(
        code=table.code(row),
        spot=table.spot(row),
        detour=detour,
        after=after,
        come=moment_of(start + come),
        until=moment_of(start + until) if until < length else None,
        good=int(table.good[row]),
        total=int(table.total[row]),
        lower=float(table.lower[row]),
        there_by=moment_of(start + arrival) if arrival > 0 else None,
        free=None if free == NOBODY_SAYS else free,
        kind=table.kinds[table.kind[row]],
        operator=table.operators[table.operator[row]],
    )
