"""When the trouble at a pickup point is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum


class Over(StrEnum):
    """Why an incident is over."""

    WORKS = "works"
    """The point has shown that it works again."""
    GONE = "gone"
    """The point gives out no parcels any more, and nobody waits there who was not told."""
    QUIET = "quiet"
    """Nobody spoke of it for long; the point stays out of offers until it shows that it works."""


def over(
    *, heard: datetime, gives: bool, waits: bool, now: datetime, quiet: timedelta
) -> Over | None:
    """Why an incident at a point that does not work is over; ``None``: it is not.

    ``heard``: when it was last spoken of, by a sign or by telling a customer. ``gives``: the point
    is described as one that gives out parcels. ``waits``: somebody there is still to be told.
    """
    if waits:
        return None
    if not gives:
        return Over.GONE
    return Over.QUIET if now - heard >= quiet else None
