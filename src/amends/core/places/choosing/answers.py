"""What a customer is told of a point, as facts."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from amends.core.places.choosing.found import Found
from amends.core.places.choosing.question import moment_of
from amends.core.places.choosing.table import NOBODY_SAYS, PointTable
from amends.core.places.distance import Spot

_made = tuple.__new__
"""As ``Answer(...)``, in half the time."""


class Answer(NamedTuple):
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


def answers(table: PointTable, found: Found) -> list[Answer]:
    """The found rows as answers, in their order."""
    start, never = table.openings.start, table.openings.end - table.openings.start
    text, kinds, operators = table.codes.text, table.kinds, table.operators
    return [
        _made(
            Answer,
            (
                text[begin:end].decode(),
                (north, east),
                detour,
                after,
                moment_of(start + come),
                moment_of(start + until) if until < never else None,
                good,
                total,
                lower,
                moment_of(start + arrival) if arrival > 0 else None,
                None if free == NOBODY_SAYS else free,
                kinds[kind],
                operators[operator],
            ),
        )
        for (
            (_, after, come, until, arrival, begin, end, kind, operator, free, good, total),
            (detour, north, east, lower),
        ) in zip(found.whole.tolist(), found.real.tolist(), strict=True)
    ]
